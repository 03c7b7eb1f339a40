import type { SheetRow } from './custody-fact.ts';
import type { RecallQuestion } from './question.ts';
import { findWithCustody, only, partOf, type Recall, type RecallParts, withoutProcesses } from './recall.ts';
import { sheetRows } from './sheet-rows.ts';

/** A recall and rows of its first lots, as many as `most`; small ones take fewer ways to the database. */
export async function findWithRows(
  parts: RecallParts,
  question: RecallQuestion,
  most: number,
): Promise<{ readonly recall: Recall; readonly rows: readonly SheetRow[] }> {
  const { recall: found, custody } = await findWithCustody(parts, question, most);
  if (found.lots.length > most) {
    const recall = await withoutProcesses(parts, found);
    return { recall, rows: await sheetRows(parts, partOf(recall, 0, most)) };
  }
  const { lots, times, asOf, watermark } = found;
  const known = custody === undefined ? {} : { custody, reached: watermark };
  const rows = await sheetRows(parts, { lots, times, asOf, ...known });
  // Every lot has a row, but for processes.
  const goods = new Set(rows.map(({ lot }) => lot));
  return { recall: only(found, lot => goods.has(lot)), rows };
}
