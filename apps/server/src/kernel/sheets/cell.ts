/**
 * One cell as it was read: text, a number (which a spreadsheet may have robbed of zeros, so its text is kept apart),
 * or nothing.
 */
export type Cell = string | { readonly number: string } | null;

/** One row and where it stands, counted from 1 as spreadsheets do. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** Name of a column as spreadsheets have it: 0 → A, 26 → AA. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return `${rest < 0 ? '' : columnName(rest)}${String.fromCharCode(65 + (index % 26))}`;
}
