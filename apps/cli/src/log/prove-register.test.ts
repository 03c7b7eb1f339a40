import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64 } from '@pinxin/translog/base64';
import { signCheckpoint } from '@pinxin/translog/checkpoint';
import { commitmentTo, encodeLeaf } from '@pinxin/translog/leaf';
import { leafHash } from '@pinxin/translog/merkle';
import { formatKey, SIGNATURE, verifierKey } from '@pinxin/translog/note';
import { formatReceipt } from '@pinxin/translog/receipt';
import { type SnapshotProof, securedSnapshot, snapshotKey } from '@pinxin/translog/snapshot-proof';
import { mapOf, placesFor, sortEntries } from '@pinxin/translog/sorted-map';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCommandLine } from '../command-line.ts';
import { runLog } from '../commands/log.ts';
import { COMMANDS } from '../commands.ts';
import type { Terminal } from '../terminal.ts';

const DAY = '2026-07-18';
const REGISTER = { pty_a: [['stm_1', 'certification', 'green-food', 'valid']], pty_b: [], pty_c: [] };

let folder: string;
let day: ReturnType<typeof aDayInALog>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinxin-register-'));
  day = aDayInALog();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a day's register is in a log of one leaf, and the proofs that it hands out. */
function aDayInALog() {
  const pair = generateKeyPairSync('ed25519');
  const raw = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const log = verifierKey('brands.example/log', SIGNATURE.ed25519, raw);
  const [key, salt] = [randomBytes(32), randomBytes(32)];
  const entries = sortEntries(
    Object.entries(REGISTER).map(([subject, records]) => ({
      key: snapshotKey(key, subject),
      value: Buffer.from(JSON.stringify(records)),
    })),
  );
  const map = mapOf(entries);
  const leaf = encodeLeaf({
    ...{ kind: 'registry.snapshot', at: new Date('2026-07-18T16:05:00Z'), issuer: 'did:web:a.example' },
    ...{ record: 'lgs_1', revision: 0, previous: undefined, subject: undefined },
    commitment: commitmentTo(salt, securedSnapshot(DAY, map)),
  });
  const checkpoint = signCheckpoint(log.name, 1, leafHash(leaf), pair.privateKey);
  const proofOf = (subject: string): SnapshotProof => ({
    ...{ day: DAY, size: map.size, root: toBase64(map.root), key: toBase64(key), subject },
    records: subject in REGISTER ? JSON.stringify(REGISTER[subject as 'pty_a']) : null,
    places: placesFor(entries, snapshotKey(key, subject)).map(place => ({
      ...{ index: place.index, key: toBase64(place.key), valueHash: toBase64(place.valueHash) },
      path: place.path.map(toBase64),
    })),
    ...{ salt: toBase64(salt), leaf: toBase64(leaf) },
    receipt: formatReceipt({ index: 0, path: [], extra: undefined, checkpoint }),
  });
  return { log, proofOf };
}

/** Runs the command without any network over a proof that was kept; what it says, and leaves with. */
async function register(proof: object, ...more: readonly string[]) {
  const file = join(folder, 'proof.json');
  writeFileSync(file, JSON.stringify(proof));
  const lines: string[] = [];
  let told: Record<string, unknown> = {};
  const terminal: Terminal = {
    ...{ language: 'en', json: false, pick: words => words.en, say: words => void lines.push(words.en) },
    ...{ print: line => void lines.push(line), progress: () => {}, settle: () => {} },
    result: facts => {
      told = facts as Record<string, unknown>;
    },
  };
  const args = ['log', 'register', file, ...more, '--log-key', formatKey(day.log)];
  const parsed = parseCommandLine(args, COMMANDS);
  return { code: await runLog({ parsed, terminal, environment: {} }), text: lines.join('\n'), told };
}

test('all that the register said of a party on a day is proved offline, and that it said nothing of another', async () => {
  const said = await register(day.proofOf('pty_a'));
  expect(said).toMatchObject({ code: 0, told: { kind: 'complete', records: REGISTER.pty_a } });
  expect(said.text).toContain('stm_1  certification  green-food  valid');
  const nothing = await register(day.proofOf('pty_nobody'), 'pty_nobody', DAY);
  expect(nothing).toMatchObject({ code: 0, told: { kind: 'absent', records: [], keyIsGiven: true } });
  expect(nothing.text).toContain('said nothing of pty_nobody');
});

test('a proof that was changed, or is of another party or day than asked, proves nothing and leaves with 1', async () => {
  const proof = day.proofOf('pty_a');
  const others: readonly object[] = [
    ...[
      { ...proof, records: '[]' },
      { ...proof, records: null },
      { ...proof, day: '2026-07-17' },
    ],
    ...[{ ...proof, subject: 'pty_b' }, { ...proof, size: 2 }, { ...proof, receipt: '' }, {}],
    { ...proof, leaf: toBase64(randomBytes(200)) },
  ];
  for (const other of others) expect(await register(other)).toMatchObject({ code: 1, told: { ok: false } });
  expect((await register(proof, 'pty_b', DAY)).code).toBe(1);
  expect((await register(proof, 'pty_a', '2026-07-19')).code).toBe(1);
});
