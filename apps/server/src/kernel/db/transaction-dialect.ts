import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';

/** Lets the query builder speak over a connection whose transaction the kernel itself began and will end. */
export function transactionDialect(client: pg.PoolClient): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ClientDriver(client),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class ClientDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(client: pg.PoolClient) {
    this.#connection = {
      async executeQuery<R>(compiled: {
        sql: string;
        parameters: readonly unknown[];
      }): Promise<QueryResult<R>> {
        const result = await client.query(compiled.sql, [...compiled.parameters]);
        return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
      },
      async *streamQuery() {
        yield* [];
        throw new Error('streaming inside a transaction is not offered: use COPY on the client');
      },
    };
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error('transactions begin in inTransaction only');
  }
  async commitTransaction(): Promise<void> {
    throw new Error('transactions end in inTransaction only');
  }
  async rollbackTransaction(): Promise<void> {
    throw new Error('transactions end in inTransaction only');
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
