import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Problem, sendProblem } from '../../../http/problem.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { placeUriOf } from '../party.ts';
import { refuseRegistration, seenVersion } from '../register/answers.ts';
import { NewPlace, PlaceWish } from './place-bodies.ts';
import { type PlaceVersion, placeByUri, placeVersions } from './place-store.ts';
import { changePlace, type PlaceSaved, registerPlace } from './save-place.ts';

const Uri = Type.Object({
  uri: Type.String({ maxLength: 300 }),
  lang: Type.Optional(Type.String({ maxLength: 20 })),
});

const REFUSALS: Readonly<Record<'unknown' | 'outOfReach' | 'stale', Problem>> = {
  unknown: {
    status: 404,
    code: 'placeUnknown',
    title: { 'zh-CN': '没有登记过这个场所', en: 'This place is not registered' },
  },
  outOfReach: {
    status: 403,
    code: 'placeOutOfReach',
    title: { 'zh-CN': '这个场所不在您的职权范围内', en: 'This place is beyond the reach of your power' },
  },
  stale: {
    status: 412,
    code: 'placeChangedMeanwhile',
    title: {
      'zh-CN': '您看到之后，别人已经变更过这个场所；请重新打开，再改一次',
      en: 'Somebody changed this place after you saw it: open it again, then change it',
    },
  },
};

/** Places that people register and change for a party within reach, and what each was before. */
export function registerOwnPlaceRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/places',
    {
      config: {
        access: 'party.write',
        summary: {
          'zh-CN': '登记一个场所：有 GLN 的带 GLN，没有的带自己生成的 UUID',
          en: 'Register a place, by its GLN or by a UUID of your own making',
        },
      },
      schema: { body: NewPlace },
    },
    async (request, reply) => sendSaved(reply, await registerPlace(ctx, byOf(request), request.body)),
  );

  app.patch(
    '/places',
    {
      config: {
        access: 'party.write',
        summary: {
          'zh-CN': '变更一个场所（带 If-Match 版本号）',
          en: 'Change facts of a place (with its version in If-Match)',
        },
      },
      schema: { querystring: Uri, body: PlaceWish },
    },
    async (request, reply) => {
      const seen = seenVersion(request.headers['if-match']);
      if (typeof seen !== 'number') return sendProblem(reply, seen);
      const place = { uri: request.query.uri, seen };
      return sendSaved(reply, await changePlace(ctx, byOf(request), place, request.body));
    },
  );

  app.get(
    '/places/history',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '一个场所的全部变更：谁、何时、改了什么',
          en: 'All changes of a place: who, when, what',
        },
      },
      schema: { querystring: Uri },
    },
    async (request, reply) => {
      const uri = placeUriOf(request.query.uri) ?? request.query.uri;
      const place = await placeByUri(ctx.database, uri);
      const ways = waysOfCaller(request.caller, 'party.read');
      if (place === undefined || !mayTouch(ways, { party: place.party, division: place.partyDivision }))
        return sendProblem(reply, REFUSALS.unknown);
      const items = historyOf(await placeVersions(ctx.database, place.id));
      return reply.header('cache-control', 'no-store').send({ uri, items });
    },
  );
}

function byOf(request: FastifyRequest) {
  return { actor: actorOf(request.caller), ways: waysOfCaller(request.caller, 'party.write') };
}

function sendSaved(reply: FastifyReply, saved: PlaceSaved): FastifyReply {
  switch (saved.outcome) {
    case 'registered':
    case 'changed':
    case 'same':
      return reply
        .code(saved.outcome === 'registered' ? 201 : 200)
        .header('etag', `"${saved.version}"`)
        .send({ uri: saved.uri, version: saved.version });
    case 'refused':
      return refuseRegistration(reply, saved.problems);
    case 'stale':
      return sendProblem(reply.header('etag', `"${saved.version}"`), REFUSALS.stale);
    case 'unknown':
    case 'outOfReach':
      return sendProblem(reply, REFUSALS[saved.outcome]);
  }
}

const FIELDS = ['party', 'kind', 'nameZh', 'nameEn', 'division', 'parent', 'areaMu'] as const;

/** Each state with what changed in it against the one before. */
function historyOf(versions: readonly PlaceVersion[]): readonly object[] {
  return versions.map(({ at, ...version }, index) => {
    const before = versions[index - 1];
    const changed = before === undefined ? [] : FIELDS.filter(field => before[field] !== version[field]);
    return { ...version, at: at.toISOString(), changed };
  });
}
