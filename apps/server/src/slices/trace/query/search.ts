import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { actingFor } from '../../../http/acting-for.ts';
import { sendProblem } from '../../../http/problem.ts';
import { waysOf } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { partiesMergedInto } from '../../parties/api.ts';
import { answerFormat, formatHeaders } from './answer-format.ts';
import type { Condition } from './event-query.ts';
import { extensionsOf } from './extensions-header.ts';
import { queryEvents } from './query-events.ts';
import { noSuchResource, queryParameterException, queryRefused } from './query-problems.ts';
import { CONDITION_NAMES } from './read-condition.ts';
import { type GivenParameters, readQuery } from './read-query.ts';
import type { Viewer } from './visibility.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const STANDARD = 'EPCIS 2.0 §8.2.7.1';

export const QUERY_DOCUMENT = Type.Object(
  { type: Type.Literal('EPCISQueryDocument'), schemaVersion: Type.String(), epcisBody: Type.Unknown() },
  { description: 'EPCISQueryDocument (GS1 EPCIS 2.0)' },
);

const COMPARED = '{EQ|GT|GE|LT|LE}';
const PLACES =
  '[INNER_][ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_]';

/** Described here, judged by `readQuery`, which names everything that is wrong at once. */
export const PARAMETERS = Type.Object({
  ...Object.fromEntries(CONDITION_NAMES.map(name => [name, text(STANDARD)])),
  'EQ_bizTransaction_{type}': text(STANDARD),
  'EQ_source_{type}': text(STANDARD),
  'EQ_destination_{type}': text(STANDARD),
  [`${COMPARED}_quantity[_{uom}]`]: text(STANDARD),
  [`${COMPARED}_{value|minValue|maxValue|meanValue|sDev|percValue}_{uom}`]: text(STANDARD),
  [`${COMPARED}_${PLACES}{prefix:field}`]: text(STANDARD),
  [`EXISTS_${PLACES}{prefix:field}`]: text(STANDARD),
  'EQATTR_{field}_{attribute}': text(STANDARD),
  'HASATTR_{field}': text(STANDARD),
  orderBy: text('eventTime | recordTime | {prefix:field} | ILMD_{prefix:field}'),
  orderDirection: text('ASC | DESC (default)'),
  eventCountLimit: text('1 …'),
  maxEventCount: text('1 …'),
  perPage: text('1 … 1000, default 30'),
  nextPageToken: text('Link rel="next"'),
});

/** The schema describes the answer; its bytes are sent as they were built. */
export const asItIs = () => (answer: unknown) => answer as string;

/**
 * Answers the query that a request's parameters state, within further conditions. `isKnown` is asked when nothing is
 * found: where it says no, the answer is that there is no such resource.
 */
export async function searchAnswer(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  within: readonly Condition[] = [],
  isKnown: (viewer: Viewer) => Promise<boolean> = async () => true,
): Promise<FastifyReply> {
  const format = answerFormat(request.headers);
  if (!format.ok) return sendProblem(reply, format.error);
  const declared = extensionsOf(request.headers);
  if (!declared.ok) return sendProblem(reply, queryParameterException([declared.error]));
  const reading = { now: ctx.clock.now(), context: declared.value, within };
  const read = readQuery(request.query as GivenParameters, reading);
  if (!read.ok) return sendProblem(reply, queryParameterException(read.error));
  const viewer = await viewerOf(ctx, request);
  const answer = await queryEvents(ctx, read.value, viewer, format.value);
  if (!answer.ok) return sendProblem(reply, queryRefused(answer.error));
  const { document, count, nextPageToken, nextPageExpires } = answer.value;
  if (count === 0 && !(await isKnown(viewer))) return sendProblem(reply, noSuchResource());
  if (nextPageToken !== undefined && nextPageExpires !== undefined) {
    reply.header('link', `<${nextAddress(request, nextPageToken)}>; rel="next"`);
    reply.header('GS1-Next-Page-Token-Expires', nextPageExpires.toISOString());
  }
  return reply
    .headers(formatHeaders(format.value))
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(document.buffer, document.byteOffset, document.byteLength));
}

/**
 * An authority with the scope `trace`, and a person who may query anything, see every event; everybody else the own
 * chain, one step up and down.
 */
export async function viewerOf(ctx: Context, request: FastifyRequest): Promise<Viewer> {
  const { caller } = request;
  if (caller.kind === 'party' && caller.partyKind === 'authority' && caller.scopes.has('trace'))
    return { kind: 'everything' };
  if (caller.kind === 'person' && waysOf(caller, 'query').some(({ reach }) => reach === 'any'))
    return { kind: 'everything' };
  const { party } = actingFor(request, 'query');
  return { kind: 'party', party, also: await partiesMergedInto(ctx.database, party) };
}

/** The address of the next page: this one's, with another token. */
function nextAddress(request: FastifyRequest, token: string): string {
  const address = new URL(request.url, 'http://localhost');
  address.searchParams.set('nextPageToken', token);
  return `${address.pathname}${address.search}`;
}
