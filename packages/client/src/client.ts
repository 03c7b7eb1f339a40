import { type ClientOptions, Connection, nextPage, sleep } from './connection.ts';
import { documentOf, type EpcisEvent, type EventQuery, type QueryDocument, queryString } from './events.ts';
import { type Heard, type ListenOptions, listenTo } from './listen.ts';

/** How far a capture is. */
export interface CaptureJob {
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly createdAt: string;
  readonly finishedAt?: string;
  readonly total: number;
  readonly stored: number;
  /** Events that were there already. */
  readonly repeated: number;
  readonly errors: readonly { readonly at?: string; readonly code?: string; readonly title?: string }[];
}

/** What captures may say. */
export interface CaptureOptions {
  /** `proceed` stores the good events though others are wrong; `rollback`, the default, all or none. */
  readonly behaviour?: 'rollback' | 'proceed';
  /** What the prefixes of extensions stand for. */
  readonly context?: readonly unknown[];
}

/** Who is to be told, and when: exactly one of `stream` and `schedule`. */
export interface SubscriptionWish {
  readonly dest: string;
  /** With it requests are signed. 16 characters or more. */
  readonly signatureToken?: string;
  readonly stream?: true;
  readonly schedule?: Readonly<Record<string, string>>;
  readonly reportIfEmpty?: boolean;
  readonly initialRecordTime?: string;
}

/** A subscription and how it goes. */
export interface Subscription {
  readonly subscriptionID: string;
  readonly queryName: string;
  readonly dest: string;
  readonly state: 'active' | 'paused' | 'halted';
  readonly waiting: number;
  readonly deadLetters: number;
  readonly lastNotifiedAt?: string;
  readonly lastError?: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Speaks with a Pinxin server: capture, query, listen, subscribe. Every call may be repeated without harm. */
export class PinxinClient {
  readonly #connection: Connection;

  constructor(options: ClientOptions) {
    this.#connection = new Connection(options);
  }

  /**
   * Captures events, or a whole document (JSON or XML text). Sent again when the network breaks: what was stored
   * already is known by its content. Resolves with the job; see {@link waitFor}.
   */
  async capture(
    events: readonly EpcisEvent[] | string | Uint8Array,
    { behaviour = 'rollback', context }: CaptureOptions = {},
  ): Promise<string> {
    const body = isDocument(events) ? events : JSON.stringify(documentOf(events, context));
    const response = await this.#connection.ask('/capture', {
      method: 'POST',
      headers: {
        'content-type': startsXml(body) ? 'application/xml' : 'application/json',
        'GS1-Capture-Error-Behaviour': behaviour,
      },
      body,
    });
    return (response.headers.get('location') ?? '').replace(/^.*\/capture\//, '');
  }

  /** How far a capture is. */
  async captureJob(id: string): Promise<CaptureJob> {
    return await this.#connection.json(`/capture/${encodeURIComponent(id)}`);
  }

  /** Waits until a capture has ended, well or not: look at `success`. */
  async waitFor(id: string, signal?: AbortSignal): Promise<CaptureJob> {
    for (let pause = 100; ; pause = Math.min(pause * 1.5, 5_000)) {
      const job = await this.captureJob(id);
      if (!job.running) return job;
      await sleep(pause, signal);
    }
  }

  /** Events of a query or of a named query, over all its pages: each page is asked for when it is needed. */
  async *events(query: EventQuery | string = {}, perPage = 200): AsyncGenerator<EpcisEvent, void, undefined> {
    const path = typeof query === 'string' ? `/queries/${encodeURIComponent(query)}/events` : '/events';
    const parameters = typeof query === 'string' ? { perPage } : { perPage, ...query };
    let address: string | undefined = path + queryString(parameters);
    while (address !== undefined) {
      const response: Response = await this.#connection.ask(address);
      const document = (await response.json()) as QueryDocument;
      yield* document.epcisBody.queryResults.resultsBody.eventList;
      address = nextPage(response);
    }
  }

  /** Keeps a query under a name. The same again is the same; another under this name is a ProblemError `nameTaken`. */
  async keepQuery(name: string, query: EventQuery): Promise<void> {
    await this.#connection.ask('/queries', {
      ...{ method: 'POST', headers: JSON_TYPE },
      body: JSON.stringify({ name, query }),
    });
  }

  /** Forgets a query; its subscriptions end. */
  async forgetQuery(name: string): Promise<void> {
    await this.#connection.ask(`/queries/${encodeURIComponent(name)}`, { method: 'DELETE' });
  }

  /**
   * Lets a receiver be told of what a named query finds. The answer holds the `signatureToken`, made here when none is
   * given: by it a repeated call is known, and no second subscription is made.
   */
  async subscribe(
    queryName: string,
    given: SubscriptionWish,
  ): Promise<Subscription & { readonly signatureToken: string }> {
    const wish = { ...given, signatureToken: given.signatureToken ?? newToken() };
    const made = await this.#connection.json<Subscription>(
      `/queries/${encodeURIComponent(queryName)}/subscriptions`,
      {
        ...{ method: 'POST', headers: JSON_TYPE },
        body: JSON.stringify(wish),
      },
    );
    return { ...made, signatureToken: wish.signatureToken };
  }

  /** The party's subscriptions and how they go. */
  async subscriptions(): Promise<readonly Subscription[]> {
    return (await this.#connection.json<{ items: readonly Subscription[] }>('/subscriptions')).items;
  }

  /** Ends a subscription. */
  async unsubscribe({ queryName, subscriptionID }: Subscription): Promise<void> {
    const path = `/queries/${encodeURIComponent(queryName)}/subscriptions/${subscriptionID}`;
    await this.#connection.ask(path, { method: 'DELETE' });
  }

  /** Listens to a named query over a WebSocket; goes on where it stopped when the connection breaks. */
  listen(queryName: string, options: ListenOptions = {}): AsyncGenerator<Heard, void, undefined> {
    return listenTo(this.#connection, queryName, options);
  }
}

function newToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}

function isDocument(events: readonly EpcisEvent[] | string | Uint8Array): events is string | Uint8Array {
  return typeof events === 'string' || events instanceof Uint8Array;
}

/** Whether a document's first sign is that of XML. */
function startsXml(body: string | Uint8Array): boolean {
  const start =
    typeof body === 'string' ? body.slice(0, 100) : new TextDecoder().decode(body.subarray(0, 100));
  return /^\uFEFF?\s*</.test(start);
}
