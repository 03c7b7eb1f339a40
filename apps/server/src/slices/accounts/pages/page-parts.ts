import type { PageContext } from '@pinxin/site/frame';
import { type Wording, wordingOf } from '@pinxin/site/wording';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemDocument, sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { isSameOrigin } from '../../../http/same-origin.ts';
import { isDemoInstance } from '../account/account-store.ts';
import { problemOfRefusal } from '../problems.ts';
import type { Refusal } from '../refusal.ts';
import type { AccountParts } from '../route-parts.ts';

const LARGEST_FORM = 8_192;
const LONGEST_NEXT = 2_000;
const WORDINGS: Readonly<Record<'zh-CN' | 'en', Wording>> = {
  'zh-CN': wordingOf('zh-CN'),
  en: wordingOf('en'),
};

/** The fields of a form, each once. */
export type Fields = Readonly<Record<string, string>>;

/** What every page of this slice is told. */
export async function contextOf(request: FastifyRequest, { ctx }: AccountParts): Promise<PageContext> {
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  return {
    words: WORDINGS[request.language],
    isDemo: await isDemoInstance(ctx.database),
    here: request.url,
    languageChosen: typeof lang === 'string' && lang !== '',
  };
}

/** Sends a page that nobody keeps. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, html: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-language', request.language)
    .header('cache-control', 'no-store')
    .send(html);
}

/** What a refusal says to a reader, line by line. */
export function linesOf(refusal: Refusal, request: FastifyRequest): readonly string[] {
  const { title, detail, problems } = problemDocument(problemOfRefusal(refusal), request.language);
  return [
    ...(problems.length > 0 ? problems.map(({ message }) => message) : [title]),
    ...(detail ? [detail] : []),
  ];
}

/** The status of a refusal. */
export function statusOf(refusal: Refusal): Pick<Problem, 'status' | 'headers'> {
  return problemOfRefusal(refusal);
}

/** A path on this host to go on to; the console when none sensible is named: no page of ours sends people elsewhere. */
export function safeNext(value: unknown): string {
  const fits =
    typeof value === 'string' && value.length <= LONGEST_NEXT && /^\/(?![/\\])[^\s\\]*$/.test(value);
  return fits && !value.startsWith('/sign-in') && !value.startsWith('/sign-out') ? value : '/console';
}

/** The fields that a form sent. */
export function fieldsOf({ body }: FastifyRequest): Fields {
  return (body ?? {}) as Fields;
}

/** Routes whose bodies are forms of this very site; a form that another site sends is refused before it is read. */
export function withForms(
  app: FastifyInstance,
  parts: AccountParts,
  register: (scope: FastifyInstance) => void,
): void {
  app.register(async scope => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LARGEST_FORM },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );
    scope.addHook('onRequest', (request, reply, done) => {
      if (request.method !== 'POST' || isSameOrigin(request, parts.publicUrl)) done();
      else sendProblem(reply, rimProblem('crossSite'));
    });
    register(scope);
  });
}
