import { isDeepStrictEqual } from 'node:util';
import { looksLikeXml } from '@pinxin/epcis/decode';
import type { ParsedDocument, ParsedEvent } from '@pinxin/epcis/document';
import { BEYOND_SCHEMA } from './comes-back.ts';
import { type DocumentVector, documentVectors } from './document-suite.ts';
import { described, parseEither, problemsOf } from './event-file.ts';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';
import { findVectorFolder } from './vector-folder.ts';

/** A request to the server that is tried, with the key that it knows. */
export interface ServerRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Its answer. */
export interface ServerAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

/** Sends a request; the key, which must have the scopes `capture` and `query`, is added by who gives this. */
export type SendToServer = (request: ServerRequest) => Promise<ServerAnswer>;

/**
 * Published EPCIS documents against a running server: what is valid is captured, found again by query and returned
 * equal, in the form it came in and with the same hash in the other; what is invalid is refused with an EPCIS
 * exception that names the place.
 */
export function serverSuite(send: SendToServer): Suite {
  return {
    name: 'epcis/server',
    find: root => findVectorFolder(root, 'epcis', 'expectations.json'),
    run: async path => {
      const outcomes: (readonly [string, Outcome])[] = [];
      for (const vector of await documentVectors(path))
        outcomes.push([vector.name, await tryVector(send, vector)]);
      return tally('epcis/server', outcomes);
    },
  };
}

const failed = (because: string): Outcome => ({ kind: 'failed', because });
const skipped = (because: string): Outcome => ({ kind: 'skipped', because });

async function tryVector(send: SendToServer, { expectation, bytes }: DocumentVector): Promise<Outcome> {
  if (expectation.kind === 'notJudged') return skipped(expectation.because);
  const answer = await capture(send, bytes);
  if (expectation.kind === 'refused') return judgeRefusal(answer);
  if (answer.status === 202 || answer.status === 201 || answer.status === 200)
    return await readBack(send, bytes, answer);
  const strict = problemsOf(bytes, 'strict');
  // Capture is strict. Bare XML events, which no schema has judged, and rules that the schemas lack may stand against it.
  const beyond = strict.filter(({ code }) => !BEYOND_SCHEMA.has(code));
  if (answer.status === 400 && strict.length > 0 && (expectation.kind === 'taken' || beyond.length === 0))
    return skipped(`capture is strict: ${[...new Set(strict.map(({ code }) => code))].sort().join(', ')}`);
  const codes = problemCodes(answer);
  if (codes.length > 0 && codes.every(code => code === 'eventIdTaken'))
    return skipped('another document of the folder gave the same eventID to another event');
  return failed(`captured with ${answer.status}: ${textOf(answer).slice(0, 300)}`);
}

async function capture(send: SendToServer, bytes: Uint8Array): Promise<ServerAnswer> {
  const read = parseEither(bytes, 'lenient');
  const bare = read.ok && read.value.kind === 'event' && read.value.events.length === 1;
  const type = looksLikeXml(bytes) ? 'application/xml' : 'application/json';
  return await send({
    method: 'POST',
    path: bare ? '/events' : '/capture',
    headers: { 'content-type': type, 'accept-language': 'en' },
    body: bytes,
  });
}

function judgeRefusal(answer: ServerAnswer): Outcome {
  const text = textOf(answer);
  if (answer.status !== 400)
    return failed(`not refused with 400 but ${answer.status}: ${text.slice(0, 200)}`);
  const problem = JSON.parse(text) as { type?: string; problems?: readonly { at?: unknown }[] };
  if (problem.type?.startsWith('epcisException:') !== true) return failed(`refused as ${problem.type}`);
  const places = problem.problems ?? [];
  return places.length > 0 && places.every(({ at }) => typeof at === 'string')
    ? PASSED
    : failed('refused without a place');
}

/** Asks for every event by its hash, in both forms. */
async function readBack(send: SendToServer, bytes: Uint8Array, captured: ServerAnswer): Promise<Outcome> {
  const sent = parseEither(bytes, 'lenient');
  if (!sent.ok) return failed('taken, but not readable');
  const events = good(sent.value);
  if (events.length === 0) return PASSED;
  const wholly = await storedAllNew(send, captured);
  const own = looksLikeXml(bytes) ? 'application/xml' : 'application/json';
  for (const accept of ['application/json', 'application/xml']) {
    const found = await ask(send, events, accept);
    if (typeof found === 'string') return failed(`${accept}: ${found}`);
    const lost = difference(events, found, wholly && accept === own);
    if (lost !== undefined) return failed(`${accept}: ${lost}`);
  }
  return PASSED;
}

/** Whether the server stored each event from this document, and had none of them before in another form. */
async function storedAllNew(send: SendToServer, captured: ServerAnswer): Promise<boolean> {
  if (captured.status !== 202) return captured.status === 201;
  const path = captured.header('location');
  if (path === undefined) return false;
  for (;;) {
    const job = JSON.parse(textOf(await send({ method: 'GET', path, headers: {} }))) as {
      running: boolean;
      repeated: number;
      errors: readonly unknown[];
    };
    if (!job.running) return job.repeated === 0 && job.errors.length === 0;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function ask(
  send: SendToServer,
  events: readonly ParsedEvent[],
  accept: string,
): Promise<ParsedDocument | string> {
  const hashes = [...new Set(events.map(hashUri))];
  const query = new URLSearchParams({
    EQ_eventID: hashes.join('|'),
    ...{ perPage: '1000', orderBy: 'recordTime', orderDirection: 'ASC' },
  });
  const answer = await send({ method: 'GET', path: `/events?${query}`, headers: { accept } });
  if (answer.status !== 200) return `queried with ${answer.status}: ${textOf(answer).slice(0, 300)}`;
  const read = parseEither(answer.body, 'lenient');
  return read.ok ? read.value : `the answer cannot be read: ${described(read.error)}`;
}

function difference(
  events: readonly ParsedEvent[],
  found: ParsedDocument,
  whole: boolean,
): string | undefined {
  const answered = good(found);
  for (const event of events) {
    const same = answered.filter(other => hashUri(other) === hashUri(event));
    if (same.length === 0) return `event ${event.index} is not found by its hash`;
    if (whole && !same.some(other => isDeepStrictEqual(contentOf(other), contentOf(event))))
      return `event ${event.index} is different`;
  }
  return undefined;
}

/** All that the sender said. `recordTime` is the server's; an `eventID` it adds where there was none. */
function contentOf({ value, eventId }: ParsedEvent): unknown {
  const { '@context': _context, recordTime: _recordTime, eventID: _eventID, ...rest } = value;
  return eventId === undefined || eventId.startsWith('ni:') ? rest : { ...rest, eventID: eventId };
}

function good(document: ParsedDocument): readonly ParsedEvent[] {
  return document.events.flatMap(event => (event.ok ? [event.value] : []));
}

function hashUri({ hash }: ParsedEvent): string {
  return `ni:///sha-256;${Buffer.from(hash).toString('hex')}?ver=CBV2.0`;
}

function problemCodes(answer: ServerAnswer): readonly string[] {
  const { problems = [] } = JSON.parse(textOf(answer)) as { problems?: readonly { code: string }[] };
  return problems.map(({ code }) => code);
}

function textOf({ body }: ServerAnswer): string {
  return new TextDecoder().decode(body);
}
