import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type Caller, waysOfCaller } from '../../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { type Sentence, sendProblem } from '../../../../http/problem.ts';
import { mayTouch } from '../../../../kernel/authority.ts';
import type { Context } from '../../../../kernel/context.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import { refuse } from '../../answers.ts';
import { actingParty } from '../../caller-party.ts';
import { confirmKeyAct, declineKeyAct, type KeyProblemCode, proposeKeyAct } from './confirm-key-act.ts';
import { issuerDocument } from './issuer-document.ts';
import { KEY_ACTS } from './key-act.ts';
import { waitingKeyProposals } from './key-proposal-store.ts';
import { keyRows } from './key-store.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

const SENTENCES: Readonly<Record<KeyProblemCode, Sentence>> = {
  keyThere: {
    'zh-CN': '已有可用的密钥；要换新的，请选择“轮换”',
    en: 'There is a key in use: to replace it, rotate',
  },
  keyNotThere: { 'zh-CN': '没有可用的密钥；请先生成', en: 'There is no key in use: create one first' },
  proposalUnknown: { 'zh-CN': '没有这项待确认的操作', en: 'There is no such proposal' },
  proposalEnded: {
    'zh-CN': '这项操作已经确认、退回或过期',
    en: 'This proposal was confirmed, declined, or has expired',
  },
  samePerson: {
    'zh-CN': '确认的人不能是提出的人',
    en: 'The one who confirms must be another one than the one who proposed',
  },
  notYourParty: { 'zh-CN': '您不能以这个主体的名义办理', en: 'You cannot act in the name of this party' },
};

function refuseKey(reply: FastifyReply, code: KeyProblemCode): FastifyReply {
  const status =
    code === 'proposalUnknown' ? 404 : code === 'notYourParty' || code === 'samePerson' ? 403 : 409;
  return sendProblem(reply, { status, code, title: SENTENCES[code] });
}

function mayManage(caller: Caller) {
  const ways = waysOfCaller(caller, 'key.manage');
  return (party: { readonly party: number; readonly division: string | null }) => mayTouch(ways, party);
}

/** Keys of issuers: who signs with what, and what two persons do to keys. DID documents at the paths of `did:web`. */
export function registerKeyRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/parties/:id/did.json',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '签发方的 DID 文件：它现有和用过的全部公钥',
          en: "An issuer's DID document: every public key it has and had",
        },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const document = await issuerDocument(ctx.database, { party: request.params.id });
      if (document === undefined) {
        return sendProblem(reply, {
          ...{ status: 404, code: 'issuerUnknown' },
          title: { 'zh-CN': '这个主体还没有签发过', en: 'This party has signed nothing yet' },
        });
      }
      reply.header('cache-control', 'public, max-age=60').type('application/did+json; charset=utf-8');
      return reply.send(JSON.stringify(document));
    },
  );

  app.get(
    '/issuer-keys',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '全部签名密钥：归谁、何时起止',
          en: 'All signing keys: whose, from when until when',
        },
      },
      schema: { querystring: Type.Object({ party: Type.Optional(Type.String({ maxLength: 60 })) }) },
    },
    async (request, reply) => {
      const { party } = request.query;
      const rows = await keyRows(ctx.database, party === undefined ? {} : { party });
      const items = rows.map(({ partyName, party: id, statusProfile, ...key }) => ({
        ...key,
        statusProfile: statusProfile ?? ctx.statusProfile ?? 'w3c',
        party: { id, name: partyName },
        activeFrom: key.activeFrom.toISOString(),
        endedAt: key.endedAt?.toISOString() ?? null,
      }));
      return reply.header('cache-control', 'no-store').send({ items });
    },
  );

  app.post(
    '/issuer-keys/proposals',
    {
      config: {
        access: 'key.manage',
        summary: {
          'zh-CN': '提出生成、轮换、停用或挂失签名密钥，或改变凭证状态的写法，由另一人确认',
          en: 'Propose to create, rotate, retire or report lost a signing key, or another form of the status in credentials, for another person to confirm',
        },
      },
      schema: {
        body: Type.Object(
          {
            act: Type.Enum([...KEY_ACTS]),
            kind: Type.Optional(Type.Enum(['P-256', 'Ed25519', 'SM2'])),
            party: Type.Optional(Type.String({ maxLength: 60 })),
            reason: Type.String({ minLength: 1, maxLength: 500 }),
            request: Type.String({ minLength: 8, maxLength: 100 }),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { party: code, ...body } = request.body;
      const outcome = await inTransaction(ctx, async tx => {
        const acting = await actingParty(tx, request.caller, 'key.manage', code);
        if ('problem' in acting) return acting;
        return await proposeKeyAct(ctx, tx, {
          ...body,
          actor: actorOf(request.caller),
          party: acting.party.id,
        });
      });
      if ('problem' in outcome) return refuse(reply, [outcome.problem]);
      return reply.code(202).send({ proposal: outcome.publicId, expiresAt: outcome.expiresAt.toISOString() });
    },
  );

  app.get(
    '/issuer-keys/proposals',
    {
      config: {
        access: 'key.manage',
        summary: {
          'zh-CN': '本单位对签名密钥的提议，等待第二人确认',
          en: "What was proposed for your party's keys and waits for a second person",
        },
      },
    },
    async (request, reply) => {
      const ways = waysOfCaller(request.caller, 'key.manage');
      const parties = ways.flatMap(way => (way.reach === 'own' ? [way.party] : []));
      const rows = await waitingKeyProposals(ctx.database, parties, ctx.clock.now());
      const items = rows.map(({ proposedBy, expiresAt, ...row }) => ({
        ...row,
        expiresAt: expiresAt.toISOString(),
        mayConfirm: proposedBy !== actorOf(request.caller),
      }));
      return reply.header('cache-control', 'no-store').send({ items });
    },
  );

  for (const [verb, zh, en] of [
    [
      'confirm',
      '第二人确认对签名密钥的操作，立即生效',
      'Confirm, as the second person, what was proposed for a key',
    ],
    ['decline', '退回对签名密钥的操作', 'Decline what was proposed for a key'],
  ] as const) {
    app.post(
      `/issuer-keys/proposals/:id/${verb}`,
      { config: { access: 'key.manage', summary: { 'zh-CN': zh, en } }, schema: { params: Id } },
      async (request, reply) => {
        const wish = { actor: actorOf(request.caller), proposal: request.params.id };
        const mayAct = mayManage(request.caller);
        const outcome = await inTransaction(ctx, tx =>
          verb === 'confirm' ? confirmKeyAct(ctx, tx, wish, mayAct) : declineKeyAct(tx, wish, mayAct),
        );
        if (!outcome.ok) return refuseKey(reply, outcome.code);
        return reply.send({ key: outcome.key ?? null, repeated: outcome.repeated });
      },
    );
  }
}
