import type { OutgoingHttpHeaders } from 'node:http';
import { LINKSET_CONTEXT } from '@pinxin/contract/linkset';
import type { LotFact, NamedCode, ScanPage } from '@pinxin/contract/scan';
import { LINK_KEYS } from '@pinxin/identifiers/link-key';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, prefersPage, sendProblem } from '../../../http/problem.ts';
import { resolverDescription } from './description.ts';
import { chooseLink, chooseType, type Link, type LinkWish, linksetOf, linksOf } from './links.ts';
import { pathOfConvenienceQuery, readLinkPath } from './named-code.ts';
import { type CodeRefusal, readTypedCode, refusalOf } from './typed-code.ts';

/** A page as it is sent: markup or gzip. */
interface CodePage {
  readonly status: number;
  /** One byte in each character. */
  readonly body: string;
  readonly isGzip: boolean;
}

/** What stands behind codes; given from outside, because pages know more slices than a resolver may. */
export interface PagesBehindCodes {
  readonly viewOf: (code: NamedCode) => Promise<ScanPage>;
  /** The page for people; counts the scan. */
  readonly pageOf: (code: NamedCode, request: FastifyRequest) => CodePage | Promise<CodePage>;
  readonly lotsLabelled: (label: string) => Promise<readonly LotFact[]>;
  readonly wrongCodePage: (typed: string, refusal: CodeRefusal, request: FastifyRequest) => string;
  readonly choicePage: (typed: string, lots: readonly LotFact[], request: FastifyRequest) => string;
}

/** What the resolver needs from outside. */
export interface ResolverParts {
  readonly pages: PagesBehindCodes;
  /** Where people reach this host, when it is not the address asked. */
  readonly publicUrl: string | undefined;
  readonly readPath: typeof readLinkPath;
}

const PAGE = 'text/html; charset=utf-8';
const LONGEST_CODE = 2_000;

/** GS1 Digital Link paths, the field for typed codes, and the resolver's description. */
export function registerResolverRoutes(app: FastifyInstance, given: Omit<ResolverParts, 'readPath'>): void {
  const parts: ResolverParts = { ...given, readPath: remembering(readLinkPath) };
  for (const { ai } of LINK_KEYS) {
    app.get(`/${ai}/*`, { config: { access: 'public' } }, (request, reply) => resolve(request, reply, parts));
  }
  app.get('/scan', { config: { access: 'public' } }, (request, reply) => answerTyped(request, reply, parts));
  app.get('/.well-known/gs1resolver', { config: { access: 'public' } }, async (request, reply) =>
    reply
      .type('application/json')
      .header('access-control-allow-origin', '*')
      .send(resolverDescription(baseOf(request, parts))),
  );
}

const MOST_REMEMBERED = 2_000;
const LONGEST_REMEMBERED = 200;

/** Remembers the last paths that were read: the same packs are asked for again and again. */
function remembering(read: typeof readLinkPath): typeof readLinkPath {
  const known = new Map<string, ReturnType<typeof readLinkPath>>();
  return path => {
    let code = known.get(path);
    if (code === undefined) {
      code = read(path);
      if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value!);
      if (path.length <= LONGEST_REMEMBERED) known.set(path, code);
    }
    return code;
  };
}

/** What is answered later; nothing when it was answered at once, so that nobody waits for the reply as a promise. */
type Later = Promise<FastifyReply> | undefined;

function resolve(request: FastifyRequest, reply: FastifyReply, parts: ResolverParts): Later {
  const [path = '', search = ''] = splitAddress(request.url);
  const inPath = search === '' ? undefined : pathOfConvenienceQuery(path, search);
  if (inPath !== undefined) return answered(reply.redirect(inPath, 307));
  const code = parts.readPath(path);
  if (!code.ok) {
    const typed = decoded(path).replace(/^\//, '');
    return answered(refuseCode(typed, refusalOf(code.error, typed), request, reply, parts));
  }
  const base = baseOf(request, parts);
  const wish = wishOf(request, search, () => linksOf(code.value, base));
  reply.header('vary', 'accept, accept-language, accept-encoding').header('access-control-allow-origin', '*');
  reply.header('link', headerLinks(code.value, base, wish.kind === 'linkset'));
  switch (wish.kind) {
    case 'redirect':
      return answered(reply.redirect(wish.link.href, 307));
    case 'noSuchLink':
      return answered(sendProblem(reply, noSuchLink(wish.linkType)));
    case 'page':
      return sendPage(code.value, request, reply, parts);
    case 'data':
    case 'linkset':
      return sendData(code.value, wish.kind, base, reply, parts);
  }
}

function answered(_reply: FastifyReply): undefined {
  return undefined;
}

async function sendData(
  code: NamedCode,
  kind: 'data' | 'linkset',
  base: string,
  reply: FastifyReply,
  parts: ResolverParts,
): Promise<FastifyReply> {
  const view = await parts.pages.viewOf(code);
  if (view.verdict.kind === 'unknown') return sendProblem(reply, notFound(code));
  reply.header('cache-control', 'no-cache');
  return kind === 'data'
    ? reply.type('application/json; charset=utf-8').send(JSON.stringify(view))
    : sendLinkset(reply, JSON.stringify(linksetOf(code, view, base)));
}

function wishOf(request: FastifyRequest, search: string, links: () => readonly Link[]): LinkWish {
  const { accept } = request.headers;
  if (search === '') return chooseType(undefined, accept);
  const query = new URLSearchParams(search);
  const as = query.get('as') ?? undefined;
  const linkType = query.get('linkType') ?? '';
  if (linkType === '') return chooseType(as, accept);
  return chooseLink(links(), { linkType, as, accept, language: request.language });
}

/** As bytes: to text of a JSON type Fastify would add a charset, which this media type does not have (RFC 9264 §4.2). */
function sendLinkset(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/linkset+json').send(Buffer.from(text));
}

function sendPage(
  code: NamedCode,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ResolverParts,
): Later {
  const page = parts.pages.pageOf(code, request);
  if (page instanceof Promise) return page.then(found => sendCopy(found, request, reply));
  return answered(sendCopy(page, request, reply));
}

function sendCopy(
  { status, body, isGzip }: CodePage,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply
    .code(status)
    .type(PAGE)
    .header('content-language', request.language)
    .header('cache-control', 'no-cache');
  if (isGzip) reply.header('content-encoding', 'gzip');
  return sendBytes(body, reply);
}

/** Past Fastify, which would send a text as UTF-8: here each character is a byte, and goes out with the headers in one piece. */
function sendBytes(body: string, reply: FastifyReply): FastifyReply {
  reply.header('content-length', body.length).hijack();
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  reply.raw.end(body, 'latin1');
  return reply;
}

async function answerTyped(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ResolverParts,
): Promise<FastifyReply> {
  const { code, lang } = request.query as { code?: unknown; lang?: unknown };
  const typed = typeof code === 'string' ? code.slice(0, LONGEST_CODE) : '';
  const keep = typeof lang === 'string' ? `?${new URLSearchParams({ lang })}` : '';
  const read = readTypedCode(typed);
  switch (read.kind) {
    case 'code':
      return reply.redirect(`${read.code.path}${keep}`, 303);
    case 'refused':
      return refuseCode(typed, read.refusal, request, reply, parts);
    case 'label': {
      const lots = await parts.pages.lotsLabelled(read.label);
      if (lots.length === 1) return reply.redirect(`${lots[0]!.path}${keep}`, 303);
      if (lots.length === 0) return refuseCode(typed, read.refusal, request, reply, parts);
      if (!prefersPage(request))
        return reply.type('application/json; charset=utf-8').send(JSON.stringify({ lots }));
      return reply.type(PAGE).send(parts.pages.choicePage(typed, lots, request));
    }
  }
}

function refuseCode(
  typed: string,
  refusal: CodeRefusal,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ResolverParts,
): FastifyReply {
  if (!prefersPage(request)) return sendProblem(reply, malformed(refusal));
  return reply
    .code(400)
    .type(PAGE)
    .header('content-language', request.language)
    .header('cache-control', 'no-store')
    .send(parts.pages.wrongCodePage(typed, refusal, request));
}

const MALFORMED = {
  checkDigit: ['校验位不对', 'The check digit is wrong'],
  length: ['位数不对', 'The length is wrong'],
  notRead: ['读不懂这个码', 'This code cannot be read'],
  empty: ['没有码', 'There is no code'],
} as const satisfies Record<CodeRefusal['reason'], readonly [string, string]>;

function malformed(refusal: CodeRefusal): Problem {
  const [zh, en] = MALFORMED[refusal.reason];
  const { expected, suggestion } = refusal;
  return {
    status: 400,
    code: `code.${refusal.reason}`,
    title: { 'zh-CN': zh, en },
    ...(expected === undefined
      ? {}
      : {
          detail: {
            'zh-CN': `校验位应当是 ${expected}${suggestion ? `，整个码是 ${suggestion}` : ''}。`,
            en: `The check digit should be ${expected}${suggestion ? `, the whole code ${suggestion}` : ''}.`,
          },
        }),
  };
}

function notFound(code: NamedCode): Problem {
  return {
    status: 404,
    code: 'code.unknown',
    title: { 'zh-CN': '查不到这个码', en: 'This code is not on record' },
    detail: { 'zh-CN': `没有关于 ${code.text} 的记录。`, en: `There is no record of ${code.text}.` },
  };
}

function noSuchLink(linkType: string): Problem {
  return {
    status: 404,
    code: 'link.unknown',
    title: { 'zh-CN': '没有这种链接', en: 'There is no link of this type' },
    detail: {
      'zh-CN': `没有 ${linkType.slice(0, 80)}；用 linkType=linkset 可得到全部链接。`,
      en: `There is no ${linkType.slice(0, 80)}; linkType=linkset gives all links.`,
    },
  };
}

function headerLinks(code: NamedCode, base: string, isLinkset: boolean): string {
  const own = `${base}${code.path}`;
  const links = [
    `<${own}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`,
    `<${own}>; rel="canonical"`,
  ];
  if (isLinkset)
    links.unshift(
      `<${LINKSET_CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    );
  return links.join(', ');
}

function baseOf(request: FastifyRequest, parts: ResolverParts): string {
  return parts.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
}

function splitAddress(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
