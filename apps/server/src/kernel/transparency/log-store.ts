import type pg from 'pg';
import { binaryArray } from '../db/binary-array.ts';
import { type Step, type StepRows, sendTogether } from '../db/pipeline.ts';

/** Why nothing is signed until a person has looked: see docs/operations.md. */
export type Halt = 'restored' | 'behindPublished' | 'otherTree' | 'tilesDamaged';

/** Where a log begins among the leaves of all logs. */
export interface LogPlace {
  readonly origin: string;
  /** Leaves of the logs before it: 0 for the first. */
  readonly base: number;
}

/** The last tree of a log that was signed. */
export interface LogState extends LogPlace {
  readonly size: number;
  readonly root: Buffer;
  readonly checkpoint: string;
  readonly at: Date;
  readonly halted: Halt | null;
  /** Nothing is signed under its key any more. */
  readonly closedAt: Date | null;
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

/** What the sequencer gives a leaf. Places are counted through all logs. */
export interface Placed {
  readonly id: number;
  readonly index: number;
  readonly previous: number | null;
  readonly subjectNumber: number | null;
}

type Queries = Pick<pg.ClientBase, 'query'>;

const STATE =
  'select key as origin, base, size, root, checkpoint, at, halted, closed_at as "closedAt" from log_state';

/** The log that is open; undefined before the first start. */
export async function readState(client: Queries): Promise<LogState | undefined> {
  const { rows } = await client.query<LogState>(`${STATE} where closed_at is null`);
  return rows[0];
}

/** All logs from the first on. */
export async function readLogs(client: Queries): Promise<readonly LogState[]> {
  const { rows } = await client.query<LogState>(`${STATE} order by base`);
  return rows;
}

/** Opens the log's row; the first of two that try wins. False: there is one already. */
export async function insertState(client: Queries, state: LogState): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into log_state (key, base, size, root, checkpoint, at, halted) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [state.origin, state.base, state.size, state.root, state.checkpoint, state.at, state.halted],
  );
  return rowCount === 1;
}

export async function countWaiting(client: Queries, most: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>({
    name: 'log-count-waiting',
    text: 'select count(*)::int as n from (select from log_leaf where idx is null limit $1) as w',
    values: [most],
  });
  return rows[0]?.n ?? 0;
}

/** Leaves that wait, in the order of their numbers; only those of before an instant, if one is given. */
export async function readWaiting(
  client: Queries,
  most: number,
  before: Date | undefined,
): Promise<readonly WaitingLeaf[]> {
  const { rows } = await client.query<WaitingLeaf>({
    name: 'log-waiting',
    text: `select id, kind, at, issuer, record, revision, subject_tag as tag, commitment
           from log_leaf where idx is null and ($2::timestamptz is null or at < $2) order by id limit $1`,
    values: [most, before ?? null],
  });
  return rows;
}

/** What was last placed. */
export interface LastPlaced {
  /** Index of the last placed leaf of each record. */
  readonly records: Map<string, number>;
  /** Number of the last placed leaf of each subject; keys are the tags as hexadecimal text. */
  readonly subjects: Map<string, number>;
}

/** What was last placed of these records and subjects. */
export async function lastPlaced(
  client: pg.ClientBase,
  records: readonly string[],
  tags: readonly Buffer[],
): Promise<LastPlaced> {
  const [ofRecords = [], ofSubjects = []] = await sendTogether(client, [
    {
      name: 'log-last-of-records',
      text: `select record, max(idx) from log_leaf
             where record = any($1::text[]) and idx is not null group by record`,
      values: [binaryArray('text', records)],
    },
    {
      name: 'log-last-of-subjects',
      text: `select encode(subject_tag, 'hex'), max(subject_number) from log_leaf
             where subject_tag = any($1::bytea[]) and subject_number is not null group by subject_tag`,
      values: [binaryArray('bytea', tags)],
    },
  ]);
  return { records: numbersOf(ofRecords), subjects: numbersOf(ofSubjects) };
}

function numbersOf(rows: StepRows): Map<string, number> {
  return new Map(rows.map(([key, number]) => [key!, Number(number)]));
}

/**
 * Swaps the signed tree for the next one and gives its leaves their places, in one transaction that is on disk when
 * it answers. False: somebody else has signed another tree meanwhile, or signing was halted; nothing was changed.
 */
export async function swapState(
  client: pg.ClientBase,
  before: LogState,
  next: LogState,
  placed: readonly Placed[],
): Promise<boolean> {
  try {
    const [, , answer] = await sendTogether(client, [
      { text: 'begin' },
      { text: 'set local synchronous_commit = on' },
      swapStep(before, next, placed),
    ]);
    const [swapped, given] = answer?.[0] ?? [];
    if (swapped === '0') {
      await client.query('rollback');
      return false;
    }
    if (given !== String(placed.length)) throw new Error('a leaf was placed twice');
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Compares, swaps and places, as one statement; answers how many states and how many leaves it changed. */
function swapStep(before: LogState, next: LogState, placed: readonly Placed[]): Step {
  return {
    name: 'log-swap',
    text: `with swapped as (
             update log_state set size = $1, root = $2, checkpoint = $3, at = $4
             where size = $5 and root = $6 and key = $7 and halted is null and closed_at is null returning 1),
           given as (
             update log_leaf as l set idx = p.idx, previous = p.previous, subject_number = p.number
             from swapped, unnest($8::bigint[], $9::bigint[], $10::bigint[], $11::int[]) as p(id, idx, previous, number)
             where l.id = p.id and l.idx is null returning 1)
           select (select count(*) from swapped), (select count(*) from given)`,
    values: [
      ...[next.size, next.root, next.checkpoint, next.at.toISOString()],
      ...[before.size, before.root, before.origin],
      list(placed.map(({ id }) => id)),
      list(placed.map(({ index }) => index)),
      list(placed.map(({ previous }) => previous)),
      list(placed.map(({ subjectNumber }) => subjectNumber)),
    ],
  };
}

function list(numbers: readonly (number | null)[]): string {
  return `{${numbers.map(number => number ?? 'null').join()}}`;
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

/** Leaves `from` to `to` (not included) of all logs, in order. */
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
