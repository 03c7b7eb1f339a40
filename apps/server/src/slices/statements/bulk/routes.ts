import { STATEMENT_KINDS, type StatementKind } from '@pinxin/contract/statements/kind';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { refuse } from '../answers.ts';
import { actingParty } from '../caller-party.ts';
import { StatementBody } from '../issue/statement-body.ts';
import { BULK_MOVED_ON, bulkAnswer, NO_BULK, NO_SHEET, sheetRefused } from './answers.ts';
import { openBulk, startBulk, stopBulk, takeSheet } from './bulk.ts';
import { type Bulk, findBulk, rowCounts } from './bulk-store.ts';
import { BULK_LIMITS, readRows } from './read-rows.ts';
import { registerReading } from './reading-routes.ts';

const {
  subject: _subject,
  number: _number,
  supersedes: _old,
  evidence: _files,
  request,
  ...COMMON
} = StatementBody.properties;

/** What is said of all rows, and what their subjects are. */
const BulkBody = Type.Object(
  {
    ...COMMON,
    request: Type.String({ ...request }),
    name: Type.String({
      ...{ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]*$' },
      ...{ title: '批次名称', 'x-en': 'name of the batch' },
    }),
    about: Type.Enum(['party', 'place', 'product', 'brand', 'lot'], {
      ...{ title: '每行的对象是', 'x-en': 'each row is about' },
    }),
    content: Type.Optional(COMMON.content),
  },
  { additionalProperties: false },
);

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MEDIA_TYPES = ['text/csv', XLSX, 'application/vnd.ms-excel', 'application/octet-stream'];

/** 批量签发: open, send the sheet, look, start, come back. */
export function registerBulkRoutes(fastify: FastifyInstance, ctx: Context): void {
  registerOpening(fastify, ctx);
  fastify.register(async scope => registerSheet(scope, ctx));
  registerReading(fastify, ctx, {
    kinds: [...STATEMENT_KINDS],
    own: asked => ownBulk(ctx, asked),
    told: bulks => toldBulks(ctx, bulks),
  });
  registerDeciding(fastify, ctx);
}

function registerOpening(fastify: FastifyInstance, ctx: Context): void {
  fastify.withTypeProvider<TypeBoxProvider>().post(
    '/statement-bulks',
    {
      config: {
        access: 'statement.issue',
        summary: {
          'zh-CN': '批量签发：新建批次，写明各行共有的内容；随后上传表格',
          en: 'Issue many: open a batch with what is said of all; its sheet follows',
        },
      },
      schema: { body: BulkBody },
    },
    async (asked, reply) => {
      const { request: own, name, about, issuer, ...wish } = asked.body;
      const opened = await inTransaction(ctx, async tx => {
        const acting = await actingParty(tx, asked.caller, 'statement.issue', issuer);
        if ('problem' in acting) return acting;
        const given = {
          issuer: acting.party.id,
          request: own,
          name,
          about,
          wish,
          madeBy: actorOf(asked.caller),
        };
        return await openBulk(ctx, tx, given);
      });
      if ('problem' in opened) return refuse(reply, [opened.problem]);
      return reply
        .code(opened.repeated ? 200 : 201)
        .header('location', `/statement-bulks/${opened.publicId}`)
        .send({ id: opened.publicId });
    },
  );
}

function registerSheet(scope: FastifyInstance, ctx: Context): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    MEDIA_TYPES,
    { parseAs: 'buffer', bodyLimit: BULK_LIMITS.bytes },
    (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
  );
  scope.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return sendProblem(reply, sheetRefused('unpackedTooLarge'));
    throw error;
  });
  scope.withTypeProvider<TypeBoxProvider>().put(
    '/statement-bulks/:id/sheet',
    {
      config: {
        access: 'statement.issue',
        summary: {
          'zh-CN': '上传批次的表格（.xlsx 或 CSV），逐行检查，还不签发',
          en: 'Send the sheet of a batch (.xlsx or CSV): each row is checked, nothing is issued yet',
        },
      },
      schema: { params: Id, consumes: MEDIA_TYPES },
    },
    async (asked, reply) => {
      const bulk = await ownBulk(ctx, asked);
      if (bulk === undefined) return sendProblem(reply, NO_BULK);
      const file = asked.body;
      if (!Buffer.isBuffer(file) || file.length === 0) return sendProblem(reply, NO_SHEET);
      const read = await readRows(bulk.wish.kind as StatementKind, file);
      if (!read.ok) return sendProblem(reply, sheetRefused(read.why));
      const taken = await takeSheet(ctx, bulk, { ...read, actor: actorOf(asked.caller) });
      return taken ? await answer(ctx, reply, bulk.publicId) : sendProblem(reply, BULK_MOVED_ON);
    },
  );
}

function registerDeciding(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.post(
    '/statement-bulks/:id/start',
    {
      config: {
        access: 'statement.issue',
        summary: {
          'zh-CN': '开始签发没有错误的行；在后台进行，可以离开再回来',
          en: 'Start issuing the rows without errors; it goes on in the background, leave and come back',
        },
      },
      schema: { params: Id },
    },
    async (asked, reply) => {
      const bulk = await ownBulk(ctx, asked);
      if (bulk === undefined) return sendProblem(reply, NO_BULK);
      const state = await startBulk(ctx, bulk, actorOf(asked.caller));
      if (state === 'issuing' || state === 'done') return await answer(ctx, reply.code(202), bulk.publicId);
      return sendProblem(reply, bulk.state === 'open' ? NO_SHEET : BULK_MOVED_ON);
    },
  );

  app.post(
    '/statement-bulks/:id/stop',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '停止批次；已签发的不受影响', en: 'Stop a batch; what was issued stays' },
      },
      schema: { params: Id },
    },
    async (asked, reply) => {
      const bulk = await ownBulk(ctx, asked);
      if (bulk === undefined) return sendProblem(reply, NO_BULK);
      const stopped = await stopBulk(ctx, bulk, actorOf(asked.caller));
      if (!stopped && bulk.state !== 'stopped') return sendProblem(reply, BULK_MOVED_ON);
      return await answer(ctx, reply, bulk.publicId);
    },
  );
}

async function answer(ctx: Context, reply: FastifyReply, publicId: string): Promise<FastifyReply> {
  const bulk = (await findBulk(ctx.database, publicId))!;
  return reply.header('cache-control', 'no-store').send((await toldBulks(ctx, [bulk]))[0]);
}

async function toldBulks(ctx: Context, bulks: readonly Bulk[]): Promise<readonly object[]> {
  const ids = bulks.map(({ id }) => id);
  const counts = await rowCounts(ctx.database, ids);
  return bulks.map(bulk => bulkAnswer(bulk, counts.get(bulk.id)!));
}

/** The batch of the address, for those who may issue in its issuer's name. */
async function ownBulk(ctx: Context, asked: FastifyRequest): Promise<Bulk | undefined> {
  const { id } = asked.params as { readonly id: string };
  const bulk = await findBulk(ctx.database, id);
  if (bulk === undefined) return undefined;
  const ways = waysOfCaller(asked.caller, 'statement.issue');
  return mayTouch(ways, { party: bulk.issuer, division: null }) ? bulk : undefined;
}
