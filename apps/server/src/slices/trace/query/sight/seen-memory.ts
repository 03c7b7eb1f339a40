import type { Context } from '../../../../kernel/context.ts';
import { numbersOf, type Viewer } from '../visibility.ts';
import type { SeenEvents } from './seen-events.ts';
import { followSeen, gatherSeen } from './seen-views.ts';

/** Blocks held of all parties together: some 60 MB. Whoever asked longest ago is forgotten first. */
const MOST_BLOCKS = 200_000;
/** Parties whose sight is more than is kept are tried again after this, in ms. */
const TRIED_AGAIN = 3_600_000;
/** So many are gathered at the same time; who comes then is asked as if nothing were remembered. */
const MOST_AT_ONCE = 1;

interface Kept {
  /** Absent while it is gathered, and where it is too much. */
  seen?: SeenEvents;
  /** It is gathered or followed behind the back of those who ask. */
  work?: Promise<void> | undefined;
  /** When it was found to be too much, in ms. */
  given?: number;
}

/** What viewers see, as far as it is remembered; one for each database. */
class SeenMemory {
  readonly #kept = new Map<string, Kept>();
  #working = 0;

  /** What a viewer sees now; undefined while that is not known. */
  async seenBy(ctx: Context, viewer: Viewer): Promise<SeenEvents | undefined> {
    const kept = this.#of(viewer);
    if (kept.work !== undefined) return undefined;
    if (kept.seen === undefined) {
      if (kept.given === undefined || kept.given + TRIED_AGAIN < ctx.clock.now().getTime())
        this.#start(ctx, kept, () => this.#gather(ctx, viewer, kept));
      return undefined;
    }
    const { seen } = kept;
    if (await followSeen(ctx, viewer, seen, false)) return seen;
    this.#start(ctx, kept, async () => void (await followSeen(ctx, viewer, seen, true)));
    return undefined;
  }

  /** The same, waited for. */
  async gathered(ctx: Context, viewer: Viewer): Promise<SeenEvents | undefined> {
    for (;;) {
      const seen = await this.seenBy(ctx, viewer);
      const { work } = this.#of(viewer);
      if (seen !== undefined || work === undefined) return seen;
      await work;
    }
  }

  #of(viewer: Viewer): Kept {
    const key = viewer.kind === 'party' ? numbersOf(viewer).join() : 'everything';
    const kept = this.#kept.get(key) ?? {};
    // Whoever asked last stands last.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  #start(ctx: Context, kept: Kept, work: () => Promise<void>): void {
    if (this.#working >= MOST_AT_ONCE || kept.work !== undefined) return;
    this.#working += 1;
    kept.work = work()
      .catch((error: unknown) => {
        kept.given = ctx.clock.now().getTime();
        if (!ctx.database.pool.ending) ctx.log.warn({ err: error }, 'what a party sees was not gathered');
      })
      .finally(() => {
        this.#working -= 1;
        kept.work = undefined;
      });
  }

  async #gather(ctx: Context, viewer: Viewer, kept: Kept): Promise<void> {
    const seen = await gatherSeen(ctx, viewer);
    if (seen === undefined) kept.given = ctx.clock.now().getTime();
    else kept.seen = seen;
    this.#forget();
  }

  #forget(): void {
    let blocks = 0;
    for (const { seen } of this.#kept.values()) blocks += seen?.blocks ?? 0;
    for (const [key, { seen, work }] of this.#kept) {
      const isEmpty = seen === undefined && work === undefined;
      if (blocks <= MOST_BLOCKS && !(isEmpty && this.#kept.size > MOST_BLOCKS)) break;
      this.#kept.delete(key);
      blocks -= seen?.blocks ?? 0;
    }
  }
}

const memories = new WeakMap<object, SeenMemory>();

function memoryOf({ database }: Context): SeenMemory {
  const known = memories.get(database.pool);
  if (known !== undefined) return known;
  const made = new SeenMemory();
  memories.set(database.pool, made);
  return made;
}

/**
 * What a viewer sees at this moment, where it is remembered; it is gathered after a first question, and followed
 * through the journal before each one.
 */
export async function seenBy(ctx: Context, viewer: Viewer): Promise<SeenEvents | undefined> {
  return await memoryOf(ctx).seenBy(ctx, viewer);
}

/** The same, gathered first where it is not. */
export async function gatheredSight(ctx: Context, viewer: Viewer): Promise<SeenEvents | undefined> {
  return await memoryOf(ctx).gathered(ctx, viewer);
}
