import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditLogs } from './audit-logs.ts';
import { beginningCommitment, closingCommitment, folderOfLog } from './chain.ts';
import { parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { appendLeaves, EMPTY_EDGE, rootOfEdge } from './edge.ts';
import { encodeLeaf, type Leaf } from './leaf.ts';
import { leafHash } from './merkle.ts';
import { publicBytes, SIGNATURE, type VerifierKey, verifierKey } from './note.ts';
import { encodeEntries, TILE_WIDTH, tilePath } from './tile.ts';

interface OneLog {
  readonly name: string;
  readonly secret: KeyObject;
  readonly key: VerifierKey;
}
const logOf = (year: string): OneLog => {
  const name = `registry.example/log/${year}`;
  const { privateKey: secret } = generateKeyPairSync('ed25519');
  return { name, secret, key: verifierKey(name, SIGNATURE.ed25519, publicBytes(secret)) };
};
const LOGS = ['2026', '2027', '2029'].map(logOf);
const FORGER = logOf('2027');
const keys = LOGS.map(({ key }) => key);

const aLeaf = (record: string, more: Partial<Leaf> = {}): Leaf => ({
  ...{ kind: 'cert.issue', at: new Date(1_790_000_000_000), issuer: 'did:web:registry.example' },
  ...{
    record,
    revision: 0,
    previous: undefined,
    commitment: new Uint8Array(32),
    subject: undefined,
    ...more,
  },
});
const tag = new Uint8Array(16);

/** Files of one log; its checkpoint. */
function write(
  files: Map<string, Uint8Array>,
  log: OneLog,
  isFirst: boolean,
  leaves: readonly Leaf[],
): string {
  const entries = leaves.map(encodeLeaf);
  const { edge, tiles } = appendLeaves(EMPTY_EDGE, entries.map(leafHash));
  const folder = folderOfLog(log.name, isFirst);
  for (const tile of tiles) files.set(folder + tilePath(tile), tile.bytes);
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const bundle = entries.slice(at, at + TILE_WIDTH);
    const place = { level: 'entries', index: at / TILE_WIDTH, width: bundle.length } as const;
    files.set(folder + tilePath(place), encodeEntries(bundle));
  }
  const checkpoint = signCheckpoint(log.name, entries.length, rootOfEdge(edge), log.secret);
  files.set(`${folder}checkpoint`, Buffer.from(checkpoint));
  return checkpoint;
}
const closing = (next: VerifierKey, more: Partial<Leaf> = {}) =>
  aLeaf('log-close', { kind: 'log.close', commitment: closingCommitment(next), ...more });
const beginning = (name: string, checkpoint: string) =>
  aLeaf(name, { kind: 'log.begin', commitment: beginningCommitment(parseCheckpoint(checkpoint)!) });

/** Three years: 300 leaves, then two with facts about records and subjects of the years before, then one. */
function years(changed: { first?: readonly Leaf[]; begin?: Leaf; middle?: readonly Leaf[] } = {}) {
  const files = new Map<string, Uint8Array>();
  const [one, two, three] = LOGS as [OneLog, OneLog, OneLog];
  const first = changed.first ?? [
    ...Array.from({ length: 299 }, (_, n) => aLeaf(`stm_${n}`, { subject: { tag, number: n + 1 } })),
    closing(two.key),
  ];
  const last = write(files, one, true, first);
  const middle = [
    changed.begin ?? beginning('log-2027', last),
    ...(changed.middle ?? [
      aLeaf('stm_7', { revision: 1, previous: { year: '2026', index: 7 }, subject: { tag, number: 300 } }),
      aLeaf('stm_7', { revision: 2, previous: 1, subject: { tag, number: 301 } }),
    ]),
    closing(three.key, { record: 'log-2027', revision: 1, previous: 0 }),
  ];
  const secondLast = write(files, two, false, middle);
  write(files, three, false, [
    beginning('log-2029', secondLast),
    aLeaf('stm_7', { revision: 3, previous: { year: '2027', index: 2 } }),
    aLeaf('stm_8', { revision: 1, previous: { year: '2026', index: 8 } }),
  ]);
  return { files, last };
}
const codes = async (files: ReadonlyMap<string, Uint8Array>, logs = keys, earlier?: string) =>
  (await auditLogs({ read: async path => files.get(path), logs, earlier })).findings.map(({ code }) => code);

describe('an audit over the years', () => {
  it('proves that each log begins where the one before ended, and links across them', async () => {
    const { files, last } = years();
    const report = await auditLogs({ read: async path => files.get(path), logs: keys, earlier: last });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ ok: true, leaves: 307, size: 3, grownFrom: 300 });
    expect(report.logs.map(({ isClosed, size }) => [size, isClosed])).toEqual([
      [300, true],
      [4, true],
      [3, false],
    ]);
  });

  it('finds a forged beginning, a log put in the place of another, and one that is kept back', async () => {
    const { files, last } = years();
    expect(await codes(files, keys.slice(0, 2))).toEqual(['successorMissing']);
    expect(await codes(files, keys.slice(0, 1))).toEqual(['successorMissing']);
    const other = parseCheckpoint(signCheckpoint(LOGS[0]!.name, 300, new Uint8Array(32), LOGS[0]!.secret))!;
    const forged = aLeaf('log-2027', { kind: 'log.begin', commitment: beginningCommitment(other) });
    expect(await codes(years({ begin: forged }).files)).toEqual(['beginningWrong']);
    expect(await codes(years({ begin: aLeaf('log-2027') }).files)).toEqual(['beginningWrong']);
    // Somebody else's log, begun by the book: the log before named another key.
    write(files, FORGER, false, [beginning('log-2027', last)]);
    expect(await codes(files, [keys[0]!, FORGER.key])).toEqual(['closingWrong']);
    const later = new Map(
      [...files].flatMap(([path, bytes]) =>
        path.startsWith('2027/') ? [[path.slice(5), bytes] as const] : [],
      ),
    );
    expect(await codes(later, [FORGER.key])).toEqual(['formerMissing']);
    expect(await codes(files, [keys[0]!, keys[2]!, keys[1]!])).toContain('closingWrong');
  });

  it('finds what was signed after the closing, and a log that was never closed', async () => {
    const { key } = LOGS[1]!;
    expect(await codes(years({ first: [aLeaf('stm_0'), closing(key), aLeaf('stm_1')] }).files)).toEqual([
      'grownAfterClosing',
    ]);
    expect(await codes(years({ first: [aLeaf('stm_0')] }).files)).toEqual(['closingWrong']);
  });

  it('finds leaves that lie about what the years before hold', async () => {
    const wrong = [
      undefined,
      7,
      { year: '2026', index: 8 },
      { year: '2025', index: 7 },
      { year: '2027', index: 7 },
    ];
    for (const previous of wrong) {
      const middle = [aLeaf('stm_7', { revision: 1, previous })];
      expect(await codes(years({ middle }).files), JSON.stringify(previous)).toEqual(['previousWrong']);
    }
    const again = [aLeaf('stm_400', { subject: { tag, number: 1 } })];
    expect(await codes(years({ middle: again }).files)).toEqual(['subjectNumberWrong']);
  });

  it('believes no kept checkpoint of a log that is not among them', async () => {
    const kept = signCheckpoint('elsewhere.example/log/2026', 1, new Uint8Array(32), LOGS[0]!.secret);
    expect(await codes(years().files, keys, kept)).toEqual(['earlierUnsigned']);
  });
});
