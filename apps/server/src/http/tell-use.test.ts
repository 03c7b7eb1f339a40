import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from './app.ts';
import type { PersonCaller } from './caller.ts';
import { sendSheet } from './send-sheet.ts';
import type { SeenUse } from './tell-use.ts';

const PERSON: PersonCaller = {
  ...{ kind: 'person', account: 1, publicId: 'acc_1', name: 'somebody', assurance: 'secondFactor' },
  memberships: [{ party: 1, partyPublicId: 'pty_1', role: 'auditor', division: null }],
};

let app: App;
let seen: SeenUse[];
let now: Date;
beforeEach(async () => {
  seen = [];
  now = new Date('2026-07-18T04:00:00Z');
  app = createApp({
    callerOf: async () => PERSON,
    readiness: async () => ({ database: true, migrated: true }),
    now: () => now,
    publicUrl: undefined,
    logLevel: 'silent',
    tellUse: use => void seen.push(use),
  });
  const { fastify } = app;
  fastify.get('/records', { config: { access: 'party.read' } }, async () => ({ items: [] }));
  fastify.get('/open', { config: { access: 'public' } }, async () => ({ items: [] }));
  fastify.get('/forbidden', { config: { access: 'party.merge' } }, async () => ({}));
  fastify.get('/sheet', { config: { access: 'party.read' } }, (_request, reply) =>
    sendSheet(reply, 'csv', 'parties', [{ title: 'Name' }], blocks()),
  );
  await fastify.ready();
});
afterEach(async () => await app.fastify.close());

async function* blocks() {
  yield [['one'], ['two']];
  yield [['three']];
}
const ask = async (url: string, times = 1, headers: object = { authorization: 'Bearer person' }) => {
  for (let time = 0; time < times; time++) await app.fastify.inject({ url, headers: { ...headers } });
};

test('what people are denied is told five at a time, what they read a hundred at a time', async () => {
  await ask('/forbidden', 11);
  await ask('/records', 99);
  const denied = { kind: 'requests-denied', actor: 'acc_1', count: 5 };
  expect(seen).toEqual([denied, denied]);
  await ask('/records');
  expect(seen.slice(2)).toEqual([{ kind: 'records-read', actor: 'acc_1', count: 100 }]);
});

test('a new hour begins anew, and what is public or asked by strangers is nobody’s', async () => {
  await ask('/forbidden', 4);
  now = new Date('2026-07-18T05:00:00Z');
  await ask('/forbidden', 4);
  await ask('/open', 120);
  await ask('/records', 120, {});
  expect(seen).toEqual([]);
});

test('a sheet that is taken away is told with its rows, whoever breaks it off', async () => {
  await ask('/sheet');
  expect(seen).toEqual([{ kind: 'records-exported', actor: 'acc_1', sheet: 'parties', rows: 3 }]);
});
