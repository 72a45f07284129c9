/**
 * A form with a file as plain bytes: the desktop window's bridge carries bytes, but neither a `File` nor a `FormData`
 * that holds one.
 */

export interface Form {
  contentType: string;
  body: Uint8Array<ArrayBuffer>;
}

/** As browsers write names in a form's heads: what would end the name or its line is escaped. */
const quoted = (name: string) => `"${name.replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/"/g, "%22")}"`;

/** Text fields, then the field `file`. */
export async function formOf(fields: Record<string, string>, file: File): Promise<Form> {
  // Not `randomUUID`: it is missing where the address is neither local nor https.
  const boundary = `hub-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const head = (name: string, rest = "") =>
    `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}${rest}\r\n\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${head(name)}${value}\r\n`);
  const type = file.type || "application/octet-stream";
  const fileHead = head("file", `; filename=${quoted(file.name)}\r\nContent-Type: ${type}`);
  const encoder = new TextEncoder();
  const before = encoder.encode(texts.join("") + fileHead);
  const after = encoder.encode(`\r\n--${boundary}--\r\n`);
  const content = new Uint8Array(await file.arrayBuffer());
  const body = new Uint8Array(before.length + content.length + after.length);
  body.set(before);
  body.set(content, before.length);
  body.set(after, before.length + content.length);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
