import { UNUSUAL_WORDS } from '@pinxin/contract/unusual-use';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { tellHolders } from '../notices/tell-people.ts';
import { insertAlarm, retellAlarm } from './alarm-store.ts';
import type { Measure } from './measure.ts';
import { addToTally, type Excess } from './tally-store.ts';

/**
 * Counts what was done, and raises an alarm where a window reaches its rule's threshold: once for a kind, a subject and
 * a window, and while one is open no second. Who watches is told on their account's page, in the work list and by mail.
 */
export async function countUse(ctx: Context, tx: Tx, measures: readonly Measure[]): Promise<void> {
  if (measures.length === 0) return;
  for (const excess of await addToTally(tx, measures))
    if (!(await retellAlarm(tx, excess))) await raise(ctx, tx, excess);
}

async function raise(ctx: Context, tx: Tx, excess: Excess): Promise<void> {
  const id = ctx.newId('use');
  if (!(await insertAlarm(tx, id, excess))) return;
  const { kind, subject, count } = excess;
  const words = UNUSUAL_WORDS[kind];
  const people = await tellHolders(
    tx,
    {
      ...{ kind: 'unusual-use', about: id, path: '/console/unusual-use' },
      words: { 'zh-CN': `异常使用：${words['zh-CN']}`, en: `unusual use: ${words.en}` },
    },
    'use.watch',
  );
  const facts = {
    alarm: id,
    kind,
    count,
    people,
    ...(subject.startsWith('acc_') ? { account: subject } : {}),
  };
  tx.journal({ actor: 'system', kind: 'unusual-use', facts });
}
