import type { Context } from '../../../kernel/context.ts';
import { run } from './limited-views.ts';
import { countsSql, type Source } from './plan-sql.ts';
import type { Viewer } from './visibility.ts';

/** Something that finds events, and how many, at most one more than were counted. */
export interface Counted {
  readonly source: Source;
  readonly count: number;
}

/** How many each finds, the fewest first. */
export async function countEach(
  ctx: Context,
  sources: readonly Source[],
  viewer: Viewer,
  most: number,
): Promise<readonly Counted[]> {
  if (sources.length === 0) return [];
  const [counts] = await run<Readonly<Record<string, number>>>(ctx, countsSql(sources, viewer, most));
  return inOrder(sources.map((source, index) => ({ source, count: counts?.[`c${index}`] ?? 0 })));
}

/** The fewest first. */
export function inOrder(counted: readonly Counted[]): readonly Counted[] {
  return [...counted].sort((one, other) => one.count - other.count);
}
