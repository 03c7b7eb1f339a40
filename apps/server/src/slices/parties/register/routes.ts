import { PARTY_KINDS } from '@pinxin/contract/parties';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { MOST_COUNTED } from '../../../kernel/db/keyset-page.ts';
import { listAnswer, readPageToken } from '../../../kernel/keyset.ts';
import { publicName } from '../redaction.ts';
import { CHANGE_REFUSALS, NO_PARTY, pageWrong, refuseRegistration, seenVersion } from './answers.ts';
import { changeParty } from './change-party.ts';
import { exportColumns, exportRows } from './export-parties.ts';
import { historyAnswer, partyAnswer } from './party-answer.ts';
import { NewParty, PartyChange } from './party-bodies.ts';
import {
  countParties,
  findParty,
  type ListedParty,
  listParties,
  PARTY_SORTS,
  type PartyFilter,
  versionsOf,
} from './party-views.ts';
import { registerParty } from './register-party.ts';

const KINDS = Type.Enum([...PARTY_KINDS]);

/** What a list of parties may be asked by; export takes the same. */
const PartyListQuery = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  kind: Type.Optional(Type.Union([KINDS, Type.Array(KINDS, { maxItems: PARTY_KINDS.length })])),
  division: Type.Optional(Type.String({ pattern: '^(\\d{2}){1,3}$' })),
  demo: Type.Optional(Type.Boolean()),
  merged: Type.Optional(Type.Boolean()),
  sort: Type.Optional(Type.Enum([...PARTY_SORTS])),
  lang: Type.Optional(Type.String({ maxLength: 20 })),
};

const Id = Type.Object({ id: Type.String({ maxLength: 100 }) });

/** The register of parties: list, one party, new, changed, history. */
export function registerRegisterRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/parties',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '主体名录：筛选、排序、翻页',
          en: 'The register of parties: filter, sort, page',
        },
      },
      schema: {
        querystring: Type.Object({
          ...PartyListQuery,
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { after, limit = 50, sort = 'name' } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, pageWrong());
      const ways = waysOfCaller(request.caller, 'party.read');
      const filter = partyFilter(request.query);
      const page = await listParties(ctx.database, ways, filter, { sort, after: end, limit });
      const total = await countParties(ctx.database, ways, filter);
      return reply
        .header('cache-control', 'no-store')
        .send(listAnswer(page.rows.map(partyAnswer), page.end, total, MOST_COUNTED));
    },
  );

  for (const format of SHEET_FORMATS) {
    app.get(
      `/parties.${format}`,
      {
        config: {
          access: 'party.read',
          summary: { 'zh-CN': `导出筛选后的主体名录（${format}）`, en: `The filtered register as ${format}` },
        },
        schema: { querystring: Type.Object(PartyListQuery) },
      },
      async (request, reply) => {
        const ways = waysOfCaller(request.caller, 'party.read');
        const { sort = 'name' } = request.query;
        const { language } = request;
        const rows = exportRows(ctx.database, ways, partyFilter(request.query), sort, language);
        return sendSheet(reply, format, 'parties', exportColumns(language), rows);
      },
    );
  }

  app.post(
    '/parties',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '登记一个新主体', en: 'Register a new party' },
      },
      schema: { body: NewParty },
    },
    async (request, reply) => {
      const by = { actor: actorOf(request.caller), ways: waysOfCaller(request.caller, 'party.write') };
      const registered = await registerParty(ctx, by, request.body);
      if (registered.outcome === 'refused') return refuseRegistration(reply, registered.problems);
      const { publicId, version } = registered.party;
      return reply
        .code(registered.outcome === 'registered' ? 201 : 200)
        .header('location', `/parties/${publicId}`)
        .header('etag', `"${version}"`)
        .send({ id: publicId, version });
    },
  );

  app.get(
    '/parties/:id',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '一个主体：公众看公开信息，有权的人看全部',
          en: 'A party: its public face, or all of it for who may read it',
        },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const asked = await findParty(ctx.database, request.params.id);
      const party = asked?.mergedIntoId == null ? asked : await findParty(ctx.database, asked.mergedIntoId);
      if (party === undefined) return sendProblem(reply, NO_PARTY);
      if (party !== asked) reply.header('content-location', `/parties/${party.publicId}`);
      const ways = waysOfCaller(request.caller, 'party.read');
      if (!mayTouch(ways, { party: party.id, division: party.division })) return sendPublicFace(reply, party);
      return reply
        .header('cache-control', 'no-store')
        .header('etag', `"${party.version}"`)
        .send(partyAnswer(party));
    },
  );

  app.patch(
    '/parties/:id',
    {
      config: {
        access: 'party.write',
        summary: {
          'zh-CN': '变更一个主体的信息（带 If-Match 版本号）',
          en: 'Change facts of a party (with its version in If-Match)',
        },
      },
      schema: { params: Id, body: PartyChange },
    },
    async (request, reply) => {
      const seen = seenVersion(request.headers['if-match']);
      if (typeof seen !== 'number') return sendProblem(reply, seen);
      const by = { actor: actorOf(request.caller), ways: waysOfCaller(request.caller, 'party.write') };
      const changed = await changeParty(ctx, by, { publicId: request.params.id, seen }, request.body);
      switch (changed.outcome) {
        case 'changed':
        case 'same':
          return reply
            .header('etag', `"${changed.version}"`)
            .send({ id: request.params.id, version: changed.version });
        case 'refused':
          return refuseRegistration(reply, changed.problems);
        case 'stale':
          return sendProblem(reply.header('etag', `"${changed.version}"`), CHANGE_REFUSALS.stale);
        case 'unknown':
        case 'outOfReach':
        case 'merged':
          return sendProblem(reply, CHANGE_REFUSALS[changed.outcome]);
      }
    },
  );

  app.get(
    '/parties/:id/history',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '一个主体信息的全部变更：谁、何时、改了什么',
          en: 'All changes of a party: who, when, what',
        },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const party = await findParty(ctx.database, request.params.id);
      const ways = waysOfCaller(request.caller, 'party.read');
      if (party === undefined || !mayTouch(ways, { party: party.id, division: party.division }))
        return sendProblem(reply, NO_PARTY);
      const items = historyAnswer(await versionsOf(ctx.database, party.id));
      return reply.header('cache-control', 'no-store').send({ id: party.publicId, items });
    },
  );
}

/** The filter that a query string names. */
function partyFilter(query: {
  readonly q?: string;
  readonly kind?: string | readonly string[];
  readonly division?: string;
  readonly demo?: boolean;
  readonly merged?: boolean;
}): PartyFilter {
  const { q, kind, division, demo, merged } = query;
  // 640000 and 640500 name a region and a city: all that lies in them.
  return {
    q,
    kinds: kind === undefined ? [] : [kind].flat(),
    division: division?.replace(/(00)+$/, ''),
    demo,
    merged,
  };
}

function sendPublicFace(reply: FastifyReply, party: ListedParty): FastifyReply {
  const { publicId, kind, nameZh, nameEn, uscc, pgln, division, demo } = party;
  const masked = publicName(kind, nameZh);
  return reply.send({
    id: publicId,
    publicId,
    kind,
    pgln,
    division,
    demo,
    name: { 'zh-CN': masked, ...(nameEn !== null && masked === nameZh ? { en: nameEn } : {}) },
    ...(masked === nameZh ? { uscc } : {}),
  });
}
