import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openCheckpoint, parseCheckpoint } from '@pinxin/translog/checkpoint';
import { appendLeaves, EMPTY_EDGE, rootOfEdge } from '@pinxin/translog/edge';
import { leafHash, sameHash } from '@pinxin/translog/merkle';
import { parseKey, parseNote, verifyNote } from '@pinxin/translog/note';
import { provesConsistency, provesInclusion } from '@pinxin/translog/proof';
import { checkReceipt } from '@pinxin/translog/receipt';
import { decodeEntries, hashesOfTile, tilePath, tilesBetween } from '@pinxin/translog/tile';
import { findFolderNamed } from './folder-named.ts';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';

type Named = readonly [vector: string, outcome: Outcome];

interface MerkleVector {
  readonly leafIdx?: number;
  readonly treeSize?: number;
  readonly size1?: number;
  readonly size2?: number;
  readonly leafHash?: string;
  readonly root?: string;
  readonly root1?: string;
  readonly root2?: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** RFC 6962 proofs, one a file, of a folder named `merkle-rfc6962`. */
const merkle: Suite = {
  name: 'merkle-rfc6962',
  find: root => findFolderNamed(root, 'merkle-rfc6962'),
  run: async path => {
    const named: Named[] = [];
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.json')) continue;
      const file = join(entry.parentPath, entry.name);
      const vector = await readJson<MerkleVector>(file);
      named.push([file.slice(path.length + 1), agreed(!vector.wantErr, holds(vector))]);
    }
    return tally('merkle-rfc6962', named);
  },
};

function holds(vector: MerkleVector): boolean {
  const proof = (vector.proof ?? []).map(bytes);
  const { leafIdx, treeSize, size1, size2 } = vector;
  if (leafIdx !== undefined && treeSize !== undefined) {
    const claim = { leaf: bytes(vector.leafHash), root: bytes(vector.root), proof };
    return provesInclusion({ index: leafIdx, size: treeSize, ...claim });
  }
  const claim = { root1: bytes(vector.root1), root2: bytes(vector.root2), proof };
  return provesConsistency({ size1: size1 ?? Number.NaN, size2: size2 ?? Number.NaN, ...claim });
}

interface ConsistencyCase {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[];
  readonly expect: string;
  readonly why?: string;
}

/** Consistency proofs between checkpoints of a real log. */
const consistency: Suite = {
  name: 'tlog-consistency-derived',
  find: root => findFolderNamed(root, 'tlog-consistency-derived'),
  run: async path => {
    const { cases } = await readJson<{ cases: readonly ConsistencyCase[] }>(join(path, 'consistency.json'));
    return tally(
      'tlog-consistency-derived',
      cases.map(({ size1, size2, expect, why = '', ...rest }, index): Named => {
        const claim = { root1: bytes(rest.root1), root2: bytes(rest.root2), proof: rest.proof.map(bytes) };
        const found = provesConsistency({ size1, size2, ...claim });
        return [`${index} (${size1} → ${size2}) ${why}`, agreed(expect === 'accept', found)];
      }),
    );
  },
};

interface ReceiptCase {
  readonly id: string;
  readonly vkey: string;
  readonly leafEntryBase64: string;
  readonly tlogProof: string;
  readonly expect: string;
}

/** Receipts (tlog-proof) of a real log. */
const receipts: Suite = {
  name: 'tlog-proof-derived',
  find: root => findFolderNamed(root, 'tlog-proof-derived'),
  run: async path => {
    const { proofs } = await readJson<{ proofs: readonly ReceiptCase[] }>(join(path, 'proofs.json'));
    return tally(
      'tlog-proof-derived',
      proofs.map(({ id, vkey, leafEntryBase64, tlogProof, expect }): Named => {
        const key = parseKey(vkey);
        if (key === undefined) return [id, { kind: 'failed', because: 'the key is not understood' }];
        const found = checkReceipt(tlogProof, bytes(leafEntryBase64), key) !== undefined;
        return [id, agreed(expect === 'accept', found)];
      }),
    );
  },
};

/** Signed notes. */
const notes: Suite = {
  name: 'signed-note',
  find: root => findFolderNamed(root, 'signed-note'),
  run: async path => {
    const { cases } = await readJson<{
      cases: readonly { readonly vkey: string; readonly note: string; readonly expect: string }[];
    }>(join(path, 'examples.json'));
    return tally(
      'signed-note',
      cases.map(({ vkey, note, expect }, index): Named => {
        const [key, parsed] = [parseKey(vkey), parseNote(note)];
        const verified = key === undefined || parsed === undefined ? undefined : verifyNote(parsed, [key]);
        return [`${index}`, agreed(expect === 'accept', verified?.ok === true && verified.by.length > 0)];
      }),
    );
  },
};

/** A whole log as files: every checkpoint's root recomputed from entries and compared with tiles. */
const wholeLog: Suite = {
  name: 'tlog-tessera-log',
  find: root => findFolderNamed(root, 'tlog-tessera-log'),
  run: async path => {
    const named: Named[] = [];
    const files = (await readdir(path)).filter(name => /^checkpoint(\.\d+)?$/.test(name));
    const receiptsBeside = join(path, '..', 'tlog-proof-derived', 'proofs.json');
    const vkey = await readJson<{ proofs: readonly ReceiptCase[] }>(receiptsBeside).then(
      ({ proofs }) => proofs[0]?.vkey,
      () => undefined,
    );
    for (const name of files.toSorted()) {
      named.push([name, await checkpointOutcome(path, name, vkey)]);
    }
    return tally('tlog-tessera-log', named);
  },
};

async function checkpointOutcome(path: string, name: string, vkey: string | undefined): Promise<Outcome> {
  const text = await readFile(join(path, name), 'utf8');
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) return { kind: 'failed', because: 'not read as a checkpoint' };
  const key = vkey === undefined ? undefined : parseKey(vkey);
  if (key !== undefined && openCheckpoint(text, key) === undefined) {
    return { kind: 'failed', because: 'the signature does not hold' };
  }
  let edge = EMPTY_EDGE;
  for (const place of tilesBetween(0, checkpoint.size)) {
    if (place.level !== 0) continue;
    const bundle = await readFile(join(path, tilePath({ ...place, level: 'entries' })));
    const entries = decodeEntries(bundle, place.width);
    const tile = hashesOfTile(await readFile(join(path, tilePath(place))), place.width);
    if (entries === undefined || tile === undefined) return { kind: 'failed', because: 'a tile is not read' };
    const hashes = entries.map(leafHash);
    if (!hashes.every((hash, at) => sameHash(hash, tile[at]!))) {
      return { kind: 'failed', because: 'entries and tile differ' };
    }
    edge = appendLeaves(edge, hashes).edge;
  }
  return sameHash(rootOfEdge(edge), checkpoint.root)
    ? PASSED
    : { kind: 'failed', because: `${basename(name)}: another root` };
}

function agreed(expected: boolean, found: boolean): Outcome {
  if (expected === found) return PASSED;
  return { kind: 'failed', because: expected ? 'was refused' : 'was accepted' };
}

function bytes(text: string | undefined): Uint8Array {
  return Buffer.from(text ?? '', 'base64');
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

/** Everything about transparency logs. */
export const logSuites: readonly Suite[] = [merkle, consistency, receipts, notes, wholeLog];
