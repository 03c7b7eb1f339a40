import { STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import { isLocalDate } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { pageToken, readPageToken } from '../../../kernel/keyset.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { PAGE_WRONG, refuse } from '../answers.ts';
import { statementProblem } from '../problem.ts';
import { partyOfCode } from '../read/reference-views.ts';
import { endMandate } from './end-mandate.ts';
import { type Granted, grantMandate } from './grant-mandate.ts';
import type { MandateGrant } from './mandate.ts';
import { type ListedMandate, listMandates } from './mandate-list-views.ts';

const day = (title: string, en: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date', title, 'x-en': en });
const text = (title: string, en: string, maxLength = 500) =>
  Type.String({ minLength: 1, maxLength, title, 'x-en': en });
const scheme = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,79}$', title: '制度', 'x-en': 'scheme' });
const kind = Type.Enum([...STATEMENT_KINDS], { title: '声明类别', 'x-en': 'kind of statement' });

/** 授予职权 as it is sent. Mandates that the law gives to a kind of party come with the software, not from here. */
export const MandateBody = Type.Object(
  {
    request: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._:-]{8,80}$' })),
    holder: text('持有方', 'holder', 60),
    kind,
    scheme: Type.Optional(scheme),
    area: Type.Optional(Type.String({ pattern: '^(\\d{2}){1,3}$', title: '行政区划', 'x-en': 'area' })),
    about: Type.Optional(Type.Enum(['anyone', 'itself'], { title: '对象', 'x-en': 'about whom' })),
    validFrom: day('自', 'from'),
    validTo: Type.Optional(day('至', 'to')),
    legalBasis: text('法律依据', 'legal basis'),
    source: Type.Optional(text('来源', 'source')),
    needsSecondPerson: Type.Optional(Type.Boolean({ title: '两人办理', 'x-en': 'needs a second person' })),
  },
  { additionalProperties: false },
);

/** Mandates: who may say what. Everybody may know; granting and ending them is a power. */
export function registerMandateRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/mandates',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '职权：谁可以就什么作出声明，依据是什么',
          en: 'Mandates: who may say what, on which legal basis',
        },
      },
      schema: {
        querystring: Type.Object({
          holder: Type.Optional(text('持有方', 'holder', 60)),
          kind: Type.Optional(kind),
          scheme: Type.Optional(scheme),
          on: Type.Optional(day('某日有效', 'in force on')),
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { holder: code, after, limit = 50, kind: wanted, scheme: under, on } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, PAGE_WRONG);
      if (on !== undefined && !isLocalDate(on)) {
        return refuse(reply, [statementProblem('/query/on', 'dateUnknown')]);
      }
      const holder = code === undefined ? undefined : await partyOfCode(ctx.database, code);
      if (code !== undefined && holder === undefined) {
        return refuse(reply, [statementProblem('/query/holder', 'holderUnknown')]);
      }
      const filter = {
        ...(holder === undefined ? {} : { holder: holder.id }),
        ...(wanted === undefined ? {} : { kind: wanted }),
        ...(under === undefined ? {} : { scheme: under }),
        ...(on === undefined ? {} : { on }),
      };
      const page = { limit: limit + 1, ...(end === undefined ? {} : { before: end.id }) };
      const rows = await listMandates(ctx.database, filter, page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return reply.header('cache-control', 'no-store').send({
        items: shown.map(told),
        next: last === undefined ? null : pageToken({ value: last.id, id: last.id }),
      });
    },
  );

  app.post(
    '/mandates',
    {
      config: {
        access: 'mandate.grant',
        summary: { 'zh-CN': '授予职权', en: 'Grant a mandate' },
      },
      schema: { body: MandateBody },
    },
    async (request, reply) => {
      const { holder: code, about = 'anyone', ...rest } = request.body;
      const granted = await inTransaction(ctx, async (tx): Promise<Granted> => {
        const holder = await partyOfCode(tx, code);
        if (holder === undefined)
          return { ok: false, problems: [statementProblem('/holder', 'holderUnknown')] };
        const actor = actorOf(request.caller);
        return await grantMandate(ctx, tx, { ...rest, about, actor, holder: holder.id } as MandateGrant);
      });
      if (!granted.ok) return refuse(reply, granted.problems);
      return reply.code(granted.repeated ? 200 : 201).send({ id: granted.publicId });
    },
  );

  app.post(
    '/mandates/:id/end',
    {
      config: {
        access: 'mandate.grant',
        summary: { 'zh-CN': '自某日起终止职权', en: 'End a mandate from a day on' },
      },
      schema: {
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        body: Type.Object(
          {
            from: day('自', 'from'),
            reason: text('理由', 'reason', 2_000),
            legalBasis: text('法律依据', 'legal basis'),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const ending = { ...request.body, actor: actorOf(request.caller), mandate: request.params.id };
      const ended = await inTransaction(ctx, tx => endMandate(ctx, tx, ending));
      return ended.ok ? reply.code(204).send() : refuse(reply, ended.problems);
    },
  );
}

function told({
  id: _id,
  publicId,
  holderId,
  holderName,
  holderNameEn,
  grantedAt,
  ...mandate
}: ListedMandate) {
  return {
    id: publicId,
    holder:
      holderId === null
        ? null
        : { id: holderId, name: holderName, ...(holderNameEn === null ? {} : { nameEn: holderNameEn }) },
    ...mandate,
    grantedAt: grantedAt.toISOString(),
  };
}
