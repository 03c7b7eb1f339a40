import { isScope, SCOPES } from '@pinxin/contract/access';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type KnownCaller, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Problem, sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { NO_PARTY } from '../register/answers.ts';
import { listKeys } from './key-views.ts';
import { issueOwnKey, type KeyRefusal, revokeOwnKey } from './manage-keys.ts';

const NewKey = Type.Object(
  {
    party: Type.String({ maxLength: 60 }),
    label: Type.String({ minLength: 1, maxLength: 100 }),
    scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length }),
  },
  { additionalProperties: false },
);

/** 接口密钥: the keys of one's own programs, issued and revoked by whoever manages the party's accounts. */
export function registerKeyRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/keys',
    {
      config: { access: 'account.manage', summary: { 'zh-CN': '接口密钥', en: 'Keys of programs' } },
      schema: {
        querystring: Type.Object({
          party: Type.Optional(Type.String({ maxLength: 60 })),
          all: Type.Optional(Type.Boolean({ title: '包括已作废的', 'x-en': 'those that are revoked too' })),
        }),
      },
    },
    async (request, reply) => {
      const { party, all = false } = request.query;
      const ways = waysOfCaller(request.caller, 'account.manage');
      const rows = await listKeys(ctx.database, ways, { party, all });
      const items = rows.map(({ partyId, partyZh, partyEn, ...key }) => ({
        ...key,
        party: { id: partyId, name: { 'zh-CN': partyZh, ...(partyEn === null ? {} : { en: partyEn }) } },
      }));
      return reply.header('cache-control', 'no-store').send({ items });
    },
  );

  app.post(
    '/keys',
    {
      config: {
        access: 'account.manage',
        summary: { 'zh-CN': '发放接口密钥（只显示一次）', en: 'Issue a key to a program (shown once)' },
      },
      schema: { body: NewKey },
    },
    async (request, reply) => {
      const wish = { ...request.body, scopes: request.body.scopes.filter(isScope) };
      const issued = await issueOwnKey(ctx, request.caller as KnownCaller, wish);
      if (!issued.ok) return sendProblem(reply, REFUSALS[issued.why]);
      return reply.code(201).header('cache-control', 'no-store').send(issued.key);
    },
  );

  app.post(
    '/keys/:id/revocation',
    {
      config: { access: 'account.manage', summary: { 'zh-CN': '作废接口密钥', en: 'Revoke a key' } },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const done = await revokeOwnKey(ctx, request.caller as KnownCaller, request.params.id);
      return done ? reply.code(204).send() : sendProblem(reply, NO_KEY);
    },
  );
}

/** No such key, or not for this asker to know. */
export const NO_KEY: Problem = {
  status: 404,
  code: 'keyUnknown',
  title: { 'zh-CN': '没有这个密钥，或已作废', en: 'There is no such key, or it is revoked' },
};

const REFUSALS: Readonly<Record<KeyRefusal, Problem>> = {
  partyUnknown: NO_PARTY,
  labelTaken: {
    status: 409,
    code: 'keyLabelTaken',
    title: {
      'zh-CN': '已有同名的密钥；请先作废它，或换一个名称',
      en: 'There is a key of this name: revoke it first, or choose another name',
    },
  },
  scopeTooFar: {
    status: 403,
    code: 'scopeTooFar',
    title: {
      'zh-CN': '不能给程序自己没有的权限；请去掉你没有的权限',
      en: 'A program cannot get a power that you have not got yourself: leave it out',
    },
  },
};
