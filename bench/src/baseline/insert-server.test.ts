import { type TestDatabase, testDatabase } from '@pinxin/server/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentBody, singleBody } from '../load/event-bodies.ts';
import { assertStored, storedRows } from '../measures/stored-events.ts';
import { plainServer } from './insert-server.ts';

const DONE = { refused: 0, milliseconds: 1, p50: 1, p99: 1 };

describe('the plain server', () => {
  let database: TestDatabase;
  let server: ReturnType<typeof plainServer>;
  beforeAll(async () => {
    database = await testDatabase();
    server = plainServer(database.pool, 1);
  });
  afterAll(async () => {
    await server.close();
    await database.close();
  });

  const post = (url: string, body: Buffer) =>
    server.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload: body });

  it('stores a document in full before it answers', async () => {
    expect((await post('/capture', documentBody('doc', 0, 5))).statusCode).toBe(202);
    await assertStored(database.pool, 'doc', { ...DONE, acknowledged: 5 });
  });

  it('stores the same rows of an event whether it came alone or in a document', async () => {
    for (const number of [0, 1, 2])
      expect((await post('/events', singleBody('one', number))).statusCode).toBe(201);
    const rows = await storedRows(database.pool, 'one');
    expect(rows.length).toBeGreaterThan(8);
    expect((await database.pool.query('select count(*)::int as n from event_link')).rows[0]).toEqual({
      n: 8,
    });
  });

  it('refuses what the parser refuses and stores nothing of it', async () => {
    const body = Buffer.from(singleBody('bad', 0).toString().replace('+08:00"', '+8"'));
    expect((await post('/events', body)).statusCode).toBe(400);
    await assertStored(database.pool, 'bad', { ...DONE, acknowledged: 0 });
  });
});

describe('the check of what is stored', () => {
  it('finds an acknowledged event that is missing', async () => {
    const database = await testDatabase();
    try {
      await expect(assertStored(database.pool, 'none', { ...DONE, acknowledged: 1 })).rejects.toThrow(
        '1 events',
      );
    } finally {
      await database.close();
    }
  });
});
