import type { Context } from '../../../kernel/context.ts';
import type { Statement } from './sql.ts';

/** Conditions that many events fulfil singly and hardly any together: the search was given up. */
export class QueryTooComplex extends Error {}

/** How long a page or a count may be searched for, in ms, where the operator says nothing else. */
const MOST_SEARCHED = 10_000;

/** The same as this instance has it. */
export function mostSearched(ctx: Context): number {
  return ctx.mostSearched ?? MOST_SEARCHED;
}

/** The rows of a statement. */
export async function run<R extends object>(
  ctx: Context,
  { text, values }: Statement,
): Promise<readonly R[]> {
  const { rows } = await ctx.database.pool.query(text, [...values]);
  return rows as R[];
}

const CANCELED = '57014';

/** The same, given up after so many milliseconds: throws QueryTooComplex. */
export async function runWithin<R extends object>(
  ctx: Context,
  { text, values }: Statement,
  most: number,
): Promise<readonly R[]> {
  const client = await ctx.database.pool.connect();
  try {
    await client.query(`begin read only; set local statement_timeout = ${most}`);
    const { rows } = await client.query(text, [...values]);
    return rows as R[];
  } catch (error) {
    throw (error as { code?: string }).code === CANCELED ? new QueryTooComplex() : error;
  } finally {
    const ended = await client.query('rollback').catch((error: Error) => error);
    client.release(ended instanceof Error ? ended : undefined);
  }
}
