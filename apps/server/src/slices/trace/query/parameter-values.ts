import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  DISPOSITIONS,
  SOURCE_DESTINATION_TYPES,
  type Vocabulary,
  webUriOfUrn,
} from '@pinxin/epcis/vocabulary';
import { canonicalEpc } from '@pinxin/identifiers/canonical';

export { BIZ_STEPS, BIZ_TRANSACTION_TYPES, DISPOSITIONS, SOURCE_DESTINATION_TYPES };

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+\- ]\d\d:\d\d)$/;

/** A moment as ISO 8601 in UTC; undefined when it is none or names no zone. */
export function instantOf(text: string): string | undefined {
  const parts = TIME.exec(text);
  if (parts === null) return undefined;
  // A plus sign that was not percent-encoded arrives as a space.
  const milliseconds = Date.parse(`${parts[1]}${parts[2]?.replace(' ', '+')}`);
  return isStorableMoment(milliseconds) ? new Date(milliseconds).toISOString() : undefined;
}

const FIRST_MOMENT = Date.parse('0001-01-01T00:00:00Z');
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a moment is one that ISO 8601 and the database write alike: of the years 1 to 9999. */
export function isStorableMoment(milliseconds: number): boolean {
  return milliseconds >= FIRST_MOMENT && milliseconds <= LAST_MOMENT;
}

/** The stored form of a word: bare, as URN, or as URI. */
export function wordUri(list: Vocabulary, text: string): string {
  return list.words.has(text) ? `${list.webPrefix}${text}` : webUriOfUrn(text);
}

/** The stored form of an identifier in any form; a text that is none stays as it is and will match nothing. */
export function storedUri(text: string): string {
  const read = canonicalEpc(text);
  return read.ok ? read.value.uri : text;
}

/** SHA-256 in an `ni:` event identifier (CBV 2.0 event hash), whatever version it names. */
export function hashOfEventId(id: string): Buffer | undefined {
  const hex = /^ni:\/\/\/sha-256;([0-9a-f]{64})(?:\?|$)/i.exec(id)?.[1];
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}
