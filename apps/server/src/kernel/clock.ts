/** Tells the time. Everything below the rim asks this, never the machine. */
export interface Clock {
  readonly now: () => Date;
}

/** The machine's own clock, for the rim only. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until moved, for tests. */
export function frozenClock(at: string): Clock & { advance(milliseconds: number): void } {
  let instant = Date.parse(at);
  return {
    now: () => new Date(instant),
    advance: milliseconds => {
      instant += milliseconds;
    },
  };
}
