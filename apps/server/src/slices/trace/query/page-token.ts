import { createHash } from 'node:crypto';
import type { PagePlace } from './event-query.ts';

/** What of a query may change from page to page. */
const FREE: ReadonlySet<string> = new Set(['nextPageToken', 'perPage']);

/** A short digest of all that a page token depends on. */
export function digestOfQuery(parameters: ReadonlyMap<string, string>): string {
  const bound = [...parameters].filter(([name]) => !FREE.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(bound)).digest('base64url').slice(0, 16);
}

/**
 * The token behind this place. It says where to go on, not how many rows to skip, so that pages neither repeat nor
 * miss events while new ones come in. It grants nothing: every page is limited to what its reader may see.
 */
export function tokenAt({ time, id, seen }: PagePlace, digest: string): string {
  return Buffer.from([digest, time, id, seen].join(' ')).toString('base64url');
}

/** The place in a token that was made for this query; undefined for any other text. */
export function placeIn(token: string, digest: string): PagePlace | undefined {
  const parts = /^(\S{16}) (-?\d{1,15}) (\d{1,15}) (\d{1,15})$/.exec(
    Buffer.from(token, 'base64url').toString('latin1'),
  );
  if (parts === null || parts[1] !== digest) return undefined;
  return { time: Number(parts[2]), id: Number(parts[3]), seen: Number(parts[4]) };
}
