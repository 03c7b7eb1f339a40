import { type RawBuilder, type SqlBool, sql } from 'kysely';

// 分块: what fits a filter may be anywhere in the register, and the list is in the order of numbers. Migration 0014 has
// indexes that begin with a block of numbers: one look into each tells what of it fits, so the walk ends at the first
// block that fills the page, and blocks without anything cost a look each (a million statements: some 500).

/** Numbers of a block, as a power of two; the indexes of migration 0014 say the same. */
export const BLOCK_BITS = sql.lit(11);

/** How far a page goes. */
interface BlockPage {
  readonly direction: RawBuilder<unknown>;
  /** Behind this number. */
  readonly after: number | undefined;
  readonly isDescending: boolean;
  /** At most so many. */
  readonly limit: number;
  /** What a block `n` must have for a look into it to be worth while. */
  readonly has?: RawBuilder<SqlBool> | undefined;
  /** Whether an index of numbers is looked into, which has no blocks: a block is a stretch of it. */
  readonly byNumber?: boolean;
}

/** The first of what a filter leaves, walked from block to block: `columns` of `from` (over `statement_state c`). */
export function walkBlocks(
  columns: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  { direction, after, isDescending, limit, has, byNumber = false }: BlockPage,
): RawBuilder<unknown> {
  const begin =
    after === undefined
      ? sql`true`
      : isDescending
        ? sql`n <= (${after}::bigint >> ${BLOCK_BITS})`
        : sql`n >= (${after}::bigint >> ${BLOCK_BITS})`;
  const within = byNumber
    ? sql`c.statement >= block.n << ${BLOCK_BITS} and c.statement < (block.n + 1) << ${BLOCK_BITS}`
    : sql`(c.statement >> ${BLOCK_BITS}) = block.n`;
  return sql`select found.* from (
      select n from (select n from generate_series((select min(statement) >> ${BLOCK_BITS} from statement_state),
        (select max(statement) >> ${BLOCK_BITS} from statement_state)) as n order by n ${direction} offset 0) as each
       where ${begin} and ${has ?? sql`true`}) as block
    cross join lateral (
      select ${columns} ${from} and ${within}
       order by c.statement ${direction} limit ${limit}) as found
    order by block.n ${direction}, found.id ${direction} limit ${limit}`;
}
