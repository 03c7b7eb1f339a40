import { nextMoment } from '@pinxin/epcis/schedule';
import { writeQueryDocument } from '@pinxin/epcis/write-document';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { isSameOrigin } from '../../../http/same-origin.ts';
import { upgradeOf } from '../../../http/upgrade.ts';
import type { Context } from '../../../kernel/context.ts';
import { headOfJournal } from '../../../kernel/journal/position-store.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import type { Viewer } from '../query/visibility.ts';
import { storedEvents } from './delivery-views.ts';
import { problemOf } from './http-problems.ts';
import { type Found, LiveFeed, type Place } from './live-feed.ts';
import type { NamedQuery } from './named-query-store.ts';
import { OF_A_SOCKET, OF_SCHEDULE, readNamedQuery } from './read-named-query.ts';
import { readWhen, type When } from './read-subscription.ts';
import type { Refusal, SubscriptionProblem } from './refusal.ts';
import { entryBefore } from './subscription-store.ts';

/** Connections of one party, and of all, to one process. */
const MOST_OF_PARTY = 50;
const MOST = 2_000;
const EVENTS_A_MESSAGE = 200;
/** Bytes that may wait for a slow reader before it is left to itself. */
const MOST_WAITING = 8 * 1024 * 1024;
const PING_EVERY = 30_000;
/** Events of a scheduled reader that are held until its time comes. */
const MOST_HELD = 100_000;
/** RFC 6455, 7.4.1: going away; try again later. */
const GOING_AWAY = 1001;
const TRY_AGAIN = 1013;
const CONTEXT = [{ pinxin: 'urn:pinxin:' }];

/** WebSocket subscriptions (EPCIS 2.0, 8.2.6): `GET /queries/{name}/events` with `Upgrade: websocket`. */
export class Sockets {
  readonly #ctx: Context;
  readonly #publicUrl: string | undefined;
  readonly #feed: LiveFeed;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1_024, clientTracking: true });
  readonly #ofParty = new Map<number, number>();

  constructor(ctx: Context, publicUrl: string | undefined) {
    this.#ctx = ctx;
    this.#publicUrl = publicUrl;
    this.#feed = new LiveFeed(ctx);
  }

  /** Whether the request wants a WebSocket. */
  isUpgrade(request: FastifyRequest): boolean {
    return upgradeOf(request, 'websocket') !== undefined;
  }

  /** Takes the connection over, or refuses. */
  async open(
    request: FastifyRequest,
    reply: FastifyReply,
    query: NamedQuery,
    viewer: Viewer,
  ): Promise<FastifyReply> {
    // A browser sends cookies to whoever asks it to: another site must not listen with them.
    const byHeader =
      request.headers.authorization !== undefined || request.headers['x-api-key'] !== undefined;
    if (!byHeader && !isSameOrigin(request, this.#publicUrl))
      return sendProblem(reply, rimProblem('crossSite'));
    const problems: SubscriptionProblem[] = [];
    const { when, place } = readParameters(
      request.query as Record<string, unknown>,
      this.#ctx.clock.now(),
      problems,
    );
    if (problems.length > 0) return refuse(reply, { code: 'subscriptionWrong', problems });
    const read = readNamedQuery(query.query, { now: this.#ctx.clock.now() });
    if (!read.ok) return refuse(reply, { code: 'queryWrong', problems: read.error });
    const count = this.#ofParty.get(query.party) ?? 0;
    if (count >= MOST_OF_PARTY || this.#server.clients.size >= MOST)
      return refuse(reply, { code: 'tooManySubscriptions', most: MOST_OF_PARTY });
    const from = place ?? (await this.#placeOf(when));
    const upgrade = upgradeOf(request, 'websocket')!;
    reply.hijack();
    this.#server.handleUpgrade(request.raw, upgrade.socket, upgrade.head, socket => {
      this.#ofParty.set(query.party, (this.#ofParty.get(query.party) ?? 0) + 1);
      const listener = new SocketListener(this.#ctx, socket, query, viewer, read.value.query, when);
      const end = this.#feed.listen(listener, from);
      socket.on('close', () => {
        end();
        this.#ofParty.set(query.party, (this.#ofParty.get(query.party) ?? 1) - 1);
      });
      // What a reader says is nothing to us; a broken connection closes.
      socket.on('error', () => socket.terminate());
    });
    return reply;
  }

  /** Says goodbye to all: they come back, with their places, to whoever serves then. */
  async close(): Promise<void> {
    await this.#feed.stop();
    for (const socket of this.#server.clients) {
      socket.close(GOING_AWAY);
      setTimeout(() => socket.terminate(), 500).unref();
    }
    this.#server.close();
  }

  async #placeOf({ initialRecordTime }: When): Promise<Place> {
    if (initialRecordTime === undefined) return { seq: await headOfJournal(this.#ctx) };
    return { seq: await inTransaction(this.#ctx, tx => entryBefore(tx, initialRecordTime)) };
  }
}

/** One reader: holds what a schedule makes it wait for, sends the rest at once. */
class SocketListener {
  readonly viewer: Viewer;
  readonly query: Parameters<LiveFeed['listen']>[0]['query'];
  readonly #ctx: Context;
  readonly #socket: WebSocket;
  readonly #name: string;
  readonly #when: When;
  readonly #id: string;
  #held: Found[] = [];
  #next: number | undefined;
  #heardAt: number;
  #pingedAt: number;

  constructor(
    ctx: Context,
    socket: WebSocket,
    { name }: NamedQuery,
    viewer: Viewer,
    query: SocketListener['query'],
    when: When,
  ) {
    this.#ctx = ctx;
    this.#socket = socket;
    this.#name = name;
    this.viewer = viewer;
    this.query = query;
    this.#when = when;
    this.#id = ctx.newId('sub');
    const now = ctx.clock.now().getTime();
    this.#next = when.schedule && nextMoment(when.schedule.read, now);
    this.#heardAt = this.#pingedAt = now;
    socket.on('pong', () => {
      this.#heardAt = ctx.clock.now().getTime();
    });
  }

  isReady(): boolean {
    return this.#socket.bufferedAmount < MOST_WAITING;
  }

  async take(found: readonly Found[]): Promise<void> {
    if (this.#when.schedule === undefined) return await this.#send(found);
    for (const one of found) this.#held.push(one);
    if (this.#held.length > MOST_HELD) this.#socket.close(TRY_AGAIN, 'too much to hold');
  }

  async tick(): Promise<void> {
    const now = this.#ctx.clock.now().getTime();
    if (now - this.#pingedAt >= PING_EVERY) {
      if (this.#heardAt < this.#pingedAt) return this.#socket.terminate();
      this.#pingedAt = now;
      this.#socket.ping();
    }
    if (this.#when.schedule === undefined || this.#next === undefined || now < this.#next) return;
    this.#next = nextMoment(this.#when.schedule.read, now);
    const held = this.#held;
    this.#held = [];
    if (held.length > 0) await this.#send(held);
    else if (this.#when.reportIfEmpty) await this.#message([], undefined);
  }

  async #send(found: readonly Found[]): Promise<void> {
    for (let from = 0; from < found.length; from += EVENTS_A_MESSAGE) {
      const part = found.slice(from, from + EVENTS_A_MESSAGE);
      await this.#message(
        part.map(({ event }) => event),
        part.at(-1),
      );
    }
  }

  async #message(events: readonly number[], last: Found | undefined): Promise<void> {
    const body = writeQueryDocument(await storedEvents(this.#ctx, events), {
      ...{ creationDate: this.#ctx.clock.now().toISOString(), queryName: this.#name },
      ...{ subscriptionId: this.#id, context: CONTEXT },
      ...(last === undefined ? {} : { more: { 'pinxin:position': `${last.seq}.${last.event}` } }),
    });
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(body, { binary: false });
  }
}

const KNOWN: ReadonlySet<string> = new Set([...OF_A_SOCKET, 'lang']);

function readParameters(
  given: Readonly<Record<string, unknown>>,
  now: Date,
  problems: SubscriptionProblem[],
): { readonly when: When; readonly place: Place | undefined } {
  for (const name of Object.keys(given))
    if (!KNOWN.has(name)) problems.push({ at: `/query/${name}`, code: 'unknownMember' });
  const fields = OF_SCHEDULE.filter(name => given[name] !== undefined).map(
    name => [name, given[name]] as const,
  );
  const body = {
    ...given,
    ...(fields.length > 0 ? { schedule: Object.fromEntries(fields) } : {}),
  };
  const found: SubscriptionProblem[] = [];
  const when = readWhen(body, now, found, '/query');
  problems.push(...found.map(one => ({ ...one, at: one.at.replace('/query/schedule/', '/query/') })));
  const { position } = given;
  const parts = typeof position === 'string' ? /^(\d{1,15})\.(\d{1,15})$/.exec(position) : null;
  if (position !== undefined && parts === null) problems.push({ at: '/query/position', code: 'notAPlace' });
  const place = parts === null ? undefined : { seq: Number(parts[1]), event: Number(parts[2]) };
  return { when, place };
}

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, problemOf(refusal));
}
