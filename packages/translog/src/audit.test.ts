import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditLog } from './audit.ts';
import { signCheckpoint } from './checkpoint.ts';
import { appendLeaves, EMPTY_EDGE, rootOfEdge } from './edge.ts';
import { encodeLeaf, type Leaf } from './leaf.ts';
import { leafHash } from './merkle.ts';
import { publicBytes, SIGNATURE, verifierKey } from './note.ts';
import { encodeEntries, TILE_WIDTH, tilePath } from './tile.ts';

const ORIGIN = 'registry.example/log/2026';
const { privateKey } = generateKeyPairSync('ed25519');
const log = verifierKey(ORIGIN, SIGNATURE.ed25519, publicBytes(privateKey));

const leafAt = (index: number, more: Partial<Leaf> = {}): Leaf => ({
  ...{ kind: 'cert.issue', at: new Date(index * 1000), issuer: 'did:web:registry.example' },
  ...{ record: `stm_${index}`, revision: 0, previous: undefined, commitment: new Uint8Array(32).fill(index) },
  ...{ subject: { tag: new Uint8Array(16), number: index + 1 }, ...more },
});

/** A log in memory, as its files. */
function aLog(entries: readonly Uint8Array[]) {
  const files = new Map<string, Uint8Array>();
  const { edge, tiles } = appendLeaves(EMPTY_EDGE, entries.map(leafHash));
  for (const tile of tiles) files.set(tilePath(tile), tile.bytes);
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const bundle = entries.slice(at, at + TILE_WIDTH);
    const place = { level: 'entries', index: at / TILE_WIDTH, width: bundle.length } as const;
    files.set(tilePath(place), encodeEntries(bundle));
  }
  const checkpoint = signCheckpoint(ORIGIN, entries.length, rootOfEdge(edge), privateKey);
  files.set('checkpoint', Buffer.from(checkpoint));
  return { files, checkpoint };
}
const read = (files: ReadonlyMap<string, Uint8Array>) => async (path: string) => files.get(path);
const entriesOf = (count: number) => Array.from({ length: count }, (_, index) => encodeLeaf(leafAt(index)));
const codes = async (files: ReadonlyMap<string, Uint8Array>, earlier?: string) =>
  (await auditLog({ read: read(files), log, earlier })).findings.map(({ code }) => code);

describe('an audit', () => {
  it('proves a log that is as it says, and that it grew from what was kept', async () => {
    const entries = entriesOf(700);
    for (const size of [0, 1, 255, 256, 300, 700]) {
      const { files } = aLog(entries);
      const earlier = aLog(entries.slice(0, size)).checkpoint;
      const report = await auditLog({ read: read(files), log, earlier });
      expect(report).toMatchObject({ ok: true, size: 700, grownFrom: size, kinds: { 'cert.issue': 700 } });
    }
  });

  it('notices every byte of a tile, of entries and of the checkpoint that was changed', async () => {
    const { files } = aLog(entriesOf(260));
    for (const [path, bytes] of files) {
      const step = Math.max(1, Math.floor(bytes.length / 31));
      for (let at = 0; at < bytes.length; at += step) {
        const changed = new Uint8Array(bytes);
        changed[at]! ^= 1;
        const found = await codes(new Map([...files, [path, changed]]));
        expect(found.length, `${path} byte ${at}`).toBeGreaterThan(0);
      }
    }
  });

  it('notices every single byte of a small log that was changed', async () => {
    const { files } = aLog(entriesOf(4));
    for (const [path, bytes] of files) {
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = new Uint8Array(bytes);
        changed[at]! ^= 1;
        const found = await codes(new Map([...files, [path, changed]]));
        expect(found.length, `${path} byte ${at}`).toBeGreaterThan(0);
      }
    }
  });

  it('notices files that are missing', async () => {
    const { files } = aLog(entriesOf(260));
    for (const path of files.keys()) {
      const without = new Map(files);
      without.delete(path);
      expect((await codes(without))[0], path).toMatch(/Missing$/);
    }
  });

  it('notices a history that was written anew, and one that was cut', async () => {
    const entries = entriesOf(300);
    const { checkpoint } = aLog(entries);
    const other = entries.with(17, encodeLeaf({ ...leafAt(17), commitment: new Uint8Array(32) }));
    other.push(encodeLeaf(leafAt(300)));
    expect(await codes(aLog(other).files, checkpoint)).toEqual(['notGrownFromEarlier']);
    expect(await codes(aLog(entries.slice(0, 299)).files, checkpoint)).toEqual(['smallerThanEarlier']);
    expect(await codes(aLog(entries).files, checkpoint.replace('300', '299'))).toEqual(['earlierUnsigned']);
  });

  it('notices leaves that lie about what came before', async () => {
    const entries = entriesOf(5);
    const gap = entries.with(3, encodeLeaf(leafAt(3, { subject: { tag: new Uint8Array(16), number: 5 } })));
    expect(await codes(aLog(gap).files)).toContain('subjectNumberWrong');
    const loose = entries.with(3, encodeLeaf(leafAt(3, { record: 'stm_1', revision: 1 })));
    expect(await codes(aLog(loose).files)).toEqual(['previousWrong']);
    const tied = entries.with(3, encodeLeaf(leafAt(3, { record: 'stm_1', revision: 1, previous: 1 })));
    expect(await codes(aLog(tied).files)).toEqual([]);
    expect(await codes(aLog(entries.with(3, Buffer.from('{}'))).files)).toContain('leafMalformed');
  });
});
