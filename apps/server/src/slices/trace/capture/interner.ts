import type { Context } from '../../../kernel/context.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { BinaryRows } from './binary-copy.ts';
import { copyIn } from './copy-in.ts';
import { Recent } from './recent.ts';

/** Longer identifiers do not fit a B-tree page together with others; no GS1 key comes near it. */
export const LONGEST_URI_BYTES = 2_000;

const LOTS_KEPT = 150_000;
const TERMS_KEPT = 50_000;
/** Most identifiers written in one statement. */
const BATCH = 5_000;
const ATTEMPTS = 8;
/** Somebody else wrote one of the identifiers, or two writers met head on: look again. */
const LOST_RACE: ReadonlySet<string> = new Set(['23505', '40P01']);

/**
 * The time from one crash of the database to the next, as far as a process knows: numbers given in a lost epoch may
 * not be there any more. `lost` is set by whoever finds its row gone from `interner_epoch`.
 */
export interface Epoch {
  readonly id: string;
  lost: boolean;
}

/** Numbers of identifiers, for those who asked for them. They hold while their epoch does. */
export interface Numbers {
  readonly epoch: Epoch;
  readonly lots: NumberBook;
  readonly terms: NumberBook;
}

/** Looks numbers up. */
export interface NumberBook {
  readonly get: (uri: string) => number | undefined;
}

/** A kind of identifiers: its table, and what else a row of it says. */
interface Shelf {
  recent: Recent<string, number>;
  readonly kept: number;
  readonly find: string;
  readonly write: string;
  readonly row: (rows: BinaryRows, id: number, uri: string, kind: number) => void;
}

/** Identifiers without number, with their kind (0 for terms). */
type Wanted = ReadonlyMap<string, number>;

interface Waiting {
  readonly lots: Wanted;
  readonly terms: Wanted;
  readonly resolve: (written: Omit<Numbers, 'epoch'>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns identifiers into small numbers, in order of arrival: neighbours in the supply chain become neighbours in
 * memory and on disk. What is not remembered is written by one batch at a time, whatever asked for it.
 *
 * A batch is two round trips: one statement tells known numbers and draws new ones, one COPY writes the new. INSERT …
 * ON CONFLICT … RETURNING in a single statement costs four times as much a row.
 *
 * The numbers are committed without waiting for the disk: the write-ahead log is ordered, so the commit of the
 * events that use them, which is awaited, makes them durable too. A number without an event is harmless. When the
 * database crashes in between, the epoch ends: the group that would use lost numbers is refused (`prepareGroup`).
 */
export class Interner {
  readonly #ctx: Context;
  readonly #lots: Shelf = {
    recent: new Recent(LOTS_KEPT),
    kept: LOTS_KEPT,
    find: findSql('lot', 'lot_id_seq'),
    write: `set local synchronous_commit = off; copy lot (id, uri, kind) from stdin (format binary)`,
    row: (rows, id, uri, kind) => {
      rows.row(3);
      rows.int8(id);
      rows.text(uri);
      rows.int2(kind);
    },
  };
  readonly #terms: Shelf = {
    recent: new Recent(TERMS_KEPT),
    kept: TERMS_KEPT,
    find: findSql('term', 'term_id_seq'),
    write: `set local synchronous_commit = off; copy term (id, uri) from stdin (format binary)`,
    row: (rows, id, uri) => {
      rows.row(2);
      rows.int4(id);
      rows.text(uri);
    },
  };
  readonly #rows = new BinaryRows();
  #queue: Waiting[] = [];
  #running = false;
  #epoch: Promise<Epoch> | undefined;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /**
   * The numbers of all these: `lots` maps a lot's URI to its kind (`LOT_KINDS`), `terms` are other words.
   * Numbers that were not known are durable as soon as a later synchronous commit is.
   */
  async numbersOf(lots: Wanted, terms: ReadonlySet<string>): Promise<Numbers> {
    const epoch = await this.#currentEpoch();
    const known = { epoch, lots: new Map<string, number>(), terms: new Map<string, number>() };
    const missing = { lots: new Map<string, number>(), terms: new Map<string, number>() };
    for (const [uri, kind] of lots) sort(uri, kind, this.#lots.recent, known.lots, missing.lots);
    for (const uri of terms) sort(uri, 0, this.#terms.recent, known.terms, missing.terms);
    if (missing.lots.size === 0 && missing.terms.size === 0) return known;
    const written = await new Promise<Omit<Numbers, 'epoch'>>((resolve, reject) => {
      this.#queue.push({ ...missing, resolve, reject });
      void this.#run();
    });
    return {
      epoch,
      lots: { get: uri => written.lots.get(uri) ?? known.lots.get(uri) },
      terms: { get: uri => known.terms.get(uri) ?? written.terms.get(uri) },
    };
  }

  /** A new epoch forgets everything: what was remembered may be gone. */
  async #currentEpoch(): Promise<Epoch> {
    const current = await this.#epoch;
    if (current?.lost === false) return current;
    for (const shelf of [this.#lots, this.#terms]) shelf.recent = new Recent(shelf.kept);
    const opening = this.#openEpoch();
    this.#epoch = opening;
    opening.catch(() => {
      this.#epoch = undefined;
    });
    return await opening;
  }

  async #openEpoch(): Promise<Epoch> {
    const id = uuidv7(this.#ctx.clock.now());
    await this.#ctx.database.pool.query('insert into interner_epoch (id) values ($1)', [id]);
    return { id, lost: false };
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#queue.length > 0) {
        const batch = this.#queue;
        this.#queue = [];
        try {
          const lots = await this.#write(
            this.#lots,
            batch.map(each => each.lots),
          );
          const terms = await this.#write(
            this.#terms,
            batch.map(each => each.terms),
          );
          for (const { resolve } of batch) resolve({ lots, terms });
        } catch (error) {
          for (const { reject } of batch) reject(error);
        }
      }
    } finally {
      this.#running = false;
    }
  }

  async #write(shelf: Shelf, wishes: readonly Wanted[]): Promise<ReadonlyMap<string, number>> {
    const wanted = new Map<string, number>();
    for (const wish of wishes) for (const [uri, kind] of wish) wanted.set(uri, kind);
    const numbers = new Map<string, number>();
    const uris = [...wanted.keys()];
    for (let from = 0; from < uris.length; from += BATCH) {
      await this.#writeSome(shelf, uris.slice(from, from + BATCH), wanted, numbers);
    }
    return numbers;
  }

  async #writeSome(
    shelf: Shelf,
    uris: readonly string[],
    kinds: Wanted,
    numbers: Map<string, number>,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const ids = await this.#numberSome(shelf, uris, kinds);
        uris.forEach((uri, place) => {
          const id = Math.abs(ids[place] as number);
          numbers.set(uri, id);
          shelf.recent.set(uri, id);
        });
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || !LOST_RACE.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /** Numbers of these, in order, all committed; those that are new are negative. */
  async #numberSome(shelf: Shelf, uris: readonly string[], kinds: Wanted): Promise<readonly number[]> {
    const { pool } = this.#ctx.database;
    const { rows } = await pool.query<{ ids: string }>(shelf.find, [joined(uris)]);
    const ids = (rows[0]?.ids ?? '').split(',').map(Number);
    if (ids.length !== uris.length) throw new Error(`${ids.length} numbers for ${uris.length} identifiers`);
    const table = this.#rows;
    table.clear();
    uris.forEach((uri, place) => {
      const id = ids[place] as number;
      if (id < 0) shelf.row(table, -id, uri, kinds.get(uri) ?? 0);
    });
    if (table.count === 0) return ids;
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      // One implicit transaction: an error takes it back, nothing is left open.
      await copyIn(client, [{ command: shelf.write, data: table.finished() }]);
    } catch (error) {
      if ((error as { code?: string }).code === undefined) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
    return ids;
  }
}

function sort(
  uri: string,
  kind: number,
  recent: Recent<string, number>,
  known: Map<string, number>,
  missing: Map<string, number>,
): void {
  const id = recent.get(uri);
  if (id === undefined) missing.set(uri, kind);
  else known.set(uri, id);
}

/** One text instead of an array: cheaper to write and to read. Identifiers hold no line breaks (RFC 3986). */
function joined(uris: readonly string[]): string {
  for (const uri of uris)
    if (uri.includes('\n')) throw new TypeError(`a line break in an identifier: ${uri}`);
  return uris.join('\n');
}

/**
 * The numbers of the given identifiers in their order, a new one with a minus sign where there is none. The order is
 * that in which the list is read. Not prepared: a plan made while the table is small would read all of it later.
 */
function findSql(table: string, sequence: string): string {
  return `select set_config('synchronous_commit', 'off', true), string_agg(coalesce(
      (select t.id from ${table} as t where t.uri = given.uri), -nextval('${sequence}'))::text, ',') as ids
    from unnest(string_to_array($1::text, e'\\n')) as given(uri)`;
}
