import { Refusal } from './refusal.ts';

/** How to reach a server. */
export interface ApiClient {
  readonly url: string;
  readonly request: (method: string, path: string, options?: RequestOptions) => Promise<Response>;
}

export interface RequestOptions {
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly problems?: readonly { readonly at?: string; readonly message?: string; readonly code?: string }[];
}

/** A client that turns a problem document into a refusal with the server's own sentences. */
export function apiClient(url: string, key: string | undefined, language: 'zh' | 'en'): ApiClient {
  return {
    url,
    request: async (method, path, options = {}) => {
      const response = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          'accept-language': language === 'zh' ? 'zh-CN' : 'en',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { body: options.body as BodyInit }),
      }).catch((cause: unknown) => {
        throw unreachable(url, cause);
      });
      if (response.status >= 400) throw await refusalOf(response);
      return response;
    },
  };
}

function unreachable(url: string, cause: unknown): Refusal {
  const reason = (cause as { cause?: { code?: string } }).cause?.code ?? String(cause);
  return new Refusal({
    zh: `连不上 ${url}（${reason}）。服务在运行吗？用 pinxin up 启动，或用 --url 指定地址。`,
    en: `${url} cannot be reached (${reason}). Is the server running? Start it with pinxin up, or give --url.`,
  });
}

async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text();
  let problem: ProblemDocument = {};
  try {
    problem = JSON.parse(text) as ProblemDocument;
  } catch {
    problem = { detail: text.slice(0, 300) };
  }
  const lines = [`${problem.title ?? response.statusText} (${response.status})`];
  if (problem.detail) lines.push(problem.detail);
  for (const each of (problem.problems ?? []).slice(0, 20)) lines.push(`  ${each.at ?? ''}  ${each.message ?? each.code ?? ''}`);
  const more = (problem.problems?.length ?? 0) - 20;
  if (more > 0) lines.push(`  … +${more}`);
  const said = lines.join('\n');
  return new Refusal({ zh: said, en: said }, 1, problem);
}
