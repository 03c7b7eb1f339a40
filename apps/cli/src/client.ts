import { CliError, type CliLanguage } from './words.ts';

/** What a server says when it does not do something (RFC 9457). */
interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly problems?: readonly { readonly at: string; readonly message: string }[];
}

/** Speaks to one server with one key. */
export interface Client {
  readonly url: string;
  /** Sends a request; throws CliError with the server's own words when it is refused. */
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Response>;
  /** The same, and reads the JSON answer. */
  readonly json: <T>(method: string, path: string, options?: SendOptions) => Promise<T>;
  /** The same server with another key. */
  readonly as: (key: string) => Client;
}

/** Body and headers of a request. `body` that is no text or bytes is sent as JSON. */
export interface SendOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const RETRIED = new Set([429, 503]);

/** Opens a client; nothing is sent yet. */
export function openClient(url: string, key: string | undefined, language: CliLanguage): Client {
  const base = url.replace(/\/+$/, '');
  const send = async (method: string, path: string, options: SendOptions = {}): Promise<Response> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(base, method, path, key, language, options);
      if (answer.ok) return answer;
      if (!RETRIED.has(answer.status) || attempt === 8) throw await refusal(answer, method, path);
      await answer.arrayBuffer();
      const pause = Number(answer.headers.get('retry-after') ?? 1) * 1000;
      await new Promise(resolve => setTimeout(resolve, Math.min(pause, 5_000)));
    }
  };
  return {
    url: base,
    send,
    json: async (method, path, options) => (await (await send(method, path, options)).json()) as never,
    as: other => openClient(base, other, language),
  };
}

async function once(
  base: string,
  method: string,
  path: string,
  key: string | undefined,
  language: CliLanguage,
  options: SendOptions,
): Promise<Response> {
  const { body } = options;
  const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  try {
    return await fetch(`${base}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': language === 'zh' ? 'zh-CN' : 'en',
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as BodyInit }),
    });
  } catch (error) {
    const reason = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    throw new CliError('unreachable', {
      zh: `连不上 ${base}（${reason}）。服务是否在运行？用 pinxin up 启动，或用 --server 指定地址。`,
      en: `${base} cannot be reached (${reason}). Is the server running? Start it with pinxin up, or name another with --server.`,
    });
  }
}

async function refusal(answer: Response, method: string, path: string): Promise<CliError> {
  const text = await answer.text();
  let body: ProblemBody = {};
  try {
    body = JSON.parse(text) as ProblemBody;
  } catch {
    // Not from our server: the status says what can be said.
  }
  const lines = [
    `${answer.status} ${body.title ?? answer.statusText}`,
    ...(body.detail === undefined ? [] : [body.detail]),
    ...(body.problems ?? []).slice(0, 20).map(problem => `  ${problem.at}: ${problem.message}`),
  ];
  const message = lines.join('\n');
  return new CliError(body.code ?? 'refused', { zh: message, en: message }, 1, {
    status: answer.status,
    request: `${method} ${path}`,
    problem: body,
  });
}
