import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { statementProblem } from '../problem.ts';
import { submitStatement } from '../proposals/submit.ts';
import { subjectOfReference } from '../read/reference-views.ts';
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
const CHUNK = 50;

/**
 * 批量签发: issues the rows of a batch that wait, fifty in a transaction, each by the rules of now. A row that is
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
    const ends: RowEnd[] = [];
    for (const row of rows) ends.push(await issueRow(ctx, tx, bulk, row));
    await endRows(tx, bulk.id, ends);
    return rows.at(-1)!.line;
  });
}

async function issueRow(ctx: Context, tx: Tx, bulk: Bulk, row: BulkRow): Promise<RowEnd> {
  const subject = await subjectOfReference(tx, { [bulk.about]: row.subject ?? '' });
  if (subject === undefined) {
    const problems = [statementProblem('/subject', 'subjectUnknown')];
    return { line: row.line, outcome: 'refused', result: null, problems };
  }
  const done = await submitStatement(ctx, tx, rowWish(bulk, row, subject));
  switch (done.outcome) {
    case 'done':
      return { line: row.line, outcome: 'issued', result: done.statement, problems: [] };
    case 'proposed':
      return { line: row.line, outcome: 'proposed', result: done.proposal, problems: [] };
    case 'refused':
      return { line: row.line, outcome: 'refused', result: null, problems: done.problems };
  }
}
