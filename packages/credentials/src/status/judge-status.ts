import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding, FindingCode } from '../finding.ts';
import type { Opened, Verifying } from '../secured.ts';
import { decodeList, readIndex, StatusError, type StatusErrorName, statusAt } from './bitstring.ts';

const CODES: Readonly<Record<StatusErrorName, FindingCode>> = {
  STATUS_RETRIEVAL_ERROR: 'statusUnavailable',
  STATUS_VERIFICATION_ERROR: 'statusUnverified',
  STATUS_LIST_LENGTH_ERROR: 'statusListShort',
  RANGE_ERROR: 'statusRange',
  MALFORMED_VALUE_ERROR: 'statusMalformed',
};

/** Opens a secured status list; passed in, because a list is a credential itself. */
export type OpenList = (list: string | JsonObject) => Opened;

/** What the status lists say about a credential. Whatever can't be told is unknown, never clear. */
export function judgeStatus(credential: JsonObject, given: Verifying, open: OpenList): readonly Finding[] {
  const entries = asList(credential.credentialStatus);
  if (entries.length === 0) return [{ check: 'status', outcome: 'remark', code: 'statusNone' }];
  return entries.map((entry, index) => judgeEntry(entry, index, given, open));
}

function judgeEntry(entry: Json, index: number, given: Verifying, open: OpenList): Finding {
  const at = `/credentialStatus/${index}`;
  if (!isObject(entry) || entry.type !== 'BitstringStatusListEntry') {
    return { check: 'status', outcome: 'unknown', code: 'statusUnavailable', at };
  }
  const purpose = String(entry.statusPurpose);
  try {
    const value = statusOf(entry, given, open);
    if (value === 0)
      return { check: 'status', outcome: 'passed', code: 'statusClear', at, params: { purpose } };
    const ends = purpose === 'revocation' ? 'revoked' : purpose === 'suspension' ? 'suspended' : undefined;
    return ends === undefined
      ? { check: 'status', outcome: 'remark', code: 'statusMessage', at, params: { purpose, value } }
      : { check: 'status', outcome: 'failed', code: ends, at, params: { purpose } };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return { check: 'status', outcome: 'unknown', code: CODES[error.code], at, params: { purpose } };
  }
}

/** The value that the list has for an entry. Throws StatusError when it can't be told. */
function statusOf(entry: JsonObject, given: Verifying, open: OpenList): number {
  const index = readIndex(entry.statusListIndex);
  const list = given.statusList?.(String(entry.statusListCredential));
  if (list === undefined) throw new StatusError('STATUS_RETRIEVAL_ERROR', 'list is not at hand');
  const opened = openedOnce(list, given, open);
  const isGood =
    opened.document !== undefined && opened.findings.every(({ outcome }) => outcome !== 'failed');
  if (!isGood || opened.findings.some(({ outcome }) => outcome === 'unknown')) {
    throw new StatusError('STATUS_VERIFICATION_ERROR', 'list is not rightly signed');
  }
  return statusIn(opened.document!, entry, index, given.at);
}

/** Lists that were opened with the same means before: one list tells the status of thousands. */
const OPENED = new WeakMap<Verifying, Map<string, Opened>>();
const MOST_OPENED = 64;

function openedOnce(list: string | JsonObject, given: Verifying, open: OpenList): Opened {
  if (typeof list !== 'string') return open(list);
  const opened = OPENED.get(given) ?? new Map<string, Opened>();
  OPENED.set(given, opened);
  let found = opened.get(list);
  if (found === undefined) {
    found = open(list);
    if (opened.size >= MOST_OPENED) opened.clear();
    opened.set(list, found);
  }
  return found;
}

/** Lists unpacked, by the document that they stand in. */
const UNPACKED = new WeakMap<JsonObject, Uint8Array>();

function unpacked(subject: JsonObject): Uint8Array {
  let bits = UNPACKED.get(subject);
  if (bits === undefined) {
    bits = decodeList(subject.encodedList);
    UNPACKED.set(subject, bits);
  }
  return bits;
}

/** The value at a position of a status list that has been verified. Throws StatusError when it can't be told. */
export function statusIn(list: JsonObject, entry: JsonObject, index: number, at: Date): number {
  const subject = list.credentialSubject;
  if (!isObject(subject) || subject.type !== 'BitstringStatusList') {
    throw new StatusError('STATUS_VERIFICATION_ERROR', 'no status list');
  }
  if (!asList(subject.statusPurpose).includes(entry.statusPurpose ?? null)) {
    throw new StatusError('STATUS_VERIFICATION_ERROR', 'list is for another purpose');
  }
  const isOld = typeof list.validUntil === 'string' && Date.parse(list.validUntil) < at.getTime();
  if (isOld) throw new StatusError('STATUS_VERIFICATION_ERROR', 'list is out of date');
  const size = entry.statusSize === undefined ? 1 : Number(entry.statusSize);
  return statusAt(unpacked(subject), index, size);
}
