import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Problem, sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import type { BlobStore } from '../../../kernel/files/blob-store.ts';
import { readerOf } from '../read/reader.ts';
import { depositEvidence, LARGEST_EVIDENCE } from './deposit-evidence.ts';
import { readableFile } from './evidence-store.ts';
import { asAttachment } from './file-name.ts';
import { EVIDENCE_TYPES } from './media-type.ts';

const TYPES = [...Object.keys(EVIDENCE_TYPES), 'application/octet-stream'];

/** Files that bear statements and applications out: handing in and fetching. */
export function registerEvidenceRoutes(fastify: FastifyInstance, ctx: Context, blobs: BlobStore): void {
  fastify.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      TYPES,
      { parseAs: 'buffer', bodyLimit: LARGEST_EVIDENCE },
      (_request, body, done) => done(null, body),
    );
    registerDeposit(scope, ctx, blobs);
  });
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/evidence/:digest',
    {
      config: {
        access: 'statement.read',
        summary: { 'zh-CN': '取一份证据文件（下载）', en: 'Fetch a file of evidence (as a download)' },
      },
      schema: { params: Type.Object({ digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) },
    },
    async (request, reply) => {
      const { digest } = request.params;
      const reader = await readerOf(ctx.database, request.caller);
      const file = await readableFile(ctx.database, reader, digest, localDateOf(ctx.clock.now()));
      const bytes = file && (await blobs.get(digest));
      if (file === undefined || bytes === undefined) return sendProblem(reply, NO_EVIDENCE);
      return sendEvidence(reply, file, bytes);
    },
  );
}

function registerDeposit(scope: FastifyInstance, ctx: Context, blobs: BlobStore): void {
  scope.withTypeProvider<TypeBoxProvider>().post(
    '/evidence',
    {
      bodyLimit: LARGEST_EVIDENCE,
      config: {
        access: 'signedIn',
        summary: {
          'zh-CN': '提交一份证据文件（PDF、PNG、JPEG、WebP、XLSX、DOCX，20 MiB 以内），正文就是文件本身',
          en: 'Hand in a file of evidence (PDF, PNG, JPEG, WebP, XLSX, DOCX, up to 20 MiB): the body is the file',
        },
      },
      schema: {
        consumes: TYPES,
        querystring: Type.Object({
          name: Type.Optional(Type.String({ maxLength: 400, title: '文件名', 'x-en': 'name' })),
          party: Type.Optional(Type.String({ maxLength: 60, title: '提交方', 'x-en': 'party' })),
        }),
      },
    },
    async (request, reply) => {
      const { name = 'file', party: wanted } = request.query;
      const party = partyOf(request.caller, wanted);
      if (party === undefined) return sendProblem(reply, NOT_YOUR_PARTY);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const by = { party, actor: actorOf(request.caller), name };
      const deposited = await depositEvidence(ctx, blobs, bytes, by);
      if (!deposited.ok) return sendProblem(reply, REFUSALS[deposited.code]);
      return reply.code(deposited.repeated ? 200 : 201).send(deposited.file);
    },
  );
}

/** A file as a download that no browser runs: typed by its content, not sniffed, not shown, no scripts. */
export function sendEvidence(
  reply: FastifyReply,
  file: { readonly mediaType: string; readonly name: string; readonly digest: string },
  bytes: Buffer,
): FastifyReply {
  return reply
    .headers({
      'content-type': file.mediaType,
      'content-disposition': asAttachment(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      etag: `"${file.digest}"`,
    })
    .send(bytes);
}

/** For which of its parties a person hands something in: the one that is named, or the only one. */
function partyOf(caller: Caller, wanted: string | undefined): number | undefined {
  if (caller.kind !== 'person') return undefined;
  const parties = new Map(caller.memberships.map(({ party, partyPublicId }) => [partyPublicId, party]));
  if (wanted !== undefined) return parties.get(wanted);
  return parties.size === 1 ? [...parties.values()][0] : undefined;
}

const NO_EVIDENCE: Problem = {
  status: 404,
  code: 'evidenceUnknown',
  title: { 'zh-CN': '没有这份文件', en: 'There is no such file' },
};
const NOT_YOUR_PARTY: Problem = {
  status: 403,
  code: 'notYourParty',
  title: {
    'zh-CN': '请写明是您任职的哪个主体提交的',
    en: 'Say which of the parties at which you hold office hands it in',
  },
};
const REFUSALS: Readonly<Record<'empty' | 'typeNotTaken', Problem>> = {
  empty: {
    status: 422,
    code: 'evidenceEmpty',
    title: { 'zh-CN': '文件是空的', en: 'The file is empty' },
  },
  typeNotTaken: {
    status: 415,
    code: 'evidenceTypeNotTaken',
    title: {
      'zh-CN': '这种文件不收。请提交 PDF、PNG、JPEG、WebP，或不带宏的 XLSX、DOCX',
      en: 'This kind of file is not taken. Hand in PDF, PNG, JPEG, WebP, or XLSX and DOCX without macros',
    },
  },
};
