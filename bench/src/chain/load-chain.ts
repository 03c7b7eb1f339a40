import { hash } from 'node:crypto';
import type pg from 'pg';
import { CopyBinary } from '../copy-binary.ts';
import { CHAIN_EVENT_TYPES, type Chain } from './chain-writer.ts';
import { chainLots } from './lot-uri.ts';

/** Words that the chain's rows use, as they stand in the tables. */
export interface ChainWords {
  readonly party: number;
  readonly lotKind: (level: string) => number;
  readonly eventType: { readonly transformation: number; readonly aggregation: number };
  readonly action: { readonly none: number; readonly add: number; readonly delete: number };
}

/**
 * Puts a chain straight into `lot`, `event` and `event_lot` by COPY, past capture: what is measured afterwards
 * reads these tables only. Documents are placeholders. Expects the tables to be empty.
 */
export async function loadChain(pool: pg.Pool, chain: Chain, words: ChainWords): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await copyLots(client, chain, words);
    await copyEvents(client, chain, words);
    await copyRows(client, chain);
    await client.query(`select setval(pg_get_serial_sequence('lot', 'id'), $1)`, [chain.lotCount]);
    await client.query(`select setval('event_id_block', $1)`, [
      Math.ceil(chain.eventCount / 4096) * 4096 + 1,
    ]);
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
    copy.int2(words.lotKind(level));
    await copy.breathe();
  }
  await copy.finish();
}

async function copyEvents(client: pg.PoolClient, chain: Chain, words: ChainWords): Promise<void> {
  const columns = 'id, event_time, record_time, offset_minutes, type, action, party, hash, doc';
  const copy = new CopyBinary(client, `event (${columns})`);
  for (let index = 0; index < chain.eventCount; index++) {
    const type = CHAIN_EVENT_TYPES[chain.eventTypes[index]!]!;
    const time = chain.eventTimes[index]!;
    copy.row(9);
    copy.int8(index + 1);
    copy.instant(time);
    copy.instant(time + 3600);
    copy.int2(480);
    copy.int2(type === 'transformation' ? words.eventType.transformation : words.eventType.aggregation);
    copy.int2(words.action[ACTION[type]]);
    copy.int4(words.party);
    copy.bytes(hash('sha256', `chain event ${index + 1}`, 'buffer'));
    copy.bytes(DOCUMENT);
    await copy.breathe();
  }
  await copy.finish();
}

const ACTION = { transformation: 'none', pack: 'add', unpack: 'delete' } as const;
const DOCUMENT = Buffer.from('{"note":"synthetic chain"}');

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
