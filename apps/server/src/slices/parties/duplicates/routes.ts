import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { pageToken, readPageToken } from '../../../kernel/keyset.ts';
import {
  CHANGE_REFUSALS,
  NO_PARTY,
  pageWrong,
  refuseRegistration,
  seenVersion,
} from '../register/answers.ts';
import type { PairedParty } from './duplicate-views.ts';
import { type DuplicatePair, duplicatesOf, findDuplicates } from './find-duplicates.ts';
import { type MergeFollower, mergeParties } from './merge-parties.ts';

/** Parties that may be one, and merging them. */
export function registerDuplicateRoutes(
  fastify: FastifyInstance,
  ctx: Context,
  followers: readonly MergeFollower[],
): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/parties/duplicates',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '可能重复登记的主体，带相似度和理由；可只问一个主体',
          en: 'Parties that may be one, with a score and reasons; of one party if asked',
        },
      },
      schema: {
        querystring: Type.Object({
          of: Type.Optional(Type.String({ maxLength: 60 })),
          after: Type.Optional(Type.String({ maxLength: 900 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { of, after, limit = 50 } = request.query;
      const ways = waysOfCaller(request.caller, 'party.read');
      reply.header('cache-control', 'no-store');
      if (of !== undefined) {
        const pairs = await duplicatesOf(ctx.database, ways, of);
        if (pairs === undefined) return sendProblem(reply, NO_PARTY);
        return reply.send({ items: pairs.map(pairAnswer), next: null });
      }
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && typeof end?.value !== 'string') return sendProblem(reply, pageWrong());
      const found = await findDuplicates(ctx.database, ways, { after: String(end?.value ?? ''), limit });
      return reply.send({
        items: found.pairs.map(pairAnswer),
        next: found.next === undefined ? null : pageToken({ value: found.next, id: 0 }),
      });
    },
  );

  app.post(
    '/parties/:id/merge',
    {
      config: {
        access: 'party.merge',
        summary: {
          'zh-CN': '把一个主体并入另一个（带 If-Match 版本号）；历史保留，旧编号继续可用',
          en: 'Merge a party into another (with its version in If-Match); history stays, the old id leads on',
        },
      },
      schema: {
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        body: Type.Object(
          {
            into: Type.String({ maxLength: 60 }),
            reason: Type.String({ minLength: 1, maxLength: 300 }),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const seen = seenVersion(request.headers['if-match']);
      if (typeof seen !== 'number') return sendProblem(reply, seen);
      const by = { actor: actorOf(request.caller), ways: waysOfCaller(request.caller, 'party.merge') };
      const wish = { from: request.params.id, seen, ...request.body };
      const merged = await mergeParties(ctx, by, wish, followers);
      switch (merged.outcome) {
        case 'merged':
        case 'repeated':
          return reply.header('location', `/parties/${merged.into}`).send({ id: merged.into });
        case 'refused':
          return refuseRegistration(reply, merged.problems);
        case 'unknown':
        case 'outOfReach':
        case 'stale':
          return sendProblem(reply, CHANGE_REFUSALS[merged.outcome]);
      }
    },
  );
}

function pairAnswer({ one, other, score, reasons }: DuplicatePair): object {
  return { score, reasons, one: partyOfPair(one), other: partyOfPair(other) };
}

function partyOfPair({ publicId, version, kind, nameZh, uscc, division, phone }: PairedParty): object {
  return { id: publicId, version, kind, name: { 'zh-CN': nameZh }, uscc, division, phone };
}
