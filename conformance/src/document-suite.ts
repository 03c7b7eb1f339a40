import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ParsedDocument, type ParsedEvent, parseDocument } from '@pinxin/epcis/document';
import type { EpcisProblem, EpcisProblemCode } from '@pinxin/epcis/problem';
import { writeDocument } from '@pinxin/epcis/write-document';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';
import { findVectorFolder } from './vector-folder.ts';

/** What must become of a published document. */
export type DocumentExpectation =
  | { readonly kind: 'accepted' }
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
  readonly publishedAs?: string;
}

function notJudged(because: string): DocumentExpectation {
  return { kind: 'notJudged', because };
}

function expectationOf(name: string, expected: Expected): DocumentExpectation {
  if (name.endsWith('.xml')) return notJudged('XML capture is not part of this version');
  if (!/\.json(?:ld)?$/.test(name)) return notJudged('not a JSON document');
  if (name.split('/').includes('openepcis-dpp-epcis')) return notJudged('modelling reference only');
  if (expected.publishedAs === 'invalid' || name.split('/').includes('Invalid')) return { kind: 'refused' };
  if (expected.gs1JsonSchema2_0 === true) return { kind: 'accepted' };
  return notJudged("published as an example, but GS1's own schema refuses it");
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
      vectors.push({ name, expectation, bytes });
    }
  }
  return vectors;
}

/** Findings of the rules that GS1's schema does not have: a document may be valid and still have these. */
const BEYOND_SCHEMA: ReadonlySet<EpcisProblemCode> = new Set([
  ...(['duplicateKey', 'brokenText', 'brokenIdentifier', 'parentRequired'] as const),
  ...(['negativeQuantity', 'repeatedItem', 'sensorTimeAfterEvent', 'wrongEventId'] as const),
]);

function problemsOf(bytes: Uint8Array, strictness: 'strict' | 'lenient'): readonly EpcisProblem[] {
  const result = parseDocument(bytes, { strictness });
  if (!result.ok) return result.error;
  return result.value.events.flatMap(event => (event.ok ? [] : event.error));
}

function described(problems: readonly EpcisProblem[]): string {
  const shown = problems
    .slice(0, 3)
    .map(({ code, at, params }) => `${code} at "${at}" ${JSON.stringify(params ?? {})}`);
  return shown.join('; ');
}

function good(document: ParsedDocument): readonly ParsedEvent[] {
  return document.events.flatMap(event => (event.ok ? [event.value] : []));
}

/** Written out again and read again, every event is the same event. */
function comesBack(bytes: Uint8Array): string | undefined {
  const first = parseDocument(bytes, { strictness: 'lenient' });
  if (!first.ok) return undefined;
  const events = good(first.value);
  const context = first.value.context.source;
  const written = writeDocument(
    events.map(event => ({ bytes: event.bytes, context })),
    { creationDate: '2026-01-01T00:00:00Z' },
  );
  const second = parseDocument(written, { strictness: 'lenient' });
  if (!second.ok) return `written again it is refused: ${described(second.error)}`;
  const again = good(second.value);
  if (again.length !== events.length) return 'written again it has fewer events';
  for (const [index, event] of events.entries()) {
    const other = again[index] as ParsedEvent;
    const { '@context': _one, ...before } = event.value;
    const { '@context': _two, ...after } = other.value;
    if (!isDeepStrictEqual(before, after)) return `event ${index} comes back different`;
    if (Buffer.compare(event.hash, other.hash) !== 0) return `event ${index} comes back with another hash`;
  }
  return undefined;
}

function judge({ expectation, bytes }: DocumentVector): Outcome {
  if (expectation.kind === 'notJudged') return { kind: 'skipped', because: expectation.because };
  const lenient = problemsOf(bytes, 'lenient');
  if (expectation.kind === 'refused') {
    return lenient.length > 0 ? PASSED : { kind: 'failed', because: 'accepted, but published as invalid' };
  }
  if (lenient.length > 0) return { kind: 'failed', because: described(lenient) };
  const strict = problemsOf(bytes, 'strict').filter(({ code }) => !BEYOND_SCHEMA.has(code));
  if (strict.length > 0) return { kind: 'failed', because: `strict: ${described(strict)}` };
  const lost = comesBack(bytes);
  return lost === undefined ? PASSED : { kind: 'failed', because: lost };
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
];
