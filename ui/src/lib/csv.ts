/** Tables as spreadsheets in Brazil open them: UTF-8 with BOM, `;` between cells, decimal commas. */

export type Cell = string | number | null;

/** A leading sign like these makes a spreadsheet run the text as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell).replace(".", ",");
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[;"\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]) =>
  `\ufeff${[header, ...rows].map((row) => row.map(written).join(";")).join("\r\n")}\r\n`;
