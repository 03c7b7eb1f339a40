import type pg from 'pg';
import type { PairEdges } from '../chain/pair-edges.ts';
import { CopyBinary } from '../copy-binary.ts';

/** A plain lot→lot edge table with covering indexes both ways: the best that recursive SQL can be given. */
export interface PairEdgeTable {
  readonly name: string;
}

/** Builds the table in schema `bench`; `idOf` maps the chain's numbers (for shuffled ids). */
export async function buildPairEdgeTable(
  pool: pg.Pool,
  name: string,
  edges: PairEdges,
  idOf: (lot: number) => number,
): Promise<PairEdgeTable> {
  const client = await pool.connect();
  const table = `bench.${name}`;
  try {
    await client.query('create schema if not exists bench');
    await client.query(`create table ${table} (parent bigint not null, child bigint not null)`);
    const copy = new CopyBinary(client, table);
    for (let edge = 0; edge < edges.count; edge++) {
      copy.row(2);
      copy.int8(idOf(edges.parents[edge]!));
      copy.int8(idOf(edges.children[edge]!));
      await copy.breathe();
    }
    await copy.finish();
    await client.query(`create index on ${table} (parent) include (child)`);
    await client.query(`create index on ${table} (child) include (parent)`);
    // Index-only scans need the visibility map.
    await client.query(`vacuum (analyze) ${table}`);
  } finally {
    client.release();
  }
  return { name: table };
}

/** Prepares a connection for the recursive query: enough memory that its hash table never goes to disk. */
export async function cteClient(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  await client.query(`set work_mem = '512MB'; set jit = off`);
  return client;
}

/** Gives the connection back as it was. */
export async function releaseCteClient(client: pg.PoolClient): Promise<void> {
  await client.query('reset work_mem; reset jit');
  client.release();
}

type Direction = 'forward' | 'backward';

function closureQuery(table: PairEdgeTable, direction: Direction, result: string): string {
  const [from, to] = direction === 'forward' ? ['parent', 'child'] : ['child', 'parent'];
  return `with recursive reach (lot) as (
    select $1::bigint
    union
    select edge.${to} from reach join ${table.name} edge on edge.${from} = reach.lot
  ) select ${result} from reach`;
}

/** How many lots the closure has, the lot itself included. What is timed: nothing is sent but a number. */
export async function cteCount(
  client: pg.PoolClient,
  table: PairEdgeTable,
  direction: Direction,
  lot: number,
): Promise<number> {
  const name = `count-${direction}-${table.name}`;
  const text = closureQuery(table, direction, 'count(*)::int as count');
  const { rows } = await client.query<{ count: number }>({ name, text, values: [lot] });
  return rows[0]!.count;
}

/** The closure itself, ascending; for the check that both sides found the same. */
export async function cteClosure(
  client: pg.PoolClient,
  table: PairEdgeTable,
  direction: Direction,
  lot: number,
): Promise<Uint32Array> {
  const text = closureQuery(table, direction, `coalesce(string_agg(int4send(lot::int), ''), '') as packed`);
  const { rows } = await client.query<{ packed: Buffer }>(text, [lot]);
  const packed = rows[0]!.packed;
  const lots = new Uint32Array(packed.length / 4);
  for (let index = 0; index < lots.length; index++) lots[index] = packed.readUInt32BE(index * 4);
  return lots.sort();
}

/** Whether two ascending sets are equal. */
export function sameSet(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((lot, index) => lot === other[index]);
}
