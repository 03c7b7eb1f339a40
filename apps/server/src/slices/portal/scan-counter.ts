import type { Log } from '../../kernel/log.ts';
import type { ScanTally } from './scan-store.ts';

/** Counts scans without making anybody wait; written about once a second. No address, no device, no person. */
export interface ScanCounter {
  readonly count: (lot: number, day: string, division: string, at: Date) => void;
  /** Scans of a lot that are not written yet. */
  readonly pending: (lot: number) => number;
  /** Writes what is there now. */
  readonly flush: () => Promise<void>;
  /** Writes what is left and stops. */
  readonly close: () => Promise<void>;
}

/** More codes than this between two writings are a flood, not buyers; what is beyond is not counted. */
const MOST_TALLIES = 20_000;

/** Counts in memory and hands tallies to `write` every `every` milliseconds while there are any. */
export function createScanCounter(
  write: (tallies: readonly ScanTally[]) => Promise<void>,
  log: Log,
  every = 1_000,
): ScanCounter {
  let tallies = new Map<string, ScanTally>();
  let byLot = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (tallies.size === 0) return;
      const batch = [...tallies.values()];
      tallies = new Map();
      byLot = new Map();
      try {
        await write(batch);
      } catch (error) {
        log.warn({ err: error, tallies: batch.length }, 'scan counts could not be written and are kept');
        keep(batch);
      }
    });
    return writing;
  };
  const add = (tally: ScanTally) => {
    const key = `${tally.lot} ${tally.day} ${tally.division}`;
    const before = tallies.get(key);
    if (before === undefined && tallies.size >= MOST_TALLIES) return;
    const first = before !== undefined && before.firstAt < tally.firstAt ? before.firstAt : tally.firstAt;
    tallies.set(key, { ...tally, scans: tally.scans + (before?.scans ?? 0), firstAt: first });
    byLot.set(tally.lot, (byLot.get(tally.lot) ?? 0) + tally.scans);
  };
  const keep = (batch: readonly ScanTally[]) => {
    for (const tally of batch) add(tally);
    plan();
  };
  const plan = () => {
    timer ??= setTimeout(() => void flush(), every).unref();
  };
  return {
    count: (lot, day, division, at) => {
      add({ lot, day, division, scans: 1, firstAt: at });
      plan();
    },
    pending: lot => byLot.get(lot) ?? 0,
    flush,
    close: async () => {
      await flush();
      clearTimeout(timer);
    },
  };
}
