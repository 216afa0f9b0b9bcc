/** Tables for spreadsheets: semicolons, decimal commas and a BOM, as Russian Excel reads them. Pure. */

/** Excel takes a file without it for a one-byte encoding. */
const BOM = '\uFEFF';

export type CsvCell = string | number | null;

/** One line of a table, with its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cell).join(';')}\r\n`;
}

/** A whole table; the first line is usually the head. */
export function csvText(lines: readonly (readonly CsvCell[])[]): string {
  return BOM + lines.map(csvLine).join('');
}

/** Quoted where needed; a text that a spreadsheet would take for a formula is not one. */
function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
