import type { ChainBed } from '../chain/chain-bed.ts';
import type { Figure } from '../figure.ts';
import type { Options } from '../options.ts';

/** Graph ready from its snapshot against rebuilt from the database. */
export async function measureSnapshot(_bed: ChainBed, _options: Options): Promise<Figure[]> {
  throw new Error('the graph has no snapshot yet');
}
