import { createHash } from 'node:crypto';
import type { FieldKey, PagePlace } from './event-query.ts';
import { isStorableMoment } from './parameter-values.ts';

/** How long a token is taken after it was given out, in milliseconds: a day. */
export const TOKEN_LASTS = 86_400_000;

/** A short digest of all that a page token depends on: a query without what may change from page to page. */
export function digestOfQuery(query: object): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);
}

/**
 * The token behind this place. It says where to go on, not how many rows to skip, so that pages neither repeat nor
 * miss events while new ones come in. It grants nothing: every page is limited to what its reader may see.
 */
export function tokenAt({ key, id, seen }: PagePlace, digest: string, now: Date): string {
  return Buffer.from(JSON.stringify([digest, now.getTime(), key, id, seen])).toString('base64url');
}

/** The place in a token that was made for this query; undefined for any other text. */
export function placeIn(token: string, digest: string, now: Date): PagePlace | 'expired' | undefined {
  const read = readToken(token);
  if (read?.length !== 5) return undefined;
  const [bound, made, key, id, seen] = read;
  if (bound !== digest || !isWhole(made) || !isWhole(id) || !isWhole(seen)) return undefined;
  if (!isTime(key) && !isFieldKey(key)) return undefined;
  return made + TOKEN_LASTS < now.getTime() ? 'expired' : { key, id, seen };
}

/** The token behind a place in a list: see `tokenAt`. */
export function tokenOfList(
  place: readonly (number | string)[],
  digest: string,
  now: Date,
): { readonly text: string; readonly expires: Date } {
  const text = Buffer.from(JSON.stringify([digest, now.getTime(), ...place])).toString('base64url');
  return { text, expires: new Date(now.getTime() + TOKEN_LASTS) };
}

/** The place in such a token; undefined for any other text. */
export function placeInList(
  token: string,
  digest: string,
  now: Date,
): readonly (number | string)[] | 'expired' | undefined {
  const [bound, made, first, ...others] = readToken(token) ?? [];
  if (bound !== digest || !isWhole(made) || !others.every(isWhole)) return undefined;
  const isText = typeof first === 'string' && !first.includes('\0');
  const isMoment = others.length === 0 || isStorableMoment(Date.parse(String(first)));
  if (others.length > 2 || !(isWhole(first) ? others.length === 0 : isText && isMoment)) return undefined;
  return made + TOKEN_LASTS < now.getTime() ? 'expired' : [first as number | string, ...others];
}

function readToken(token: string): readonly unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && isStorableMoment(value as number);
}

function isFieldKey(value: unknown): value is FieldKey {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [rank, number, moment, text] = value as readonly unknown[];
  return (
    (rank === 1 || rank === 2 || rank === 3) &&
    typeof number === 'string' &&
    /^-?\d{1,1000}(?:\.\d{1,1000})?$/.test(number) &&
    typeof moment === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(moment) &&
    isStorableMoment(Date.parse(moment)) &&
    typeof text === 'string' &&
    !text.includes('\0')
  );
}
