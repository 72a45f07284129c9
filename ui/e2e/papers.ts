/** PDFs made byte by byte. */

const ascii = (text: string) => Buffer.from(text, "latin1");
const stream = (dictionary: string, bytes: Buffer) =>
  Buffer.concat([
    ascii(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    ascii("\nendstream"),
  ]);

/** The file of these objects, numbered from 1; the first one is the catalogue. */
function fileOf(objects: Buffer[], trailer = ""): Buffer {
  const parts: Buffer[] = [ascii("%PDF-1.7\n")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    add(Buffer.concat([ascii(`${index + 1} 0 obj\n`), object, ascii("\nendobj\n")]));
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  add(
    ascii(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A black square of 16 x 16 points as a fax machine sends it (CCITT group 4). */
function fax(): Buffer {
  const bits = `001${"00110101"}${"0000010111"}${"11".repeat(15)}${"000000000001".repeat(2)}`;
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2)));
}

const page = (contents: number, resources: string, size = "0 0 595 842") =>
  ascii(
    `<< /Type /Page /Parent 2 0 R /MediaBox [${size}] /Contents ${contents} 0 R /Resources << ${resources} >> >>`,
  );
const words = (text: string, height: number) =>
  stream("", ascii(`BT /F1 28 Tf 72 ${height} Td (${text}) Tj ET`));

function objects(): Buffer[] {
  return [
    ascii("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
    ascii("<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>"),
    page(6, "/Font << /F1 9 0 R >>"),
    page(7, "/Font << /F1 9 0 R >>", "0 0 842 595"),
    page(8, "/XObject << /Im1 10 0 R >>"),
    words("Primeira folha", 740),
    words("Segunda folha", 500),
    stream("", ascii("q 300 0 0 300 150 300 cm /Im1 Do Q")),
    ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
    stream(
      "/Type /XObject /Subtype /Image /Width 16 /Height 16 /BitsPerComponent 1 /ColorSpace /DeviceGray " +
        "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 16 /Rows 16 >>",
      fax(),
    ),
  ];
}

/** Words in a font that is not in the file, a sheet across, and a scan; opening it would run a script. */
export const threePages = () => fileOf(objects());

/** The same behind a password that nobody knows. */
export const lockedPdf = () =>
  fileOf(
    [
      ...objects(),
      ascii(
        `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${"5a".repeat(32)}> /U <${"a5".repeat(32)}> >>`,
      ),
    ],
    `/Encrypt 11 0 R /ID [<${"01".repeat(16)}> <${"01".repeat(16)}>]`,
  );

/** It says that it is a PDF, and that is all. */
export const damagedPdf = () => ascii(`%PDF-1.7\n${"nothing to be read ".repeat(40)}\n%%EOF\n`);
