import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readContext } from '@pinxin/epcis/context';
import { type EventObject, eventHash, type HashVersion } from '@pinxin/epcis/event-hash';
import { readStored } from '@pinxin/epcis/xml/stored-event';
import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';
import { findFolderNamed } from './folder-named.ts';
import type { Suite, SuiteResult } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';
import { findVectorFolder } from './vector-folder.ts';

type Named = readonly [vector: string, outcome: Outcome];

function skipped(because: string): Outcome {
  return { kind: 'skipped', because };
}

/** Event hashes of a JSON or XML file; undefined when there is no such file, or no events in it. */
async function hashesOf(file: string, version: HashVersion): Promise<readonly string[] | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  return file.endsWith('.xml') ? hashesOfXml(bytes, version) : hashesOfJson(bytes, version);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as EventObject)[key] : undefined;
}

/** JSON vectors are hashed whatever their schema says of them. */
function hashesOfJson(bytes: Uint8Array, version: HashVersion): readonly string[] {
  const document = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  const outer = readContext(member(document, '@context'));
  const body = member(document, 'epcisBody');
  const list =
    member(body, 'eventList') ?? member(member(member(body, 'queryResults'), 'resultsBody'), 'eventList');
  const events = Array.isArray(list) ? (list as readonly EventObject[]) : [];
  return events.map(event => eventHash(event, readContext(event['@context'], outer), version));
}

function hashesOfXml(bytes: Uint8Array, version: HashVersion): readonly string[] | undefined {
  const document = parseXmlDocument(bytes, { strictness: 'lenient' });
  if (!document.ok) return undefined;
  const context = document.value.context.source;
  return document.value.events.map(event => {
    if (!event.ok) return `refused: ${event.error[0]?.code ?? ''}`;
    const read = readStored({ bytes: event.value.bytes, context });
    return eventHash(read.value, read.context, version, 'sha-256', read.exact);
  });
}

interface HashVector {
  readonly doc: string;
  readonly version: string;
  readonly expected: readonly string[];
  readonly documentFiles?: readonly string[];
}

/** The files are named from some folder above the one that holds all suites; its first part may differ here. */
async function candidates(
  folder: string,
  vector: HashVector,
  form: RegExp,
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const version: HashVersion = vector.version.endsWith('2.1') ? '2.1' : '2.0';
  const found: (readonly [string, readonly string[]])[] = [];
  for (const file of vector.documentFiles ?? []) {
    if (!form.test(file)) continue;
    for (const name of [file, file.slice(file.indexOf('/') + 1)]) {
      const hashes = await hashesOf(join(dirname(folder), name), version);
      if (hashes !== undefined) found.push([file, hashes]);
    }
  }
  return found;
}

function agreement(expected: readonly string[], actual: readonly string[]): number {
  return expected.filter((digest, index) => digest === actual[index]).length;
}

const FORMS = [
  ['', /\.json(?:ld)?$/],
  [' (XML form)', /\.xml$/],
] as const;

/**
 * Several collections hold a document of that name, and not all hold the same one. The digests belong to the one
 * that agrees best; a document with another content says nothing about them.
 */
async function judge(folder: string, vector: HashVector): Promise<readonly Named[]> {
  const outcomes: Named[] = [];
  for (const [suffix, form] of FORMS) {
    const name = `${vector.doc} ${vector.version}${suffix}`;
    const found = await candidates(folder, vector, form);
    const best = found.toSorted(
      (a, b) => agreement(vector.expected, b[1]) - agreement(vector.expected, a[1]),
    )[0];
    if (best === undefined) {
      if (suffix === '') outcomes.push([name, skipped('no JSON form of the document in this folder')]);
      continue;
    }
    for (const [index, digest] of vector.expected.entries()) {
      const actual = best[1][index];
      const because = `${best[0]}: expected ${digest}, got ${actual ?? 'no such event'}`;
      outcomes.push([`${name} #${index + 1}`, actual === digest ? PASSED : { kind: 'failed', because }]);
    }
  }
  return outcomes;
}

const current: Suite = {
  name: 'epcis/hash-vectors-2026',
  find: root => findVectorFolder(root, 'hash-vectors-2026', 'expected.json'),
  run: async path => {
    const text = await readFile(join(path, 'expected.json'), 'utf8');
    const { vectors } = JSON.parse(text) as { readonly vectors: readonly HashVector[] };
    const outcomes: Named[] = [];
    for (const vector of vectors) outcomes.push(...(await judge(path, vector)));
    return tally('epcis/hash-vectors-2026', outcomes);
  },
};

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries.toSorted();
}

/** Agreement with digests that later editions of the reference implementation replaced: told, never failed. */
async function compareOlder(examples: string, file: string): Promise<readonly Named[]> {
  const digests = (await readFile(join(examples, file), 'utf8'))
    .split(/\s+/)
    .filter(line => line.startsWith('ni:'));
  const version: HashVersion = digests[0]?.endsWith('CBV2.1') === true ? '2.1' : '2.0';
  const base = basename(file, '.hashes').replace(/_CBV21$/, '');
  for (const extension of ['jsonld', 'json', 'xml']) {
    const hashes = await hashesOf(join(examples, `${base}.${extension}`), version);
    if (hashes === undefined) continue;
    return digests.map((digest, index) => {
      const same = hashes[index] === digest ? 'agrees with' : 'differs from';
      return [`${base} #${index + 1}`, skipped(`informative: ${same} the older edition`)] as const;
    });
  }
  return digests.map(
    (_, index) =>
      [
        `${base} #${index + 1}`,
        skipped('the document is not in this folder, or is no EPCIS document'),
      ] as const,
  );
}

/** All events of one file must hash alike. */
async function judgeAlike(folder: string, file: string): Promise<Named> {
  const hashes = (await hashesOf(join(folder, file), '2.0')) ?? [];
  if (hashes.length === 0)
    return [`expected_equal/${file}`, { kind: 'failed', because: 'no events were read' }];
  const different = hashes.find(digest => digest !== hashes[0]);
  return [
    `expected_equal/${file}`,
    different === undefined ? PASSED : { kind: 'failed', because: `${hashes[0] ?? ''} is not ${different}` },
  ];
}

async function runOlder(name: string, path: string): Promise<SuiteResult> {
  const outcomes: Named[] = [];
  const examples = join(path, 'examples');
  for (const file of await filesOf(examples)) {
    if (file.endsWith('.hashes')) outcomes.push(...(await compareOlder(examples, file)));
  }
  const alike = join(path, 'expected_equal');
  for (const file of await filesOf(alike)) {
    if (/\.(?:xml|json|jsonld)$/.test(file)) outcomes.push(await judgeAlike(alike, file));
  }
  return tally(name, outcomes);
}

function older(folder: string): Suite {
  const name = `epcis/${folder}`;
  return { name, find: root => findFolderNamed(root, folder), run: path => runOlder(name, path) };
}

/** The EPCIS event hash: current digests must be equal, older ones are reported. */
export const hashSuites: readonly Suite[] = [
  current,
  older('hash-vectors-main'),
  older('hash-vectors-mdaf-branch'),
];
