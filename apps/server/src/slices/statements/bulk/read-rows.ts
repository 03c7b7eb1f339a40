import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { SheetRow } from '../../../kernel/sheets/cell.ts';
import {
  readSheetRows,
  type SheetLimits,
  type SheetRefusal,
  SheetRefused,
} from '../../../kernel/sheets/read-sheet.ts';
import { type ReadHeader, readHeader, textOf } from './sheet-columns.ts';

/** What is taken; stated before anybody sends a sheet. */
export const BULK_LIMITS: SheetLimits & { readonly bytes: number } = {
  bytes: 8 * 1024 * 1024,
  rows: 10_000,
  unpackedBytes: 100 * 1024 * 1024,
  batch: 1_000,
};

/** What one row says beside what is said of all. */
export interface RowWish {
  readonly number?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly content?: Readonly<Record<string, string | number>>;
}

/** A row that is to be issued. */
export interface ReadRow {
  readonly line: number;
  readonly subject: string | undefined;
  readonly wish: RowWish;
}

/** Why a sheet was not taken. */
export type SheetProblem = SheetRefusal | 'noHeader' | 'noRows';

/** What was read. */
export type ReadSheet =
  | { readonly ok: true; readonly rows: readonly ReadRow[]; readonly unknown: readonly string[] }
  | { readonly ok: false; readonly why: SheetProblem };

/** A header stands in one of the first lines: titles and notes may stand above it. */
const HEADER_LINES = 10;

/** Reads a sheet (XLSX or CSV) of statements of one kind. */
export async function readRows(kind: StatementKind, file: Uint8Array): Promise<ReadSheet> {
  let header: ReadHeader | undefined;
  const rows: ReadRow[] = [];
  try {
    for await (const batch of readSheetRows(file, BULK_LIMITS)) {
      for (const row of batch) {
        if (header === undefined) {
          header = readHeader(kind, row.cells);
          if (header === undefined && row.line >= HEADER_LINES) return { ok: false, why: 'noHeader' };
        } else if (row.cells.some(cell => textOf(cell) !== undefined)) {
          rows.push(readRow(row, header));
        }
      }
    }
  } catch (error) {
    if (error instanceof SheetRefused) return { ok: false, why: error.code };
    throw error;
  }
  if (header === undefined) return { ok: false, why: 'noHeader' };
  return rows.length === 0 ? { ok: false, why: 'noRows' } : { ok: true, rows, unknown: header.unknown };
}

function readRow({ line, cells }: SheetRow, { columns }: ReadHeader): ReadRow {
  const envelope: Record<string, string> = {};
  const content: Record<string, string | number> = {};
  columns.forEach((column, index) => {
    const text = column === undefined ? undefined : textOf(cells[index]);
    if (column === undefined || text === undefined) return;
    const [first, name] = column.at;
    // What is no whole number stays a text, and the check of the content says what is wrong with it.
    if (name !== undefined) content[name] = column.isWhole && /^\d{1,15}$/.test(text) ? Number(text) : text;
    else envelope[first] = text;
  });
  const { subject, ...wish } = envelope;
  return { line, subject, wish: { ...wish, ...(Object.keys(content).length > 0 ? { content } : {}) } };
}
