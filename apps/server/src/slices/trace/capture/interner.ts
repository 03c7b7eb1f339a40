import type { Context } from '../../../kernel/context.ts';
import { binaryArray } from '../../../kernel/db/binary-array.ts';
import { type Step, type StepRows, sendTogether } from '../../../kernel/db/pipeline.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { BinaryRows } from './binary-copy.ts';
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
  readonly table: 'lot' | 'term';
  readonly columns: string;
  readonly row: (rows: BinaryRows, id: number, uri: string, kind: number) => void;
  readonly rows: BinaryRows;
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
 * A batch is two round trips: one tells known numbers and draws new ones, one writes the new by COPY. INSERT …
 * ON CONFLICT … RETURNING in a single statement costs four times as much a row.
 *
 * The numbers are committed without waiting for the disk: the write-ahead log is ordered, so the commit of the
 * events that use them, which is awaited, makes them durable too. A number without an event is harmless. When the
 * database crashes in between, the epoch ends: the group that would use lost numbers is refused (`readOpening`).
 */
export class Interner {
  readonly #ctx: Context;
  readonly #lots: Shelf = {
    ...{ recent: new Recent(LOTS_KEPT), kept: LOTS_KEPT, rows: new BinaryRows() },
    ...{ table: 'lot', columns: 'id, uri, kind' },
    row: (rows, id, uri, kind) => {
      rows.row(3);
      rows.int8(id);
      rows.text(uri);
      rows.int2(kind);
    },
  };
  readonly #terms: Shelf = {
    ...{ recent: new Recent(TERMS_KEPT), kept: TERMS_KEPT, rows: new BinaryRows() },
    ...{ table: 'term', columns: 'id, uri' },
    row: (rows, id, uri) => {
      rows.row(2);
      rows.int4(id);
      rows.text(uri);
    },
  };
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
          const written = await this.#write(batch);
          for (const { resolve } of batch) resolve(written);
        } catch (error) {
          for (const { reject } of batch) reject(error);
        }
      }
    } finally {
      this.#running = false;
    }
  }

  async #write(batch: readonly Waiting[]): Promise<Omit<Numbers, 'epoch'>> {
    const lots = wish(
      this.#lots,
      batch.map(each => each.lots),
    );
    const terms = wish(
      this.#terms,
      batch.map(each => each.terms),
    );
    for (let from = 0; from < Math.max(lots.uris.length, terms.uris.length); from += BATCH) {
      const parts = [lots, terms].map(each => ({ ...each, uris: each.uris.slice(from, from + BATCH) }));
      await this.#writeSome(parts.filter(({ uris }) => uris.length > 0));
    }
    return { lots: lots.numbers, terms: terms.numbers };
  }

  async #writeSome(wishes: readonly Wish[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const numbers = await this.#numberSome(wishes);
        for (const [place, { uris, shelf, numbers: book }] of wishes.entries()) {
          const ids = numbers[place] as readonly number[];
          for (const [at, uri] of uris.entries()) {
            book.set(uri, ids[at] as number);
            shelf.recent.set(uri, ids[at] as number);
          }
        }
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || !LOST_RACE.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /** Numbers of these, in order, all committed. */
  async #numberSome(wishes: readonly Wish[]): Promise<readonly (readonly number[])[]> {
    const client = await this.#ctx.database.pool.connect();
    let broken: Error | undefined;
    try {
      const [, ...found] = await sendTogether(client, [ASYNCHRONOUS, ...wishes.map(findStep)]);
      const numbers = wishes.map((each, place) => numbered(each, found[place] as StepRows));
      const news = wishes.filter(({ shelf }) => shelf.rows.count > 0);
      // One send, one implicit transaction: an error takes it back, nothing is left open.
      if (news.length > 0) await sendTogether(client, [ASYNCHRONOUS, ...news.map(copyStep)]);
      return numbers;
    } catch (error) {
      const { code, severity } = error as { readonly code?: string; readonly severity?: string };
      // After a FATAL error the server closes the connection: whoever came next would be handed its end.
      if (code === undefined || severity === 'FATAL') broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** What is asked of a shelf: identifiers in order of arrival with their kinds; their numbers are put in. */
interface Wish {
  readonly shelf: Shelf;
  readonly uris: readonly string[];
  readonly kinds: Wanted;
  readonly numbers: Map<string, number>;
}

function wish(shelf: Shelf, wanted: readonly Wanted[]): Wish {
  const kinds = new Map<string, number>();
  for (const each of wanted) for (const [uri, kind] of each) kinds.set(uri, kind);
  return { shelf, uris: [...kinds.keys()], kinds, numbers: new Map() };
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

/**
 * No wait for the disk, in this send only. And by index: a plan made while the table is small would read all of it
 * later. It is made once: planning anew for each list takes as long as looking a few identifiers up.
 */
const ASYNCHRONOUS: Step = {
  name: 'interner-asynchronous',
  text: `select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true)`,
};

/** The known identifiers behind their numbers, and as many new numbers as others are left. */
function findStep({ shelf: { table }, uris }: Wish): Step {
  for (const uri of uris)
    if (uri.includes('\n')) throw new TypeError(`a line break in an identifier: ${uri}`);
  return {
    name: `interner-find-${table}`,
    text: `with known as materialized (select id, uri from ${table} where uri = any($1::text[]))
           select (select string_agg(id || ' ' || uri, e'\n') from known),
             (select string_agg(nextval('${table}_id_seq')::text, ',')
              from generate_series(1, $2::int - (select count(*)::int from known)))`,
    values: [binaryArray('text', uris), uris.length],
  };
}

/** The numbers of these identifiers in their order; the rows of those that are new stand on the shelf. */
function numbered({ shelf, uris, kinds }: Wish, [row]: StepRows): readonly number[] {
  const known = new Map<string, number>();
  for (const line of row?.[0]?.split('\n') ?? []) {
    const space = line.indexOf(' ');
    known.set(line.slice(space + 1), Number(line.slice(0, space)));
  }
  const drawn = row?.[1]?.split(',') ?? [];
  if (known.size + drawn.length !== uris.length) {
    throw new Error(`${known.size} + ${drawn.length} numbers for ${uris.length} identifiers`);
  }
  let next = 0;
  shelf.rows.clear();
  return uris.map(uri => {
    const old = known.size === 0 ? undefined : known.get(uri);
    if (old !== undefined) return old;
    const id = Number(drawn[next]);
    next += 1;
    shelf.row(shelf.rows, id, uri, kinds.get(uri) ?? 0);
    return id;
  });
}

function copyStep({ shelf: { table, columns, rows } }: Wish): Step {
  return {
    name: `interner-copy-${table}`,
    text: `copy ${table} (${columns}) from stdin (format binary)`,
    data: rows.finished(),
  };
}
