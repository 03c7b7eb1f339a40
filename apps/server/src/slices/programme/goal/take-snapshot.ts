import { createHash } from 'node:crypto';
import { isLocalDate, type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { countAllNews } from '../count/count-statements.ts';
import { type Outcome, refused } from '../problem.ts';
import { countedSet, countedUpTo } from './count-views.ts';
import { drillOf } from './counted.ts';
import { measure } from './evaluate.ts';
import { boundIndicator, type GoalRow } from './goal-views.ts';
import { insertSnapshot, type SnapshotRow, sameSnapshot, snapshotStatements } from './snapshot-store.ts';

/**
 * 快照: keeps a value with the very statements that it counted and a digest of their ids, so that anyone can recount it
 * later. Taken again while nothing changed, it is the same one.
 */
export async function takeSnapshot(
  ctx: Context,
  actor: string,
  goal: GoalRow,
  day: LocalDate,
): Promise<Outcome<{ readonly id: string; readonly repeated: boolean }>> {
  if (!isLocalDate(day)) return refused('/day', 'dateWrong');
  if (day > localDateOf(ctx.clock.now())) return refused('/day', 'dayAhead');
  const { indicator } = goal;
  const drill = drillOf(indicator, day);
  if (drill === undefined) return refused('/goal', 'goalReported');
  await countAllNews(ctx);
  const seq = await countedUpTo(ctx.database);
  const [{ value }, set] = await Promise.all([
    measure(ctx.database, indicator, day),
    countedSet(ctx.database, drill),
  ]);
  const whole =
    indicator.kind === 'share'
      ? (await countedSet(ctx.database, { schemes: indicator.whole, day })).ranges
      : null;
  return await inTransaction(ctx, async tx => {
    const publicId = ctx.newId('snp');
    const snapshot = {
      ...{ publicId, goal: goal.id, binding: goal.binding, day, value: value ?? null, seq, actor },
      ...{ counted: set.ranges, whole, count: set.count, digest: set.digest },
    };
    if ((await insertSnapshot(tx, snapshot)) === undefined) {
      return { ok: true, value: { id: await sameSnapshot(tx, snapshot), repeated: true } };
    }
    tx.journal({
      ...{ actor, kind: 'goal-snapshot' },
      facts: { snapshot: publicId, goal: goal.id, day, count: set.count, digest: set.digest.toString('hex') },
    });
    return { ok: true, value: { id: publicId, repeated: false } };
  });
}

/**
 * 复核: a snapshot held against its own list: the statements that it names, and whether their digest is the one kept. With
 * how they were counted, so that anyone who reads them can count again (`pinxin programme recount`).
 */
export async function recountSnapshot(database: Database, snapshot: SnapshotRow) {
  const { number, goalId: _goal, binding, hasWhole, at, ...facts } = snapshot;
  const [indicator, statements, whole] = await Promise.all([
    boundIndicator(database, binding),
    snapshotStatements(database, number, 'counted'),
    hasWhole ? snapshotStatements(database, number, 'counted_whole') : undefined,
  ]);
  const digest = createHash('sha256').update(statements.join('\n')).digest('hex');
  return {
    ...{ ...facts, at: at.toISOString(), indicator, statements },
    ...(whole === undefined ? {} : { whole }),
    recount: { count: statements.length, digest, agrees: digest === snapshot.digest },
  };
}
