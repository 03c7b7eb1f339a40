import type { Role } from '@pinxin/contract/permissions';
import type { ProgrammeBody } from '@pinxin/contract/programme';
import { wordingOf } from '@pinxin/site/wording';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../../../http/app.ts';
import type { CallerOf } from '../../../http/authenticate.ts';
import type { PersonCaller } from '../../../http/caller.ts';
import type { BlobStore } from '../../../kernel/files/blob-store.ts';
import type { TestContext } from '../../../kernel/testing.ts';
import { registerProgrammeRoutes } from '../routes.ts';

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is
  readonly body: any;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A server with programmes. Somebody is `{party}:{role}`, the party by the part of its id behind `pty_`; nobody is `''`. */
export interface ProgrammeApp {
  readonly app: FastifyInstance;
  readonly as: (who: string, method: string, url: string, body?: object, accept?: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** What a test has beside the programmes themselves. */
interface ProgrammeAppOptions {
  /** Where files lie; without one there are none. */
  readonly blobs?: BlobStore;
  /** Further routes. */
  readonly more?: (app: FastifyInstance) => void;
}

const NO_FILES: BlobStore = {
  put: async () => {
    throw new Error('this test keeps no files');
  },
  get: async () => undefined,
};

/** Opens it over a database that has parties. */
export async function programmeApp(
  test: TestContext,
  { blobs = NO_FILES, more = () => {} }: ProgrammeAppOptions = {},
): Promise<ProgrammeApp> {
  const { fastify } = createApp({
    callerOf: (async (secret: string) => await personOf(test, secret)) as unknown as CallerOf,
    ...{ publicUrl: undefined, logLevel: 'silent', now: () => test.clock.now() },
    readiness: async () => ({ database: true, migrated: true }),
  });
  more(fastify);
  registerProgrammeRoutes(fastify, {
    ...{ ctx: test.ctx, divisions: {}, blobs },
    contextOf: request => ({
      ...{ words: wordingOf(request.language), isDemo: true, here: request.url, languageChosen: false },
    }),
  });
  await fastify.ready();
  return {
    app: fastify,
    close: async () => await fastify.close(),
    as: async (who, method, url, body, accept = 'application/json') => {
      const response = await fastify.inject({
        ...{ method: method as 'GET', url },
        headers: { accept, ...(who === '' ? {} : { authorization: `Bearer ${who}` }) },
        ...(body === undefined ? {} : { payload: body }),
      });
      const type = String(response.headers['content-type']);
      const isJson = type.includes('json');
      return {
        status: response.statusCode,
        body: isJson ? response.json() : response.body,
        type,
        bytes: response.rawPayload,
      };
    },
  };
}

async function personOf({ database }: TestContext, who: string): Promise<PersonCaller | undefined> {
  const [name = '', role = ''] = who.split(':');
  const { rows } = await database.pool.query<{ id: number; division: string | null }>(
    'select id, division from party where public_id = $1',
    [`pty_${name}`],
  );
  const [party] = rows;
  if (party === undefined) return undefined;
  return {
    ...{ kind: 'person', account: 1, publicId: `acc_${who}`, name: who, assurance: 'secondFactor' },
    memberships: [
      { party: party.id, partyPublicId: `pty_${name}`, role: role as Role, division: party.division },
    ],
  };
}

/** A small programme: one goal counted, one reported, one task with two authorities. */
export function aProgramme(changes: Partial<ProgrammeBody> = {}): ProgrammeBody {
  return {
    ...{ code: 'brands-2026', name: { 'zh-CN': '品牌方案' }, startsOn: '2026-01-01', endsOn: '2026-12-31' },
    goals: [
      {
        ...{
          number: 'T1',
          name: { 'zh-CN': '绿色食品' },
          unit: '个',
          comparator: '>',
          target: '2',
          deadline: '2026-12-31',
        },
        indicator: { kind: 'countValid', schemes: ['green-food'] },
      },
      {
        ...{ number: 'Q1', name: { 'zh-CN': '认可度提升' }, comparator: '>=', deadline: '2026-12-31' },
        indicator: { kind: 'reported' },
      },
    ],
    tasks: [
      {
        ...{ number: '3.1', title: { 'zh-CN': '推行更高质量标准' }, dueOn: '2026-12-31' },
        lead: [{ named: '省质监局', party: 'pty_centre', since: '2018-11-01', succession: '机构改革' }],
        supporting: [{ named: '县农业局', party: 'pty_county' }, { named: '各有关部门' }],
        deliverables: [{ words: '标准规划' }],
        sources: [
          { words: { 'zh-CN': '绿色食品' }, measure: 'statements', scheme: 'green-food' },
          { words: { 'zh-CN': '召回' }, measure: 'recalls' },
        ],
      },
    ],
    ...changes,
  };
}
