import type { Context } from '../../../kernel/context.ts';
import { closureAtOnce, closureBySql, openClosureDatabase, SMALL_LIMIT } from './closure-sql.ts';
import { custodyBySql } from './custody-now.ts';
import { custodyOf, smallClosureOf } from './graph-answers.ts';
import { GraphClient } from './graph-client.ts';
import type { Lineage, LineageAnswer, LineageQuestion } from './lineage.ts';
import { type NearLots, nearLots } from './near-lots.ts';

/** Lots up to which SQL answers when the graph cannot. */
const WITHOUT_GRAPH_LIMIT = 20_000;
/** Lots up to which the graph is asked in the server's own thread: some tenths of a millisecond. */
const MOST_HERE = 1_000;
const POLL_INTERVAL = 200;
const SAVE_INTERVAL = 10 * 60_000;

/** How a lineage is opened. */
export interface LineageOptions {
  readonly databaseUrl: string;
  /** Where the graph is kept between runs, `lineage.snapshot` in the data folder. */
  readonly snapshotFile: string;
  /**
   * Lots up to which SQL answers although the graph is there; 0: always the graph, also while it loads. When absent,
   * the graph answers as soon as it is loaded: measured, it is about ten times as fast on small closures too.
   */
  readonly smallLimit?: number;
}

/** A lineage with a view of its inside, for health checks and tests. */
export interface OpenLineage extends Lineage {
  /** Whether the graph is loaded; until then large closures are slower. */
  readonly isReady: () => boolean;
  /**
   * What stands around a lot as far as the graph knows at this moment: a hint for whoever reads the tables next, told
   * without waiting for anybody. Undefined when the graph is not there or is being changed.
   */
  readonly near: (lot: number, most: number) => NearLots | undefined;
  /** Bytes of memory that the graph takes. */
  readonly bytes: () => number;
  /** Saves what changed now; answers where the graph came from and how far it is. */
  readonly save: () => Promise<{ readonly from: 'snapshot' | 'tables'; readonly watermark: number }>;
}

/** Opens the lineage of an instance. Returns at once: the graph loads in its own thread meanwhile. */
export function openLineage(
  ctx: Context,
  { databaseUrl, snapshotFile, smallLimit }: LineageOptions,
): OpenLineage {
  const warn = (error: Error): void =>
    ctx.log.warn({ err: error }, 'a database connection of the lineage broke');
  const database = openClosureDatabase(databaseUrl, warn);
  const settings = { databaseUrl, snapshotFile, pollInterval: POLL_INTERVAL, saveInterval: SAVE_INTERVAL };
  const graph = new GraphClient(settings, ctx.log);
  const limit = smallLimit ?? SMALL_LIMIT;

  let closing: Promise<void> | undefined;

  async function closure(question: LineageQuestion): Promise<LineageAnswer> {
    const here =
      limit === 0 || smallLimit === undefined
        ? graph.look(state => smallClosureOf(state, question, MOST_HERE))
        : undefined;
    if (here !== undefined) return here;
    if (limit === 0) return graph.ask('closure', question, question.reached);
    if (graph.isReady && smallLimit === undefined) return askedFirst(question);
    if (!graph.isReady) return patiently(question);
    // More statements would only tell slowly what the graph tells at once.
    const small = await closureAtOnce(database.pool, question, limit);
    return small === 'tooLarge' ? graph.ask('closure', question, question.reached) : small;
  }

  /** A thread that broke is restarted; meanwhile its question is not lost. */
  async function askedFirst(question: LineageQuestion): Promise<LineageAnswer> {
    try {
      return await graph.ask('closure', question, question.reached);
    } catch (error) {
      if (closing !== undefined) throw error;
      return await patiently(question);
    }
  }

  /** By SQL while the graph is not there; what is too large for that waits for the graph. */
  async function patiently(question: LineageQuestion): Promise<LineageAnswer> {
    const patient = await closureBySql(database.pool, question, Math.max(limit, WITHOUT_GRAPH_LIMIT));
    return patient === 'tooLarge' ? graph.ask('closure', question, question.reached) : patient;
  }

  const close = async (): Promise<void> => {
    await graph.close();
    await database.close();
  };
  return {
    closure,
    custody: async (lots, reached) => {
      const here =
        reached === undefined || lots.length > MOST_HERE
          ? undefined
          : graph.look(state => (state.graph.watermark < reached ? undefined : custodyOf(state, lots)));
      if (here !== undefined) return here;
      return limit === 0 || graph.isReady || lots.length > SMALL_LIMIT
        ? await graph.ask('custody', lots, reached)
        : await custodyBySql(ctx.database, lots);
    },
    commonCause: lots => graph.ask('commonCause', lots),
    near: (lot, most) => graph.look(state => nearLots(state.graph, lot, most)),
    isReady: () => graph.isReady,
    bytes: () => graph.bytes,
    save: () => graph.ask('save', null),
    close: () => (closing ??= close()),
  };
}
