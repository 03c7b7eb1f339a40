import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import type { DatabaseServer } from '../database-server.ts';
import { type ChainWords, chainWords } from './chain-words.ts';
import type { Chain } from './chain-writer.ts';
import { loadChain } from './load-chain.ts';
import { syntheticChain } from './synthetic-chain.ts';

/** A database in which a synthetic chain stands. */
export interface ChainBed {
  readonly size: number;
  readonly chain: Chain;
  readonly url: string;
  readonly database: Database;
  readonly words: ChainWords;
  /** For files of the server under test. */
  readonly folder: string;
}

/** Makes a database with a chain of `size`, lets `work` use it, and drops it. */
export async function withChain<T>(
  server: DatabaseServer,
  name: string,
  size: number,
  work: (bed: ChainBed) => Promise<T>,
): Promise<T> {
  const url = await server.newDatabase(name);
  const database = openDatabase(url, 4, () => {});
  try {
    const chain = syntheticChain(size);
    const words = await chainWords(database.pool);
    await loadChain(database.pool, chain, words);
    return await work({ size, chain, url, database, words, folder: `${server.folder}/${name}` });
  } finally {
    await database.close();
    await server.drop(name);
  }
}
