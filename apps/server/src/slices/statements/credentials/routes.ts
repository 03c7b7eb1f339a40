import type { VerificationView } from '@pinxin/contract/verification';
import { PARALLEL_FORMAT } from '@pinxin/credentials/sm2/parallel';
import { localDateOf } from '@pinxin/rules/local-date';
import { openReceipt, splitReceipt } from '@pinxin/translog/opened-receipt';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { prefersPage, sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { loggedLeaf } from '../../../kernel/transparency/receipts.ts';
import { NO_STATEMENT } from '../answers.ts';
import { readStatement } from '../read/statement-view.ts';
import { type StoredCredential, storedCredential } from './credential-store.ts';
import { parallelProof } from './keys/parallel-store.ts';
import { securedList } from './status/status-store.ts';
import { trustBundle } from './verify/trust-bundle.ts';
import { readPasted, verifyAny } from './verify/verify-any.ts';

/** What is shown of a verification as a page: the finding, or the form to ask with. */
export interface VerifyPageView {
  readonly text: string;
  readonly found: VerificationView | undefined;
  readonly isUnreadable: boolean;
}

/** Draws the page of a verification; the look is the portal's. */
export type VerifyPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  view: VerifyPageView,
) => Promise<FastifyReply>;

const LARGEST_CREDENTIAL = 262_144;
const JWT = 'application/vc+jwt';
const JSON_LD = 'application/ld+json';

/** Credentials and status lists at their addresses, and the verification of any. */
export function registerCredentialRoutes(fastify: FastifyInstance, ctx: Context, page: VerifyPage): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const about = (zh: string, en: string) =>
    ({ config: { access: 'public', summary: { 'zh-CN': zh, en } } }) as const;

  app.get(
    '/credentials/:id',
    {
      ...about(
        '一份凭证：签名原件（vc+jwt）、JSON，浏览器看到查验结果',
        'A credential: as signed (vc+jwt), as JSON, or as a page of what was found about it',
      ),
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const stored = await storedCredential(ctx.database, request.params.id);
      if (stored === undefined || !(await isReadable(ctx, request, stored)))
        return sendProblem(reply, NO_STATEMENT);
      const { secured } = stored;
      reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language');
      if (prefersPage(request)) {
        return await page(request, reply, {
          text: secured,
          found: await verifyAny(ctx, secured),
          isUnreadable: false,
        });
      }
      const wantsJson = /application\/(vc\+)?(ld\+)?json|application\/vc\s*(,|;|$)/.test(
        request.headers.accept ?? '',
      );
      if (!wantsJson || request.headers.accept?.includes(JWT)) return reply.type(JWT).send(secured);
      const payload = Buffer.from(secured.split('.')[1]!, 'base64url').toString('utf8');
      return reply.type('application/json; charset=utf-8').send(payload);
    },
  );

  app.get(
    '/credentials/:id/receipt',
    {
      ...about(
        '凭证的日志回执，带盐和条目，不联网也能核对',
        'A credential’s receipt of the log with salt and leaf, to be checked offline',
      ),
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const stored = await storedCredential(ctx.database, request.params.id);
      if (stored === undefined || !(await isReadable(ctx, request, stored)))
        return sendProblem(reply, NO_STATEMENT);
      const logged = await loggedLeaf(ctx, stored.publicId, 0);
      if (logged?.salt === undefined) return sendProblem(reply, NOT_LOGGED_YET);
      reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
      return reply
        .header('content-disposition', `inline; filename="${stored.publicId}.tlog-proof"`)
        .send(openReceipt(logged.receipt, logged.leaf, logged.salt));
    },
  );

  app.get(
    '/credentials/:id/parallel',
    {
      ...about(
        '凭证和它的国密并行签名，一个文件（本系统自己的格式）',
        'A credential with the SM2 signature beside it in one file (a format of our own)',
      ),
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const stored = await storedCredential(ctx.database, request.params.id);
      if (stored === undefined || !(await isReadable(ctx, request, stored)))
        return sendProblem(reply, NO_STATEMENT);
      const proof = await parallelProof(ctx.database, stored.publicId);
      if (proof === undefined) return sendProblem(reply, NO_PARALLEL);
      reply.header('cache-control', 'no-store');
      return reply.send({
        ...{ format: PARALLEL_FORMAT, credential: stored.secured },
        proofs: [JSON.parse(proof)],
      });
    },
  );

  app.get(
    '/status-lists/:id/:purpose',
    {
      ...about('状态列表（签名的凭证）：撤销或暂停', 'A status list, signed: revocation or suspension'),
      schema: {
        params: Type.Object({
          id: Type.String({ maxLength: 60 }),
          purpose: Type.String({ maxLength: 20 }),
        }),
      },
    },
    async (request, reply) => {
      const { id, purpose } = request.params;
      const isPurpose = purpose === 'revocation' || purpose === 'suspension';
      const list = isPurpose ? await securedList(ctx.database, id, purpose) : undefined;
      if (list === undefined) return sendProblem(reply, NO_STATEMENT);
      const tag = `"${list.revision}"`;
      reply.header('etag', tag).header('cache-control', 'public, max-age=60');
      if (request.headers['if-none-match'] === tag) return reply.code(304).send();
      return reply.type(JWT).send(list.secured);
    },
  );

  app.get(
    '/trust-bundle.json',
    about(
      '离线查验所需的全部资料：公钥、状态列表、日志',
      'All that verification offline needs: keys, status lists, log',
    ),
    async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=60').send(await trustBundle(ctx)),
  );

  app.get('/verify', about('查验任何凭证', 'Verify any credential'), (request, reply) =>
    page(request, reply, { text: '', found: undefined, isUnreadable: false }),
  );

  fastify.register(async scope => {
    // JSON too is taken as it came: what a parser makes of it no longer shows names that stand twice.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/x-www-form-urlencoded', JWT, 'application/vc', JSON_LD, 'application/json', 'text/plain'],
      { parseAs: 'string', bodyLimit: LARGEST_CREDENTIAL },
      (_request, body, done) => done(null, body),
    );
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: LARGEST_CREDENTIAL },
      (_request, body, done) => done(null, body),
    );
    scope.post(
      '/verify',
      {
        config: {
          ...{ access: 'public', unscanned: 'a text that is parsed; nothing is kept' },
          summary: {
            'zh-CN': '查验任何凭证：发送原件（vc+jwt 或 JSON）',
            en: 'Verify any credential: send it as it is (vc+jwt or JSON)',
          },
        },
        bodyLimit: LARGEST_CREDENTIAL,
      },
      async (request, reply) => {
        const text = await sentText(request);
        // Forms write every line's end with a carriage return.
        const { before, receipt } = splitReceipt(text.replaceAll('\r\n', '\n'));
        const input = readPasted(await ownAddress(ctx, request, before));
        const found = input === undefined ? undefined : await verifyAny(ctx, input, receipt);
        reply.header('cache-control', 'no-store');
        if (prefersPage(request))
          return await page(request, reply, { text, found, isUnreadable: input === undefined });
        if (found !== undefined) return reply.send(found);
        return sendProblem(reply, {
          ...{ status: 400, code: 'notACredential' },
          title: { 'zh-CN': '没有收到可读的凭证', en: 'Nothing that can be read as a credential was sent' },
        });
      },
    );
  });
}

const NOT_LOGGED_YET = {
  ...{ status: 404, code: 'notLoggedYet' },
  title: { 'zh-CN': '回执还没有', en: 'There is no receipt yet' },
  detail: {
    'zh-CN': '签发后几秒钟内进入公开日志，请稍后再取。',
    en: 'A credential enters the public log within seconds of its issue: ask again.',
  },
} as const;

const NO_PARALLEL = {
  ...{ status: 404, code: 'noParallel' },
  title: { 'zh-CN': '这份凭证没有并行签名', en: 'There is no parallel signature beside this credential' },
  detail: {
    'zh-CN': '签发方签发时没有国密密钥。',
    en: 'Its issuer had no SM2 key when it was issued.',
  },
} as const;

/** Who may read the statement may read its credential; one that a client had signed is its holder's to show. */
async function isReadable(
  ctx: Context,
  request: FastifyRequest,
  { statement }: StoredCredential,
): Promise<boolean> {
  if (statement === null) return true;
  const today = localDateOf(ctx.clock.now());
  return (await readStatement(ctx.database, request.caller, statement, today)) !== undefined;
}

/** A field of a form, a file that somebody chose, or the body as it is. */
async function sentText({ body, headers }: FastifyRequest): Promise<string> {
  if (Buffer.isBuffer(body)) return await textOfForm(body, String(headers['content-type']));
  if (typeof body !== 'string') return '';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? (new URLSearchParams(body).get('credential') ?? '') : body;
}

/** What was pasted, and behind it what files hold: a credential and its receipt may come as two. */
async function textOfForm(body: Buffer, type: string): Promise<string> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const parts = await Promise.all(
      [form.get('credential'), ...form.getAll('file')].map(part =>
        part instanceof Blob ? part.text() : (part ?? ''),
      ),
    );
    const filled = parts.map(part => part.trim()).filter(part => part !== '');
    // A receipt belongs behind what it proves, in whatever order the files were chosen.
    return filled.sort((one, other) => Number(isReceipt(one)) - Number(isReceipt(other))).join('\n\n');
  } catch {
    return '';
  }
}

function isReceipt(text: string): boolean {
  return text.startsWith('c2sp.org/tlog-proof@v1');
}

/** Somebody may paste the address of a credential of ours instead; other addresses are not fetched. */
async function ownAddress(ctx: Context, request: FastifyRequest, text: string): Promise<string> {
  const match = /^(?:https?:\/\/[^\s/]+)?\/(?:credentials|certificates)\/([\w-]{1,60})(?:[?#]\S*)?$/.exec(
    text.trim(),
  );
  if (match === null) return text;
  const stored = await storedCredential(ctx.database, match[1]!);
  return stored !== undefined && (await isReadable(ctx, request, stored)) ? stored.secured : text;
}
