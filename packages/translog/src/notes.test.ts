import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { leafHash, rootOf } from './merkle.ts';
import {
  cosignNote,
  formatKey,
  formatNote,
  formatSignature,
  parseKey,
  parseNote,
  publicBytes,
  SIGNATURE,
  verifierKey,
  verifyNote,
} from './note.ts';
import { PolicyUnreadable, parsePolicy } from './policy.ts';
import { consistencyRanges, inclusionRanges, rangeHash } from './proof.ts';
import { checkReceipt, formatReceipt, parseReceipt } from './receipt.ts';
import { formatAddCheckpoint, judgeCheckpoint, NOTHING_SEEN } from './witness.ts';

const ORIGIN = 'registry.example/log/2026';
const { privateKey } = generateKeyPairSync('ed25519');
const logKey = verifierKey(ORIGIN, SIGNATURE.ed25519, publicBytes(privateKey));
const witnessPair = generateKeyPairSync('ed25519');
const witnessKey = verifierKey('witness.example', SIGNATURE.cosignature, publicBytes(witnessPair.privateKey));
const entries = Array.from({ length: 11 }, (_, index) => Buffer.from(`entry ${index}`));
const hashes = entries.map(leafHash);
const rootAt = (size: number) => rootOf(hashes.slice(0, size));
const signedAt = (size: number) => signCheckpoint(ORIGIN, size, rootAt(size), privateKey);
/** Nothing where no proof can be made: the request goes out all the same. */
const consistency = (old: number, size: number) =>
  old > size ? [] : consistencyRanges(old, size).map(({ from, to }) => rootOf(hashes.slice(from, to)));

describe('keys', () => {
  it('come back from their text, and are refused when their number is another', () => {
    const text = formatKey(witnessKey);
    expect(parseKey(text)).toEqual({ ...witnessKey, key: new Uint8Array(witnessKey.key) });
    const [name, id, key] = text.split('+');
    expect(parseKey(`${name}+00000000+${key}`)).toBeUndefined();
    expect(parseKey(`other.example+${id}+${key}`)).toBeUndefined();
    expect(parseKey('')).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  it('is believed when the log signed it', () => {
    const opened = openCheckpoint(signedAt(11), logKey);
    expect(opened?.checkpoint).toMatchObject({ origin: ORIGIN, size: 11 });
  });

  it('is not believed with any byte changed', () => {
    const bytes = Buffer.from(signedAt(11));
    for (let at = 0; at < bytes.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      expect(openCheckpoint(copy.toString('utf8'), logKey), `byte ${at}`).toBeUndefined();
    }
  });

  it('carries the words of witnesses with their time, and falls with a false one', () => {
    const note = parseNote(signedAt(11))!;
    const at = new Date('2026-07-18T04:00:00Z');
    const cosigned = { ...note, signatures: [...note.signatures] };
    cosigned.signatures.push(cosignNote(note.text, 'witness.example', witnessPair.privateKey, at));
    const opened = openCheckpoint(formatNote(cosigned), logKey, [witnessKey]);
    expect(opened?.witnessed).toEqual([{ key: witnessKey, at }]);
    expect(openCheckpoint(formatNote(cosigned), logKey)?.witnessed).toEqual([]);
    cosigned.signatures[1]!.bytes[7]! ^= 1;
    expect(openCheckpoint(formatNote(cosigned), logKey, [witnessKey])).toBeUndefined();
  });

  it('is not signed with lines of extension', () => {
    const root = rootAt(1);
    expect(() => checkpointText({ origin: ORIGIN, size: 1, root, extensions: ['more'] })).toThrow(RangeError);
  });

  it('has one form', () => {
    for (const change of [
      (text: string) => text.replace('\n11\n', '\n011\n'),
      (text: string) => text.replace('\n11\n', '\n+11\n'),
      (text: string) => text.slice(0, -1),
      (text: string) => text.replace('\n\n', '\n'),
      (text: string) => text.replace('\u2014', '-'),
      (text: string) => `${text}\u0000`,
    ]) {
      expect(parseCheckpoint(change(signedAt(11)))).toBeUndefined();
    }
  });

  it('of another kind of signature is read and not judged', () => {
    const note = parseNote(signedAt(3))!;
    const later = verifierKey('later.example', SIGNATURE.mlDsa44, new Uint8Array(1312));
    const line = { name: later.name, id: later.id, bytes: new Uint8Array(2428) };
    const text = `${formatNote(note)}${formatSignature(line)}`;
    expect(verifyNote(parseNote(text)!, [logKey, later])).toMatchObject({ ok: true, by: [{ key: logKey }] });
  });
});

describe('a receipt', () => {
  const path = (index: number) =>
    inclusionRanges(index, 11).map(range =>
      rangeHash(range, (level, at) => rootOf(hashes.slice(at * 2 ** level, (at + 1) * 2 ** level))),
    );
  const receipt = formatReceipt({ index: 6, path: path(6), extra: undefined, checkpoint: signedAt(11) });

  it('proves its entry and no other', () => {
    expect(checkReceipt(receipt, entries[6]!, logKey)).toMatchObject({ index: 6 });
    expect(checkReceipt(receipt, entries[7]!, logKey)).toBeUndefined();
    expect(parseReceipt(receipt)?.path).toHaveLength(4);
  });

  it('proves nothing with any byte changed', () => {
    const bytes = Buffer.from(receipt);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [1, 32]) {
        const copy = Buffer.from(bytes);
        copy[at]! ^= bit;
        expect(checkReceipt(copy.toString('utf8'), entries[6]!, logKey), `byte ${at}`).toBeUndefined();
      }
    }
  });

  it('has one way to write its index', () => {
    for (const index of ['06', '+6', '6.0', ' 6', '-6', '']) {
      const other = receipt.replace('index 6', `index ${index}`);
      expect(checkReceipt(other, entries[6]!, logKey)).toBeUndefined();
    }
  });

  it('may carry bytes of the application', () => {
    const extra = new Uint8Array([1, 2, 3]);
    const text = formatReceipt({ index: 6, path: path(6), extra, checkpoint: signedAt(11) });
    expect(parseReceipt(text)?.extra).toEqual(extra);
    expect(checkReceipt(text, entries[6]!, logKey)).toBeDefined();
  });
});

describe('a witness', () => {
  const seen = (size: number) => () => ({ size, root: rootAt(size) });
  const ask = (old: number, size: number, checkpoint = signedAt(size)) =>
    formatAddCheckpoint({ old, proof: consistency(old, size), checkpoint });

  it('signs what grew from what it saw', () => {
    expect(judgeCheckpoint(ask(0, 5), [logKey], () => NOTHING_SEEN).status).toBe(200);
    expect(judgeCheckpoint(ask(5, 11), [logKey], seen(5)).status).toBe(200);
    expect(judgeCheckpoint(ask(11, 11), [logKey], seen(11)).status).toBe(200);
  });

  it('tells what it saw when the log believes something else', () => {
    expect(judgeCheckpoint(ask(3, 11), [logKey], seen(5))).toEqual({ status: 409, size: 5 });
    expect(judgeCheckpoint(ask(5, 5), [logKey], seen(11))).toEqual({ status: 409, size: 11 });
  });

  it('does not sign a fork: neither of the same size nor of a larger one', () => {
    const forked = signCheckpoint(ORIGIN, 5, rootAt(4), privateKey);
    expect(judgeCheckpoint(ask(5, 5, forked), [logKey], seen(5))).toEqual({ status: 409, size: 5 });
    const larger = signCheckpoint(ORIGIN, 11, rootAt(10), privateKey);
    expect(judgeCheckpoint(ask(5, 11, larger), [logKey], seen(5)).status).toBe(422);
  });

  it('refuses strangers, false signatures and what it does not understand', () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const foreign = signCheckpoint('other.example/log', 5, rootAt(5), other);
    expect(judgeCheckpoint(ask(0, 5, foreign), [logKey], () => NOTHING_SEEN).status).toBe(404);
    const forged = signCheckpoint(ORIGIN, 5, rootAt(5), other);
    expect(judgeCheckpoint(ask(0, 5, forged), [logKey], () => NOTHING_SEEN).status).toBe(403);
    expect(judgeCheckpoint('old 05\n\nx', [logKey], () => NOTHING_SEEN).status).toBe(400);
    expect(judgeCheckpoint(ask(11, 5), [logKey], seen(11)).status).toBe(400);
  });
});

describe('a policy', () => {
  const second = verifierKey('second.example', SIGNATURE.cosignature, publicBytes(privateKey));
  it('names the log, its witnesses and how many are needed', () => {
    const policy = parsePolicy(
      [
        '# whose word is needed',
        `log ${formatKey(logKey)}`,
        `witness w1 ${formatKey(witnessKey)} https://witness.example`,
        `witness w2 ${formatKey(second)}`,
        'group g 1 w1 w2',
        'quorum g',
      ].join('\n'),
    );
    expect(policy).toMatchObject({ quorum: 1, logs: [{ name: ORIGIN }] });
    expect(policy.witnesses.map(({ label, url }) => [label, url])).toEqual([
      ['w1', 'https://witness.example'],
      ['w2', undefined],
    ]);
  });

  it('that is not understood is refused with its line', () => {
    const log = `log ${formatKey(logKey)}`;
    for (const [line, text] of [
      [2, `${log}\nwitness w1 nonsense`],
      [2, `${log}\nquorum nobody`],
      [2, `${log}\ngroup g 3 a b\nquorum g`],
      [0, 'quorum none'],
    ] as const) {
      expect(() => parsePolicy(text)).toThrow(expect.objectContaining({ line }));
      expect(() => parsePolicy(text)).toThrow(PolicyUnreadable);
    }
  });
});
