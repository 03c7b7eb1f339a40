import type { Caller } from '../../../http/caller.ts';
import { waysOfCaller } from '../../../http/caller.ts';
import type { Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { partiesMergedInto } from './reader-views.ts';

/** Who reads: the public, or somebody whose power to read statements reaches some of them. */
export type Reader = { readonly kind: 'public' } | { readonly kind: 'office'; readonly ways: readonly Way[] };

/** The public eye, for pages that everybody sees. */
export const PUBLIC_READER: Reader = { kind: 'public' };

/**
 * As whom a caller reads. Parties that were merged into one's own are one's own: what was said of them is said of it.
 */
export async function readerOf(database: Database, caller: Caller): Promise<Reader> {
  const ways = waysOfCaller(caller, 'statement.read');
  if (ways.length === 0) return PUBLIC_READER;
  if (ways.some(({ reach }) => reach === 'any')) return { kind: 'office', ways: [{ reach: 'any' }] };
  const own = ways.flatMap(way => (way.reach === 'own' ? [way.party] : []));
  const merged = await partiesMergedInto(database, own);
  return { kind: 'office', ways: [...ways, ...merged.map(party => ({ reach: 'own', party }) as const)] };
}
