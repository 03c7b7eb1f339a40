import { languageNow } from '../language.tsx';
import { type ProblemDocument, Refusal, Unreachable } from './problem.ts';

/** What is sent, besides the address. */
export interface Sending {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a file or text goes as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer with its headers, where a version (`ETag`) is needed. */
export interface Answer<T> {
  readonly value: T;
  readonly etag: string | undefined;
}

/**
 * Asks the server for JSON. A refusal is thrown as `Refusal`, silence as `Unreachable`; a session that ended leads
 * to the sign-in page and back here.
 */
export async function ask<T>(path: string, sending: Sending = {}): Promise<T> {
  return (await askWhole<T>(path, sending)).value;
}

/** Like `ask`, with the version of what was read. */
export async function askWhole<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
  const response = await send(path, sending);
  if (!response.ok) throw await refusalOf(response, path);
  const etag = response.headers.get('etag') ?? undefined;
  const text = response.status === 204 ? '' : await response.text();
  return { value: (text === '' ? undefined : JSON.parse(text)) as T, etag };
}

/** Where to sign in and come back. */
export function signInAddress(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
}

async function send(path: string, { method = 'GET', body, headers, signal }: Sending): Promise<Response> {
  const raw = body instanceof Blob || typeof body === 'string';
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': languageNow(),
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable(error);
  }
}

async function refusalOf(response: Response, path: string): Promise<Refusal> {
  const text = await response.text();
  const document = parseProblem(text) ?? {
    title: `${response.status} ${response.statusText}`,
    status: response.status,
    code: 'unknown',
    problems: [],
  };
  if (response.status === 401 && path !== '/session') location.assign(signInAddress());
  return new Refusal(document);
}

function parseProblem(text: string): ProblemDocument | undefined {
  try {
    const parsed = JSON.parse(text) as Partial<ProblemDocument>;
    if (typeof parsed.title !== 'string' || typeof parsed.status !== 'number') return undefined;
    return { ...parsed, code: parsed.code ?? 'unknown', problems: parsed.problems ?? [] } as ProblemDocument;
  } catch {
    return undefined;
  }
}
