import { type TestDatabase, testDatabase } from '@pinxin/server/kernel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildPairEdgeTable,
  cteClient,
  cteClosure,
  cteCount,
  releaseCteClient,
  sameSet,
} from '../baseline/pair-edge-table.ts';
import { chainWords } from './chain-words.ts';
import { diceOf, shuffledIds } from './dice.ts';
import { loadChain } from './load-chain.ts';
import { naiveAffected } from './naive-walk.ts';
import { pairEdges } from './pair-edges.ts';
import { syntheticChain } from './synthetic-chain.ts';

const chain = syntheticChain(1000);
const expected = Uint32Array.from(naiveAffected(chain, chain.suspect)).sort();

describe('a loaded chain', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await loadChain(database.pool, chain, await chainWords(database.pool));
  });
  afterAll(() => database.close());

  it('stands in the tables in full, and new lots and events get numbers after it', async () => {
    const { rows } = await database.pool.query(
      `select (select count(*)::int from lot) as lots, (select count(*)::int from event) as events,
              (select count(*)::int from event_lot) as rows,
              nextval('event_id_block') > (select max(id) from event) as "eventsFollow",
              nextval(pg_get_serial_sequence('lot', 'id')) > (select max(id) from lot) as "lotsFollow"`,
    );
    expect(rows[0]).toEqual({
      lots: chain.lotCount,
      events: chain.eventCount,
      rows: chain.rowCount,
      eventsFollow: true,
      lotsFollow: true,
    });
  });

  it('has pair edges whose recursive closure is that of the naive walk, shuffled or not', async () => {
    const edges = pairEdges(chain);
    const shuffled = shuffledIds(chain.lotCount, diceOf(3));
    const idOf = (lot: number): number => shuffled[lot - 1]!;
    const straight = await buildPairEdgeTable(database.pool, 'straight', edges, lot => lot);
    const mixed = await buildPairEdgeTable(database.pool, 'mixed', edges, idOf);
    const client = await cteClient(database.pool);
    expect(await cteCount(client, straight, 'forward', chain.suspect)).toBe(expected.length);
    expect(sameSet(await cteClosure(client, straight, 'forward', chain.suspect), expected)).toBe(true);
    const found = await cteClosure(client, mixed, 'forward', idOf(chain.suspect));
    expect(sameSet(found, expected.map(idOf).sort())).toBe(true);
    await releaseCteClient(client);
  });
});
