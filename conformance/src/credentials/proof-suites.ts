import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@pinxin/credentials/encoding/jcs';
import { isObject, type Json, type JsonObject } from '@pinxin/credentials/encoding/json';
import { openProofs } from '@pinxin/credentials/proof/jcs-proof';
import type { Verifying } from '@pinxin/credentials/secured';
import { findFolderNamed } from '../folder-named.ts';
import type { Suite } from '../suite.ts';
import { type Outcome, PASSED, tally } from '../tally.ts';
import { readJsonFile } from './json-files.ts';

type Named = readonly [vector: string, outcome: Outcome];

/** Signed examples of both Data Integrity specifications. */
export const proofSuites: readonly Suite[] = ['vc-di-eddsa', 'vc-di-ecdsa'].map(
  (name): Suite => ({
    name,
    find: root => findFolderNamed(root, name),
    run: async path => {
      const folders = (await readdir(path, { withFileTypes: true })).filter(entry => entry.isDirectory());
      const outcomes: Named[] = [];
      for (const folder of folders.map(each => each.name).toSorted()) {
        outcomes.push(...(await judgeFolder(join(path, folder), folder)));
      }
      return tally(`credentials/${name}`, outcomes);
    },
  }),
);

async function judgeFolder(path: string, folder: string): Promise<readonly Named[]> {
  const names = (await readdir(path, { recursive: true })).filter(name =>
    /(?:^|\/)signed[^/]*\.json$/.test(name),
  );
  const outcomes: Named[] = [];
  for (const name of names.toSorted()) {
    const vector = `${folder}/${name}`;
    if (!folder.includes('-jcs-')) {
      outcomes.push([
        vector,
        { kind: 'skipped', because: 'RDF canonicalisation is not taken: signatures are over JCS' },
      ]);
      continue;
    }
    const document = await readJsonFile(join(path, name));
    outcomes.push([vector, verifies(document)], [`${vector} changed`, noticesChanges(document)]);
    outcomes.push([`${vector} hashes`, await sameHashes(path, document)]);
  }
  return outcomes;
}

const given: Verifying = { at: new Date('2026-01-01T00:00:00Z'), document: () => undefined };

function isGood(document: JsonObject): boolean {
  const { findings } = openProofs(document, 'vc', given);
  const isSigned = findings.some(({ code }) => code === 'signatureGood');
  return isSigned && findings.every(({ outcome }) => outcome !== 'failed');
}

function verifies(document: JsonObject): Outcome {
  return isGood(document) ? PASSED : { kind: 'failed', because: 'signature is not found good' };
}

/** Each text of the document changed by one letter, one after another: every change must be noticed. */
function noticesChanges(document: JsonObject): Outcome {
  const missed = variants(document).filter(variant => isGood(variant));
  return missed.length === 0
    ? PASSED
    : { kind: 'failed', because: `${missed.length} changes were not noticed` };
}

function variants(document: JsonObject): readonly JsonObject[] {
  return changed(document).filter(isObject);
}

function changed(value: Json): readonly Json[] {
  if (typeof value === 'string') return [`${value}x`, `x${value.slice(1)}y`];
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.flatMap((item, index) => changed(item).map(other => items.with(index, other)));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    changed(member).map(other => ({ ...value, [name]: other })),
  );
}

/** The digests that the specification prints for this example. */
async function sameHashes(path: string, document: JsonObject): Promise<Outcome> {
  const files = await readdir(path);
  const name = files.find(each => each.startsWith('combinedHash'));
  if (name === undefined) return { kind: 'skipped', because: 'no digest is given' };
  const { readFile } = await import('node:fs/promises');
  const expected = (await readFile(join(path, name), 'utf8')).trim();
  const { proof, ...unsecured } = document;
  const { proofValue: _, ...config } = proof as JsonObject;
  const algorithm = expected.length === 192 ? 'sha384' : 'sha256';
  const digest = (value: JsonObject) => createHash(algorithm).update(canonicalJson(value)).digest('hex');
  const actual = digest(config) + digest(unsecured);
  return actual === expected ? PASSED : { kind: 'failed', because: `${actual} instead of ${expected}` };
}
