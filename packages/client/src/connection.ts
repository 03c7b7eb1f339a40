import { problemOf } from './problem.ts';

/** Where a server is, and with which key it is spoken to. */
export interface ClientOptions {
  /** Such as `https://trace.example.cn`, with or without a slash at the end. */
  readonly url: string;
  /** A party's key. In a browser of a person who signed in there is none: the cookie speaks. */
  readonly key?: string;
  /** Language of messages: `zh-CN` or `en`. */
  readonly language?: string;
  /** How often a request is sent again when the network or the server fails. 5 when absent. */
  readonly retries?: number;
  /** First pause before it is sent again, ms; doubled each time. 500 when absent. */
  readonly pause?: number;
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

/** A request. */
export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const LONGEST_PAUSE = 30_000;

/**
 * Sends requests, and sends them again where that can help: the network broke, or the server is too busy (429, 502,
 * 503, 504). Everything here is safe to send twice: events are known by their content, queries by their name.
 */
export class Connection {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = { ...options, url: options.url.replace(/\/+$/, '') };
  }

  get url(): string {
    return this.#options.url;
  }

  /** What says who asks. */
  get headers(): Readonly<Record<string, string>> {
    const { key, language } = this.#options;
    return {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(language === undefined ? {} : { 'accept-language': language }),
    };
  }

  /** The answer, when it is one of success. Throws ProblemError for what the server refuses. */
  async ask(path: string, { method = 'GET', headers, body }: Ask = {}): Promise<Response> {
    const { retries = 5, pause = 500, signal, fetch: send = fetch } = this.#options;
    for (let tries = 0; ; tries++) {
      const response = await send(this.url + path, {
        method,
        headers: { ...this.headers, ...headers },
        ...(body === undefined ? {} : { body: body as BodyInit }),
        ...(signal === undefined ? {} : { signal }),
      }).catch((error: unknown) => {
        if (tries >= retries || signal?.aborted === true) throw error;
        return undefined;
      });
      if (response?.ok === true) return response;
      const busy = response === undefined || [429, 502, 503, 504].includes(response.status);
      const problem = response === undefined ? undefined : await problemOf(response);
      if (problem !== undefined && (!busy || tries >= retries)) throw problem;
      const wait = problem?.retryAfter === undefined ? pause * 2 ** tries : problem.retryAfter * 1_000;
      await sleep(Math.min(wait, LONGEST_PAUSE), signal);
    }
  }

  /** The answer's JSON. */
  async json<T>(path: string, ask: Ask = {}): Promise<T> {
    return (await (await this.ask(path, ask)).json()) as T;
  }
}

/** Waits, unless it is told to stop. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason ?? new Error('aborted'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

/** The address of the next page; undefined on the last. */
export function nextPage(response: Response): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
}
