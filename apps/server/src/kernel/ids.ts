import { randomBytes, randomUUID } from 'node:crypto';

/** Letters and digits that people do not mistake for one another (no 0 O 1 I L U). */
const ALPHABET = '23456789abcdefghjkmnpqrstvwxyz';

/** Which things carry an id of our own, by prefix. */
export type IdPrefix =
  | 'pty'
  | 'prd'
  | 'key'
  | 'job'
  | 'rcl'
  | 'acc'
  | 'mbr'
  | 'ses'
  | 'inv'
  | 'psk'
  | 'rel'
  | 'imp'
  | 'stm'
  | 'sbk'
  | 'mdt'
  | 'brd'
  | 'prp'
  | 'rnd'
  | 'app'
  | 'obj'
  | 'qta'
  | 'lbl'
  | 'alm'
  | 'use'
  | 'abk'
  | 'bat'
  | 'prg'
  | 'tsk'
  | 'rpv'
  | 'snp'
  // 快照 of the log's register: kept apart from snapshots of goals since both had `snp`.
  | 'lgs'
  | 'trp'
  | 'qrn'
  | 'evd'
  | 'pfl'
  | 'mls'
  | 'spv'
  | 'fnd'
  | 'isk'
  | 'ikp'
  | 'stl'
  | 'crd'
  | 'sub'
  | 'dlv';

/** Makes ids; passed in, so that tests can foresee them. */
export type NewId = (prefix: IdPrefix) => string;

/** A shown id: prefix, then time (sortable, ms) and chance in look-alike-free letters. */
export function timeOrderedId(prefix: IdPrefix, now: Date): string {
  return `${prefix}_${encode(BigInt(now.getTime()), 9)}${encode(BigInt(`0x${randomBytes(8).toString('hex')}`), 13)}`;
}

/** A UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then the chance of a version 4, which Node keeps ready. */
export function uuidv7(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

function encode(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  for (let place = 0; place < length; place++) {
    text = ALPHABET[Number(rest % 30n)]! + text;
    rest /= 30n;
  }
  return text;
}
