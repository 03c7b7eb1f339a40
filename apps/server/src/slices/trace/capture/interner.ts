import type pg from 'pg';
import type { Context } from '../../../kernel/context.ts';
import { Recent } from './recent.ts';

/** Longer identifiers do not fit a B-tree page together with others; no GS1 key comes near it. */
export const LONGEST_URI_BYTES = 2_000;

const LOTS_KEPT = 150_000;
const TERMS_KEPT = 50_000;
/** Most identifiers written in one statement. */
const BATCH = 5_000;
const ATTEMPTS = 8;

/** Numbers of identifiers, gathered for one request. */
export interface Numbers {
  readonly lots: Map<string, number>;
  readonly terms: Map<string, number>;
}

interface Waiting {
  readonly lots: ReadonlyMap<string, number>;
  readonly terms: ReadonlySet<string>;
  readonly resolve: (numbers: Numbers) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns identifiers into small numbers, in order of arrival: neighbours in the supply chain become neighbours in
 * memory and on disk. What is not remembered is written by one batch at a time, whatever asked for it.
 *
 * The numbers are committed without waiting for the disk: the write-ahead log is ordered, so the commit of the
 * events that use them, which is awaited, makes them durable too. A number without an event is harmless.
 */
export class Interner {
  readonly #ctx: Context;
  readonly #lots = new Recent<string, number>(LOTS_KEPT);
  readonly #terms = new Recent<string, number>(TERMS_KEPT);
  #queue: Waiting[] = [];
  #running = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /**
   * The numbers of all these: `lots` maps a lot's URI to its kind (`LOT_KINDS`), `terms` are other words.
   * Numbers that were not known are durable as soon as a later synchronous commit is.
   */
  async numbersOf(lots: ReadonlyMap<string, number>, terms: ReadonlySet<string>): Promise<Numbers> {
    const found: Numbers = { lots: new Map(), terms: new Map() };
    const newLots = new Map<string, number>();
    const newTerms = new Set<string>();
    for (const [uri, kind] of lots) {
      const id = this.#lots.get(uri);
      if (id === undefined) newLots.set(uri, kind);
      else found.lots.set(uri, id);
    }
    for (const uri of terms) {
      const id = this.#terms.get(uri);
      if (id === undefined) newTerms.add(uri);
      else found.terms.set(uri, id);
    }
    if (newLots.size === 0 && newTerms.size === 0) return found;
    const written = await new Promise<Numbers>((resolve, reject) => {
      this.#queue.push({ lots: newLots, terms: newTerms, resolve, reject });
      void this.#run();
    });
    for (const uri of newLots.keys()) found.lots.set(uri, written.lots.get(uri) as number);
    for (const uri of newTerms) found.terms.set(uri, written.terms.get(uri) as number);
    return found;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#queue.length > 0) {
        const batch = this.#queue;
        this.#queue = [];
        try {
          const numbers = await this.#write(batch);
          for (const { resolve } of batch) resolve(numbers);
        } catch (error) {
          for (const { reject } of batch) reject(error);
        }
      }
    } finally {
      this.#running = false;
    }
  }

  async #write(batch: readonly Waiting[]): Promise<Numbers> {
    const numbers: Numbers = { lots: new Map(), terms: new Map() };
    const lots = new Map<string, number>();
    const terms = new Set<string>();
    for (const each of batch) {
      for (const [uri, kind] of each.lots) if (!known(this.#lots, numbers.lots, uri)) lots.set(uri, kind);
      for (const uri of each.terms) if (!known(this.#terms, numbers.terms, uri)) terms.add(uri);
    }
    const lotStatement: Statement = uris => [LOTS, [uris, uris.map(uri => lots.get(uri))]];
    await this.#writeAll([...lots.keys()], this.#lots, numbers.lots, lotStatement);
    await this.#writeAll([...terms], this.#terms, numbers.terms, uris => [TERMS, [uris]]);
    return numbers;
  }

  async #writeAll(
    uris: readonly string[],
    recent: Recent<string, number>,
    numbers: Map<string, number>,
    statement: Statement,
  ): Promise<void> {
    for (let from = 0; from < uris.length; from += BATCH) {
      let wanted = uris.slice(from, from + BATCH);
      for (let attempt = 1; wanted.length > 0; attempt += 1) {
        if (attempt > ATTEMPTS) throw new Error(`${wanted.length} identifiers could not be numbered`);
        const [config, values] = statement(wanted);
        for (const [n, id] of await this.#query(config, values)) {
          const uri = wanted[n - 1] as string;
          numbers.set(uri, id);
          recent.set(uri, id);
        }
        // Another process wrote the rest between this statement's look and its write: look again.
        wanted = wanted.filter(uri => !numbers.has(uri));
      }
    }
  }

  /** Another process may write the same identifiers in another order: the one that lost tries again. */
  async #query(config: pg.QueryConfig, values: unknown[]): Promise<readonly (readonly [number, number])[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.#ctx.database.pool.query({ ...config, values, rowMode: 'array' })).rows as never;
      } catch (error) {
        if ((error as { code?: string }).code !== '40P01' || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}

type Statement = (uris: readonly string[]) => [pg.QueryConfig, unknown[]];

function known(recent: Recent<string, number>, numbers: Map<string, number>, uri: string): boolean {
  const id = recent.get(uri);
  if (id !== undefined) numbers.set(uri, id);
  return id !== undefined;
}

/**
 * One statement, one transaction, one round trip: looks up, writes what is new in the given order, and leaves the
 * commit unawaited (`set_config` with is_local holds until the transaction's end). Answers pairs of place and id.
 */
function internSql(table: string, columns: string, parameters: string): string {
  return `with given as materialized (
      select n, ${columns}, (select t.id from ${table} t where t.uri = g.uri) as id
      from unnest(${parameters}) with ordinality as g(${columns}, n)),
    made as (
      insert into ${table} (${columns})
      select ${columns} from given, (select set_config('synchronous_commit', 'off', true)) as later(s)
      where id is null order by n
      on conflict (uri) do nothing returning id, uri)
    select n, id from given where id is not null
    union all select given.n, made.id from made join given on given.uri = made.uri`;
}

const LOTS = { name: 'intern-lots', text: internSql('lot', 'uri, kind', '$1::text[], $2::smallint[]') };
const TERMS = { name: 'intern-terms', text: internSql('term', 'uri', '$1::text[]') };
