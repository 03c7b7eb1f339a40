/** One cell; what would be a formula in a spreadsheet is defused by an apostrophe (CSV injection, OWASP). */
export function cell(text: string): string {
  const defused = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
