/**
 * A row of comma-separated values (RFC 4180), with the end of its line. A text that a spreadsheet would take for a formula begins with
 * an apostrophe, so that it stays a text.
 */
export const csvRow = (cells: string[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(value: string): string {
  const text = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
