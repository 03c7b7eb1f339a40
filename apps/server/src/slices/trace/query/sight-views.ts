import type { Context } from '../../../kernel/context.ts';
import { Recent } from '../capture/recent.ts';
import { type Counted, countEach } from './count-views.ts';
import { run } from './limited-views.ts';
import { WALKED } from './plan-sql.ts';
import { fewLotsSql } from './sight-sql.ts';
import { numbersOf, type Viewer } from './visibility.ts';

/** What of a party's sight was counted; for a while it is taken as it was: it decides how a page is found, not which. */
export interface Sight {
  readonly viewer: Viewer;
  readonly known: readonly Counted[];
}

/** How long what was counted of a party's sight is taken as it was. */
const REMEMBERED = 60_000;
const PARTIES_REMEMBERED = 2_000;
const sights = new WeakMap<object, Recent<string, Sight & { readonly at: number }>>();

/** The viewer with whether the lots that it told of are few, and how many events it sees, as far as that is counted. */
export async function sightOf(ctx: Context, viewer: Viewer): Promise<Sight> {
  if (viewer.kind === 'everything') return { viewer, known: [] };
  const remembered = sights.get(ctx.database.pool) ?? new Recent(PARTIES_REMEMBERED);
  sights.set(ctx.database.pool, remembered);
  const key = numbersOf(viewer).join();
  const now = ctx.clock.now().getTime();
  const last = remembered.get(key);
  if (last !== undefined && now - last.at < REMEMBERED) return last;
  const [row] = await run<{ few: boolean }>(ctx, fewLotsSql(viewer));
  const known = await countEach(ctx, [{ kind: 'sight' }], viewer, WALKED);
  const sight = { viewer: { ...viewer, fewLots: row?.few === true }, known, at: now };
  remembered.set(key, sight);
  return sight;
}
