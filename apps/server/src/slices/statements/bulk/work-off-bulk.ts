import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { statementProblem } from '../problem.ts';
import { type Submitted, submitStatements } from '../proposals/submit.ts';
import { subjectsOfCodes } from '../read/reference-views.ts';
import {
  type Bulk,
  type BulkRow,
  bulkRows,
  endRows,
  findBulk,
  lockIssuing,
  moveBulk,
  type RowEnd,
} from './bulk-store.ts';
import { rowWish } from './row-wish.ts';

/** Rows issued in one transaction: progress is seen, a stop comes soon, and others wait for locks no longer than this. */
const CHUNK = 100;

/**
 * 批量签发: issues the rows of a batch that wait, a hundred in a transaction, each by the rules of now. A row that is
 * refused says why and hinders no other. Safe to run again at any point: rows that ended are not looked at.
 */
export async function workOffBulk(ctx: Context, publicId: string): Promise<void> {
  const bulk = await findBulk(ctx.database, publicId);
  if (bulk === undefined || bulk.state !== 'issuing') return;
  let line: number | undefined = 0;
  while (line !== undefined) line = await issueChunk(ctx, bulk, line);
}

/** The last line that was looked at; undefined when all is done or somebody stopped it. */
async function issueChunk(ctx: Context, bulk: Bulk, after: number): Promise<number | undefined> {
  return await inTransaction(ctx, async tx => {
    if (!(await lockIssuing(tx, bulk.id))) return undefined;
    const rows = await bulkRows(tx, bulk.id, { after, limit: CHUNK, outcome: 'waiting' });
    if (rows.length === 0) {
      await moveBulk(tx, bulk.id, ['issuing'], 'done');
      tx.journal({ actor: bulk.startedBy!, kind: 'bulk-done', facts: { bulk: bulk.publicId } });
      return undefined;
    }
    await endRows(tx, bulk.id, await issueRows(ctx, tx, bulk, rows));
    return rows.at(-1)!.line;
  });
}

/** What becomes of rows that wait; those whose subject is not registered are refused. */
async function issueRows(
  ctx: Context,
  tx: Tx,
  bulk: Bulk,
  rows: readonly BulkRow[],
): Promise<readonly RowEnd[]> {
  const codes = rows.map(({ subject }) => subject ?? '');
  const subjects = await subjectsOfCodes(tx, bulk.about, codes);
  const known = rows.flatMap((row, at) => {
    const subject = subjects[at];
    return subject === undefined ? [] : [{ row, wish: rowWish(bulk, row, subject) }];
  });
  const done = await submitStatements(
    ctx,
    tx,
    known.map(({ wish }) => wish),
  );
  const ends = new Map(known.map(({ row }, at) => [row.line, endOf(row.line, done[at]!)]));
  return rows.map(({ line }) => {
    const problems = [statementProblem('/subject', 'subjectUnknown')];
    return ends.get(line) ?? { line, outcome: 'refused', result: null, problems };
  });
}

function endOf(line: number, done: Submitted): RowEnd {
  switch (done.outcome) {
    case 'done':
      return { line, outcome: 'issued', result: done.statement, problems: [] };
    case 'proposed':
      return { line, outcome: 'proposed', result: done.proposal, problems: [] };
    case 'refused':
      return { line, outcome: 'refused', result: null, problems: done.problems };
  }
}
