import type { PartyKind } from '@pinxin/contract/parties';
import type { SheetRow } from '../../../kernel/sheets/cell.ts';
import { readSheetRows, SheetRefused } from '../../../kernel/sheets/read-sheet.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type CheckedRow, checkRow } from './check-row.ts';
import { type ReadColumn, readHeader } from './import-columns.ts';
import {
  addRows,
  compareRows,
  dropRows,
  fileOf,
  findImport,
  type ImportRefusal,
  moveImport,
  progressImport,
  type StoredImport,
} from './import-store.ts';
import type { ImportParts } from './imports.ts';

/** A header stands in one of the first lines: titles and notes may stand above it. */
const HEADER_LINES = 10;

class Refused extends Error {
  readonly code: ImportRefusal;
  constructor(code: ImportRefusal) {
    super(code);
    this.code = code;
  }
}

/**
 * Reads the file of an import into rows and compares them with the register: the preview. Nothing of the register
 * changes. Safe to run again: what was read before is forgotten first.
 */
export async function readImport(parts: ImportParts, publicId: string, kind?: PartyKind): Promise<void> {
  const { ctx } = parts;
  const stored = await findImport(ctx.database, publicId);
  const file = stored && (await fileOf(ctx.database, stored.id));
  if (stored === undefined || file === undefined) return;
  const begun = await inTransaction(ctx, async tx => {
    await dropRows(tx, stored.id);
    return await moveImport(tx, stored.id, ['waiting', 'reading'], 'reading');
  });
  if (!begun) return;
  try {
    const total = await readRows(parts, stored, file, kind);
    if (total === undefined) return;
    if (total === 0) throw new Refused('noRows');
    await inTransaction(ctx, async tx => {
      await compareRows(tx, stored.id, stored.ways);
      await moveImport(tx, stored.id, ['reading'], 'ready', { total });
    });
  } catch (error) {
    if (!(error instanceof Refused || error instanceof SheetRefused)) throw error;
    await inTransaction(ctx, async tx => {
      await dropRows(tx, stored.id);
      await moveImport(tx, stored.id, ['reading'], 'refused', { problem: { code: error.code } });
    });
  }
}

/** Number of rows kept; undefined when the import was cancelled meanwhile. */
async function readRows(
  parts: ImportParts,
  stored: StoredImport,
  file: Buffer,
  kind: PartyKind | undefined,
): Promise<number | undefined> {
  let columns: readonly ReadColumn[] | undefined;
  let total = 0;
  for await (const batch of readSheetRows(file, parts.limits)) {
    const rows: CheckedRow[] = [];
    for (const row of batch) {
      if (columns === undefined) {
        columns = readHeader(row.cells);
        if (columns === undefined && row.line >= HEADER_LINES) throw new Refused('noHeader');
      } else if (!isBlank(row)) {
        rows.push(checkRow(row, { columns, kind, ways: stored.ways, divisions: parts.divisions }));
      }
    }
    total += rows.length;
    const going = await inTransaction(parts.ctx, async tx => {
      if (!(await progressImport(tx, stored.id, 'reading', total, columns ?? []))) return false;
      if (rows.length > 0) await addRows(tx, stored.id, rows);
      return true;
    });
    if (!going) return undefined;
  }
  if (columns === undefined) throw new Refused('noHeader');
  return total;
}

function isBlank(row: SheetRow): boolean {
  return row.cells.every(cell => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}
