import type { Context } from '../../../kernel/context.ts';
import type { CaptureUnit, UnitResult } from './capture-unit.ts';
import { EventIds } from './event-ids.ts';
import { GroupRows } from './rows.ts';
import { storeGroup } from './store-group.ts';

/** While one group is on its way to the disk, the next is copied. More would only contend. */
const WRITERS = 2;
/**
 * Fewer waiting events than this are not worth a second group: they go into the next one, and one large group costs
 * less than two small ones. Unless the running one is so large that they would wait for long.
 */
const WORTH_A_GROUP = 128;
/** A unit may be larger; then it is a group of its own. */
const MOST_EVENTS = 4_000;
const ATTEMPTS = 5;

const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';
const SERIALIZATION = '40001';

interface Waiting {
  readonly unit: CaptureUnit;
  readonly resolve: (result: UnitResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores captures in groups: whatever queued while the groups before were written goes into the next one, so that
 * one wait for the disk serves many. A unit's promise resolves after the commit reached the disk.
 */
export class GroupCommit {
  readonly #ctx: Context;
  readonly #ids: EventIds;
  readonly #idle: GroupRows[] = Array.from({ length: WRITERS }, () => new GroupRows());
  /** Hashes that a running group may be storing. */
  readonly #inFlight = new Set<string>();
  #queue: Waiting[] = [];
  /** Events that are being written. */
  #running = 0;
  #woken = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#ids = new EventIds(ctx);
  }

  /** Stores one unit. Rejects when the database is away, or would not take it for a reason nobody foresaw. */
  store(unit: CaptureUnit): Promise<UnitResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ unit, resolve, reject });
      this.#wake();
    });
  }

  /** How many events wait to be written, for metrics. */
  get waiting(): number {
    return this.#queue.reduce((sum, { unit }) => sum + unit.events.length, 0);
  }

  /** Captures that arrive in the same turn of the event loop shall go together. */
  #wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    setImmediate(() => {
      this.#woken = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const lone = this.#idle.length === WRITERS;
      if (!lone && this.#running < WORTH_A_GROUP && this.waiting < WORTH_A_GROUP) return;
      const rows = this.#idle.pop();
      if (rows === undefined) return;
      const group = this.#nextGroup();
      if (group.length === 0) {
        this.#idle.push(rows);
        return;
      }
      void this.#run(group, rows);
    }
  }

  /** From the front of the queue; units with an event that is being stored right now wait for it to be there. */
  #nextGroup(): readonly Waiting[] {
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    let events = 0;
    for (const waiting of this.#queue) {
      const { unit } = waiting;
      const full = group.length > 0 && events + unit.events.length > MOST_EVENTS;
      if (full || unit.events.some(({ key }) => this.#inFlight.has(key))) {
        left.push(waiting);
      } else {
        group.push(waiting);
        events += unit.events.length;
      }
    }
    this.#queue = left;
    return group;
  }

  async #run(group: readonly Waiting[], rows: GroupRows): Promise<void> {
    const keys = group.flatMap(({ unit }) => unit.events.map(({ key }) => key));
    for (const key of keys) this.#inFlight.add(key);
    this.#running += keys.length;
    try {
      await this.#storeOrSplit(group, rows);
    } finally {
      for (const key of keys) this.#inFlight.delete(key);
      this.#running -= keys.length;
      this.#idle.push(rows);
      this.#pump();
    }
  }

  /** A group that fails for what is in it is halved until the unit that the database will not take stands alone. */
  async #storeOrSplit(group: readonly Waiting[], rows: GroupRows): Promise<void> {
    let results: readonly UnitResult[];
    try {
      results = await this.#storeWithRetry(
        group.map(({ unit }) => unit),
        rows,
      );
    } catch (error) {
      if (group.length === 1 || !isAboutData(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      const middle = group.length >> 1;
      await this.#storeOrSplit(group.slice(0, middle), rows);
      await this.#storeOrSplit(group.slice(middle), rows);
      return;
    }
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as UnitResult);
  }

  async #storeWithRetry(units: readonly CaptureUnit[], rows: GroupRows): Promise<readonly UnitResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await storeGroup(this.#ctx, units, this.#ids, rows);
      } catch (error) {
        // Another process stored one of these events between the look and the write: look again.
        const again = [UNIQUE_VIOLATION, DEADLOCK, SERIALIZATION].includes(codeOf(error) ?? '');
        if (!again || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

/** Whether what was sent is at fault (data, limits, constraints, an event nobody foresaw), and not an ailing server. */
export function isAboutData(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error) ?? '') || error instanceof TypeError || error instanceof RangeError;
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
