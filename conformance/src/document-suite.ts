import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BEYOND_SCHEMA, comesBack } from './comes-back.ts';
import { described, parseEither, problemsOf } from './event-file.ts';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';
import { findVectorFolder } from './vector-folder.ts';

/** What must become of a published document. */
export type DocumentExpectation =
  | { readonly kind: 'accepted' }
  /** A bare XML event, which no schema has judged. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'notJudged'; readonly because: string };

/** A published document, for whoever wants to try it: a parser or a running server. */
export interface DocumentVector {
  /** Path below the vectors' folder. */
  readonly name: string;
  readonly expectation: DocumentExpectation;
  /** The file's bytes; empty when it is not judged. */
  readonly bytes: Uint8Array;
}

interface Expected {
  readonly gs1JsonSchema2_0?: boolean;
  /** Of XML: what the EPCIS XML schema says; absent where none was asked. */
  readonly xsdValid?: boolean;
  readonly publishedAs?: string;
}

function notJudged(because: string): DocumentExpectation {
  return { kind: 'notJudged', because };
}

function expectationOf(name: string, expected: Expected): DocumentExpectation {
  if (!/\.(?:json|jsonld|xml)$/.test(name)) return notJudged('neither JSON nor XML');
  if (name.split('/').includes('openepcis-dpp-epcis')) return notJudged('modelling reference only');
  if (expected.publishedAs === 'invalid' || name.split('/').includes('Invalid')) return { kind: 'refused' };
  if (name.endsWith('.xml')) return expectationOfXml(expected);
  if (expected.gs1JsonSchema2_0 === true) return { kind: 'accepted' };
  return notJudged("published as an example, but GS1's own schema refuses it");
}

function expectationOfXml({ xsdValid }: Expected): DocumentExpectation {
  if (xsdValid === undefined) return { kind: 'taken' };
  return xsdValid
    ? { kind: 'accepted' }
    : notJudged('published as an example, but the XML schema refuses it');
}

/** What an XML file is about instead of events; undefined when it has events, or pretends to. */
function withoutEvents(bytes: Uint8Array): DocumentExpectation | undefined {
  const text = new TextDecoder().decode(bytes);
  const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(text)?.[1] ?? '';
  if (/<[\w.-]+:(?:Poll|Subscribe|Get\w+)[\s>]/.test(text) || root === 'UnknownQuery')
    return notJudged('a query in the SOAP binding, which is not part of this version');
  if (/^EPCIS(?:Query)?Document$/.test(root) && !/<[\w.-]+:\w+Exception[\s>]/.test(text)) return undefined;
  return root.endsWith('Event')
    ? undefined
    : notJudged('no events: master data alone, a capture job, or an exception');
}

/** Every document that the folder's `expectations.json` lists. */
export async function documentVectors(folder: string): Promise<readonly DocumentVector[]> {
  const text = await readFile(join(folder, 'expectations.json'), 'utf8');
  const vectors: DocumentVector[] = [];
  for (const [name, expected] of Object.entries(JSON.parse(text) as Readonly<Record<string, Expected>>)) {
    const expectation = expectationOf(name, expected);
    if (expectation.kind === 'notJudged') {
      vectors.push({ name, expectation, bytes: new Uint8Array() });
      continue;
    }
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes === undefined) {
      vectors.push({
        name,
        expectation: notJudged('the file is not in this folder'),
        bytes: new Uint8Array(),
      });
    } else {
      const instead = name.endsWith('.xml') ? withoutEvents(bytes) : undefined;
      vectors.push({ name, expectation: instead ?? expectation, bytes });
    }
  }
  return vectors;
}

/** Capture is strict, but JSON that is published as invalid must not pass even the lenient reading. */
function judge({ name, expectation, bytes }: DocumentVector): Outcome {
  if (expectation.kind === 'notJudged') return { kind: 'skipped', because: expectation.because };
  const lenient = problemsOf(bytes, 'lenient');
  const strict = problemsOf(bytes, 'strict');
  if (expectation.kind === 'refused') {
    const found = name.endsWith('.xml') ? strict : lenient;
    return found.length > 0 ? PASSED : { kind: 'failed', because: 'accepted, but published as invalid' };
  }
  if (lenient.length > 0) return { kind: 'failed', because: described(lenient) };
  const beyond = strict.filter(({ code }) => !BEYOND_SCHEMA.has(code));
  if (expectation.kind === 'accepted' && beyond.length > 0)
    return { kind: 'failed', because: `strict: ${described(beyond)}` };
  const lost = comesBack(bytes);
  return lost === undefined ? PASSED : { kind: 'failed', because: lost };
}

/** Hashes of a file's events, or undefined when they cannot all be read. */
async function hashesOf(file: string): Promise<readonly string[] | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const document = parseEither(bytes, 'lenient');
  if (!document.ok || document.value.events.length === 0) return undefined;
  const hashes = document.value.events.map(event =>
    event.ok ? Buffer.from(event.value.hash).toString('hex') : '',
  );
  return hashes.includes('') ? undefined : hashes;
}

/** Where the JSON form of an XML file may stand: beside it, or in the folder for JSON. */
function jsonForms(name: string): readonly string[] {
  const base = name.slice(0, -'.xml'.length);
  return [base, base.replace('/XML/', '/JSON/')].flatMap(each => [`${each}.json`, `${each}.jsonld`]);
}

/**
 * A document that is published in both forms has the same hashes from both; where it has not, the two mostly do not
 * tell the same, which no schema says, so that disagreement is told and not failed.
 */
async function judgePairs(folder: string): Promise<readonly (readonly [string, Outcome])[]> {
  const outcomes: (readonly [string, Outcome])[] = [];
  for (const { name, expectation } of await documentVectors(folder)) {
    if (!name.endsWith('.xml') || expectation.kind === 'refused') continue;
    const xml = await hashesOf(join(folder, name));
    const found = await Promise.all(jsonForms(name).map(each => hashesOf(join(folder, each))));
    const json = found.find(each => each !== undefined);
    if (xml === undefined || json === undefined) continue;
    const same = xml.join() === json.join();
    outcomes.push([
      name,
      same ? PASSED : { kind: 'skipped', because: 'informative: the JSON file tells something else' },
    ]);
  }
  return outcomes;
}

/** Published EPCIS 2.0 documents, judged by the package itself. */
export const documentSuites: readonly Suite[] = [
  {
    name: 'epcis/documents',
    find: root => findVectorFolder(root, 'epcis', 'expectations.json'),
    run: async path => {
      const vectors = await documentVectors(path);
      return tally(
        'epcis/documents',
        vectors.map(vector => [vector.name, judge(vector)] as const),
      );
    },
  },
  {
    name: 'epcis/pairs',
    find: root => findVectorFolder(root, 'epcis', 'expectations.json'),
    run: async path => tally('epcis/pairs', await judgePairs(path)),
  },
];
