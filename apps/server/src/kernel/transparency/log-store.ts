import type pg from 'pg';

/** Why nothing is signed until a person has looked: see docs/operations.md. */
export type Halt = 'restored' | 'behindPublished' | 'otherTree' | 'tilesDamaged';

/** The last tree that was signed. */
export interface LogState {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly checkpoint: string;
  readonly at: Date;
  readonly halted: Halt | null;
}

/** A leaf that waits for its index. */
export interface WaitingLeaf {
  readonly id: number;
  readonly kind: string;
  readonly at: Date;
  readonly issuer: string;
  readonly record: string;
  readonly revision: number;
  readonly tag: Buffer | null;
  readonly commitment: Buffer;
}

/** What the sequencer gives a leaf. */
export interface Placed {
  readonly id: number;
  readonly index: number;
  readonly previous: number | null;
  readonly subjectNumber: number | null;
}

type Queries = Pick<pg.ClientBase, 'query'>;

export async function readState(client: Queries): Promise<LogState | undefined> {
  const { rows } = await client.query<LogState>(
    'select key as origin, size, root, checkpoint, at, halted from log_state',
  );
  return rows[0];
}

/** Opens the log's row; the first of two that try wins. */
export async function insertState(client: Queries, state: LogState): Promise<void> {
  await client.query(
    `insert into log_state (key, size, root, checkpoint, at, halted) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [state.origin, state.size, state.root, state.checkpoint, state.at, state.halted],
  );
}

export async function countWaiting(client: Queries, most: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>({
    name: 'log-count-waiting',
    text: 'select count(*)::int as n from (select from log_leaf where idx is null limit $1) as w',
    values: [most],
  });
  return rows[0]?.n ?? 0;
}

export async function readWaiting(client: Queries, most: number): Promise<readonly WaitingLeaf[]> {
  const { rows } = await client.query<WaitingLeaf>({
    name: 'log-waiting',
    text: `select id, kind, at, issuer, record, revision, subject_tag as tag, commitment
           from log_leaf where idx is null order by id limit $1`,
    values: [most],
  });
  return rows;
}

/** Index of the last placed leaf of each of these records. */
export async function lastOfRecords(
  client: Queries,
  records: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ record: string; last: number }>({
    name: 'log-last-of-records',
    text: `select record, max(idx) as last from log_leaf
           where record = any($1) and idx is not null group by record`,
    values: [records],
  });
  return new Map(rows.map(({ record, last }) => [record, last]));
}

/** Number of the last placed leaf of each of these subjects; keys are the tags as hexadecimal text. */
export async function lastOfSubjects(client: Queries, tags: readonly Buffer[]): Promise<Map<string, number>> {
  if (tags.length === 0) return new Map();
  const { rows } = await client.query<{ tag: string; last: number }>({
    name: 'log-last-of-subjects',
    text: `select encode(subject_tag, 'hex') as tag, max(subject_number) as last from log_leaf
           where subject_tag = any($1) and subject_number is not null group by subject_tag`,
    values: [tags],
  });
  return new Map(rows.map(({ tag, last }) => [tag, last]));
}

/**
 * Swaps the signed tree for the next one and gives its leaves their places, in one transaction that is on disk when
 * it answers. False: somebody else has signed another tree meanwhile, or signing was halted; nothing was changed.
 */
export async function swapState(
  client: Queries,
  before: LogState,
  next: LogState,
  placed: readonly Placed[],
): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query('set local synchronous_commit = on');
    const swapped = await client.query(
      `update log_state set size = $1, root = $2, checkpoint = $3, at = $4
       where size = $5 and root = $6 and key = $7 and halted is null`,
      [next.size, next.root, next.checkpoint, next.at, before.size, before.root, before.origin],
    );
    if (swapped.rowCount !== 1) {
      await client.query('rollback');
      return false;
    }
    const given = await client.query({
      name: 'log-place',
      text: `update log_leaf as l set idx = p.idx, previous = p.previous, subject_number = p.number
             from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[]) as p(id, idx, previous, number)
             where l.id = p.id and l.idx is null`,
      values: [
        placed.map(({ id }) => id),
        placed.map(({ index }) => index),
        placed.map(({ previous }) => previous),
        placed.map(({ subjectNumber }) => subjectNumber),
      ],
    });
    if (given.rowCount !== placed.length) throw new Error('a leaf was placed twice');
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Stops signing until a person has reconciled. */
export async function halt(client: Queries, reason: Halt): Promise<void> {
  await client.query('update log_state set halted = $1 where halted is null', [reason]);
}

/** A placed leaf's columns, as its bytes are made from them. */
export interface PlacedLeaf extends WaitingLeaf {
  readonly index: number;
  readonly previous: number | null;
  readonly subjectNumber: number | null;
}

/** Leaves `from` to `to` (not included), in order. */
export async function readPlaced(client: Queries, from: number, to: number): Promise<readonly PlacedLeaf[]> {
  const { rows } = await client.query<PlacedLeaf>({
    name: 'log-placed',
    text: `select id, kind, at, issuer, record, revision, subject_tag as tag, commitment, idx as index, previous,
             subject_number as "subjectNumber"
           from log_leaf where idx >= $1 and idx < $2 order by idx`,
    values: [from, to],
  });
  return rows;
}
