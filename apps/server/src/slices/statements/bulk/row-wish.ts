import type { StatementWish } from '../issue/statement-wish.ts';
import type { Subject } from '../subject.ts';
import type { Bulk } from './bulk-store.ts';
import type { RowWish } from './read-rows.ts';

/** What a row asks for: what is said of all, with what it says by itself in its place. */
export function rowWish(
  bulk: Pick<Bulk, 'publicId' | 'issuer' | 'wish' | 'startedBy' | 'madeBy'>,
  row: { readonly line: number; readonly wish: RowWish },
  subject: Subject,
): StatementWish {
  const { content = {}, ...common } = bulk.wish;
  const { content: own = {}, ...said } = row.wish;
  return {
    ...common,
    ...said,
    content: { ...(content as object), ...own },
    ...{ actor: bulk.startedBy ?? bulk.madeBy, issuer: bulk.issuer, subject },
    // The row is its own request: run again, it finds what it issued.
    request: `${bulk.publicId}:${row.line}`,
  } as unknown as StatementWish;
}
