import type { LocalText } from '@pinxin/contract/scan';
import type { Language } from '@pinxin/site/language';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A sentence in both languages of every instance. */
export type Sentence = Required<LocalText>;

/** One thing that is wrong with a request, and where. */
export interface ProblemDetail {
  /** JSON pointer into the body, or `/query/…`, `/path/…`, `/header/…`. */
  readonly at: string;
  readonly code: string;
  readonly message: Sentence | string;
}

/** Why a request was not done: RFC 9457 problem details, before a language is chosen. */
export interface Problem {
  readonly status: number;
  /** Closed per slice; what programs look at. */
  readonly code: string;
  readonly title: Sentence;
  /** What this caller can do about it. */
  readonly detail?: Sentence;
  /** The problem's type where a standard names one (EPCIS `epcisException:…`); else made from the code. */
  readonly type?: string;
  /** All that is wrong, not the first. */
  readonly problems?: readonly ProblemDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Carries a problem to the rim from where many handlers would have to hand it on; answered like any other. */
export class ThrownProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The body of an `application/problem+json` answer. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly problems: readonly { readonly at: string; readonly code: string; readonly message: string }[];
}

/** Makes a whole HTML page of a problem. The site gives the look; this file only knows when to ask. */
export type ProblemPage = (document: ProblemDocument, language: Language, request: FastifyRequest) => string;

/** The document in the reader's language. */
export function problemDocument(problem: Problem, language: Language): ProblemDocument {
  const say = (sentence: Sentence | string) => (typeof sentence === 'string' ? sentence : sentence[language]);
  return {
    type: problem.type ?? `urn:pinxin:problem:${problem.code}`,
    title: say(problem.title),
    status: problem.status,
    ...(problem.detail === undefined ? {} : { detail: say(problem.detail) }),
    code: problem.code,
    problems: (problem.problems ?? []).map(({ at, code, message }) => ({ at, code, message: say(message) })),
  };
}

/** Answers with a problem: as a page to a browser that asked for one, else as `application/problem+json`. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { request } = reply;
  const document = problemDocument(problem, request.language);
  reply
    .code(problem.status)
    .headers({ 'content-language': request.language, 'cache-control': 'no-store', ...problem.headers });
  const page = prefersPage(request);
  reply.type(page ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8');
  const body = page
    ? request.server.problemPage(document, request.language, request)
    : JSON.stringify(document);
  // A finished string, so that no response schema of the route is applied to it.
  return reply.serializer((text: unknown) => text as string).send(body);
}

/** Whether the reader is a browser showing pages rather than a program. */
export function prefersPage(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  const page = accept.indexOf('text/html');
  if (page === -1) return false;
  const json = accept.search(/application\/(?:[a-z.]+\+)?json/);
  return json === -1 || page < json;
}

/** A plain page without any look, for when no site is wired in. */
export const plainProblemPage: ProblemPage = (document, language) => {
  const safe = (text: string) => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
  const lines = [document.detail, ...document.problems.map(({ message }) => message)];
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(document.title)}</title><h1>${safe(document.title)}</h1>${lines
    .filter(line => line !== undefined)
    .map(line => `<p>${safe(line)}</p>`)
    .join('')}<p><a href="/">品信 · Pinxin</a></p></html>`;
};
