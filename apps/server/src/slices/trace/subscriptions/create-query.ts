import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { insertNamedQuery, namedQuery } from './named-query-store.ts';
import { readNamedQuery } from './read-named-query.ts';
import type { Refusal } from './refusal.ts';
import { MOST_QUERIES } from './subscription.ts';

/** Who acts, and for which party. */
export interface Acting {
  readonly party: number;
  readonly actor: string;
}

/** A name as it may stand in an address: letters of any script, digits, `-`, `_`, `.`, up to 100 characters. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,99}$/u;

/** Keeps a query under a name of the party's own. The same query under the same name again is success. */
export async function createQuery(
  ctx: Context,
  { party, actor }: Acting,
  name: string,
  query: Readonly<Record<string, unknown>>,
): Promise<Result<'made' | 'known', Refusal>> {
  if (!NAME.test(name)) return refuse({ code: 'nameWrong' });
  const read = readNamedQuery(query, { now: ctx.clock.now() });
  if (!read.ok) return refuse({ code: 'queryWrong', problems: read.error });
  const made = await inTransaction(ctx, async tx => {
    const result = await insertNamedQuery(tx, { party, name, query, by: actor }, MOST_QUERIES);
    if (result === 'made') tx.journal({ actor, kind: 'query-named', facts: { party, name } });
    return result;
  });
  if (made === 'made') return ok('made');
  if (made === 'tooMany') return refuse({ code: 'tooManyQueries', most: MOST_QUERIES });
  const there = await namedQuery(ctx, party, name);
  const known = there === undefined ? undefined : readNamedQuery(there.query, { now: ctx.clock.now() });
  return known?.ok === true && known.value.digest === read.value.digest
    ? ok('known')
    : refuse({ code: 'nameTaken' });
}
