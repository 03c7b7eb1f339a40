import type { LocalText } from '@pinxin/contract/scan';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { publicName } from '../redaction.ts';
import { CHANGE_REFUSALS, NO_PARTY, NO_RELATION, refuseRegistration } from '../register/answers.ts';
import { findParty } from '../register/party-views.ts';
import { endRelation, type Related, relateParties } from './relate-parties.ts';
import { NewRelation, RelationEnd } from './relation-bodies.ts';
import { type ListedRelation, relationsOf } from './relation-store.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 100 }) });

/** How parties stand to one another: members, branches, chains, franchises, successors. */
export function registerRelationRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/parties/:id/relations',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '一个主体与其他主体的关系，可问某一天',
          en: 'How a party stands to others, on a day if asked',
        },
      },
      schema: {
        params: Id,
        querystring: Type.Object({
          on: Type.Optional(
            Type.String({
              pattern:
                '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d)$|^\\d{4}-(0[13-9]|1[0-2])-30$|^\\d{4}-(0[13578]|1[02])-31$',
            }),
          ),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const asked = await findParty(ctx.database, request.params.id);
      const party = asked?.mergedIntoId == null ? asked : await findParty(ctx.database, asked.mergedIntoId);
      if (party === undefined) return sendProblem(reply, NO_PARTY);
      const ways = waysOfCaller(request.caller, 'party.read');
      const isStaff = mayTouch(ways, { party: party.id, division: party.division });
      const rows = await relationsOf(ctx.database, party.id, request.query.on);
      return reply.send({ items: rows.map(row => relationAnswer(row, isStaff)) });
    },
  );

  app.post(
    '/parties/:id/relations',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '登记一个主体与另一个主体的关系', en: 'Record how a party stands to another' },
      },
      schema: { params: Id, body: NewRelation },
    },
    async (request, reply) =>
      sendRelated(reply, await relateParties(ctx, officeOf(request), request.params.id, request.body)),
  );

  app.post(
    '/relations/:id/end',
    {
      config: {
        access: 'party.write',
        summary: {
          'zh-CN': '登记一个关系到哪天为止',
          en: 'Say on which day a relation held for the last time',
        },
      },
      schema: { params: Id, body: RelationEnd },
    },
    async (request, reply) =>
      sendRelated(reply, await endRelation(ctx, officeOf(request), request.params.id, request.body.validTo)),
  );
}

function officeOf(request: FastifyRequest) {
  const ways = waysOfCaller(request.caller, 'party.write');
  return {
    actor: actorOf(request.caller),
    ways: ways.filter(way => way.reach === 'any' || way.reach === 'area'),
  };
}

function sendRelated(reply: FastifyReply, related: Related): FastifyReply {
  switch (related.outcome) {
    case 'recorded':
    case 'repeated':
      return reply.code(related.outcome === 'recorded' ? 201 : 200).send({ id: related.id });
    case 'refused':
      return refuseRegistration(reply, related.problems);
    case 'unknown':
      return sendProblem(reply, NO_RELATION);
    case 'outOfReach':
      return sendProblem(reply, CHANGE_REFUSALS.outOfReach);
  }
}

function relationAnswer(row: ListedRelation, isStaff: boolean): object {
  const name = (kind: string, zh: string, en: string | null): LocalText => {
    const shown = isStaff ? zh : publicName(kind, zh);
    return { 'zh-CN': shown, ...(en !== null && shown === zh ? { en } : {}) };
  };
  return {
    id: row.id,
    kind: row.kind,
    from: { id: row.fromId, name: name(row.fromKind, row.fromZh, row.fromEn) },
    to: { id: row.toId, name: name(row.toKind, row.toZh, row.toEn) },
    validFrom: row.validFrom,
    validTo: row.validTo,
    ...(isStaff
      ? { source: row.source, recordedAt: row.recordedAt.toISOString(), recordedBy: row.recordedBy }
      : {}),
  };
}
