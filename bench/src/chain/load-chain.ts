import { hash } from 'node:crypto';
import type pg from 'pg';
import { CopyBinary } from '../copy-binary.ts';
import type { ChainWords } from './chain-words.ts';
import { CHAIN_EVENT_TYPES, type Chain, type ChainEventType } from './chain-writer.ts';
import { chainLots } from './lot-uri.ts';

/**
 * Puts a chain straight into `lot`, `event` and `event_lot` by COPY, past capture: what is measured afterwards
 * reads these tables only. Documents name neither inputs nor outputs, to be small. Expects empty tables.
 */
export async function loadChain(pool: pg.Pool, chain: Chain, words: ChainWords): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await copyLots(client, chain, words);
    await copyEvents(client, chain, words);
    await copyRows(client, chain);
    await client.query(`select setval(pg_get_serial_sequence('lot', 'id'), $1)`, [chain.lotCount]);
    const blocks = Math.ceil(chain.eventCount / 4096);
    await client.query(`select setval('event_id_block', $1)`, [blocks * 4096 + 1]);
    await journal(client, chain, words);
    await client.query('commit');
    for (const table of ['lot', 'event', 'event_lot']) await client.query(`vacuum (analyze) ${table}`);
  } finally {
    client.release();
  }
}

async function copyLots(client: pg.PoolClient, chain: Chain, words: ChainWords): Promise<void> {
  const copy = new CopyBinary(client, 'lot (id, uri, kind)');
  for (const { id, level, uri } of chainLots(chain)) {
    copy.row(3);
    copy.int8(id);
    copy.text(uri);
    copy.int2(words.lotKinds[level]);
    await copy.breathe();
  }
  await copy.finish();
}

async function copyEvents(client: pg.PoolClient, chain: Chain, words: ChainWords): Promise<void> {
  const columns =
    'id, event_time, record_time, offset_minutes, type, action, party, biz_step, read_point, biz_location, hash, doc';
  const copy = new CopyBinary(client, `event (${columns})`);
  for (let index = 0; index < chain.eventCount; index++) {
    const type = CHAIN_EVENT_TYPES[chain.eventTypes[index]!]!;
    const time = chain.eventTimes[index]!;
    const place = words.places[index % words.places.length]!;
    copy.row(12);
    copy.int8(index + 1);
    copy.instant(time);
    copy.instant(time + 3600);
    copy.int2(480);
    copy.int2(words.eventTypes[type]);
    copy.int2(words.actions[type]);
    copy.int4(words.party);
    copy.int4(words.steps[type]);
    copy.int4(place);
    copy.int4(place);
    copy.bytes(hash('sha256', `chain event ${index + 1}`, 'buffer'));
    copy.bytes(Buffer.from(documentOf(type, time)));
    await copy.breathe();
  }
  await copy.finish();
}

function documentOf(type: ChainEventType, time: number): string {
  return JSON.stringify({
    type: type === 'transformation' ? 'TransformationEvent' : 'AggregationEvent',
    eventTime: new Date(time * 1000).toISOString(),
    eventTimeZoneOffset: '+08:00',
    ...(type === 'transformation' ? {} : { action: type === 'pack' ? 'ADD' : 'DELETE' }),
  });
}

async function copyRows(client: pg.PoolClient, chain: Chain): Promise<void> {
  const copy = new CopyBinary(client, 'event_lot (event, lot, role)');
  for (let row = 0; row < chain.rowCount; row++) {
    copy.row(3);
    copy.int8(chain.rowEvents[row]!);
    copy.int8(chain.rowLots[row]!);
    copy.int2(chain.rowRoles[row]!);
    await copy.breathe();
  }
  await copy.finish();
}

/** The entry that capture would have written: followers of the journal find the events by it. */
async function journal(client: pg.PoolClient, chain: Chain, words: ChainWords): Promise<void> {
  const facts = { party: words.party, count: chain.eventCount, ranges: [[1, chain.eventCount]] };
  await client.query(
    `with head as (update journal_head set seq = seq + 1 returning seq)
     insert into journal (seq, at, actor, kind, facts)
     select seq, now(), 'bench', 'events-captured', $1::jsonb from head`,
    [JSON.stringify(facts)],
  );
}
