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

type Tallied = { -readonly [K in keyof ScanTally]: ScanTally[K] };

/** More codes than this between two writings are a flood, not buyers; what is beyond is not counted. */
const MOST_TALLIES = 20_000;

/** Counts in memory and hands tallies to `write` every `every` milliseconds while there are any. */
export function createScanCounter(
  write: (tallies: readonly ScanTally[]) => Promise<void>,
  log: Log,
  every = 1_000,
): ScanCounter {
  let byLot = new Map<number, Tallied[]>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (count === 0) return;
      const batch = [...byLot.values()].flat();
      byLot = new Map();
      count = 0;
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
    const ofLot = byLot.get(tally.lot);
    const before = ofLot?.find(({ day, division }) => day === tally.day && division === tally.division);
    if (before !== undefined) {
      before.scans += tally.scans;
      if (tally.firstAt < before.firstAt) before.firstAt = tally.firstAt;
      return;
    }
    if (count >= MOST_TALLIES) return;
    count += 1;
    if (ofLot === undefined) byLot.set(tally.lot, [{ ...tally }]);
    else ofLot.push({ ...tally });
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
    pending: lot => {
      let scans = 0;
      for (const tally of byLot.get(lot) ?? []) scans += tally.scans;
      return scans;
    },
    flush,
    close: async () => {
      await flush();
      clearTimeout(timer);
    },
  };
}
