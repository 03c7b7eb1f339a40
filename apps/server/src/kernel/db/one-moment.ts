import type pg from 'pg';

/** A connection that sees one moment, however many statements it is asked. */
export type Moment = Pick<pg.PoolClient, 'query'>;

/** Runs `read` over one moment of the database: what others commit meanwhile is not seen, and nothing is written. */
export async function atOneMoment<T>(pool: pg.Pool, read: (moment: Moment) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read, read only');
    const found = await read(client);
    await client.query('commit');
    return found;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
