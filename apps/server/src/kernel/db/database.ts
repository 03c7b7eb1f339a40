import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/** The pool and the typed query builder over it. */
export interface Database {
  readonly pool: pg.Pool;
  readonly query: Kysely<Schema>;
  readonly close: () => Promise<void>;
}

const INT8 = 20;
const DATE = 1082;

/** bigint as a number (our sequences stay far below 2^53; more is corruption and must be loud), dates as text. */
const types = {
  getTypeParser(oid: number, format?: string) {
    if (format !== 'binary') {
      if (oid === INT8) return parseSafeInteger;
      if (oid === DATE) return (text: string) => text;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint out of safe range: ${text}`);
  return value;
}

/**
 * The embedded server is set so. An external one compiles by default what it believes expensive, and its estimates of
 * our set-returning functions are far too high (measured on PostgreSQL 15: storing many small groups 40 s, without 3 s);
 * and it counts on a disk that turns, so that it reads whole tables where an index finds the few rows that are asked for.
 */
const SESSION = 'set jit = off; set random_page_cost = 1.1';

/** Connections that stay open when nobody asks. */
const KEPT_OPEN = 3;

/** Opens a pool. Connections that break are dropped and replaced; the error is told, never thrown at nobody. */
export function openDatabase(url: string, size: number, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    // A few stay open: whoever comes after a pause need not wait until a connection is made and has read its catalogue.
    min: Math.min(size, KEPT_OPEN),
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: 5_000,
    application_name: 'pinxin',
    // Done by the pool before it hands out a new connection.
    onConnect: client => client.query(SESSION),
  } as pg.PoolConfig);
  pool.on('error', onError);
  pool.on('connect', client => client.on('error', onError));
  const query = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  // The builder's own `destroy` leaves the pool open when no query went through the builder.
  return { pool, query, close: async () => void (pool.ending || (await pool.end())) };
}
