/** Something that is done again and again while the server runs. */
export interface Follower {
  readonly start: () => void;
  /** Waits for what is running; starts nothing more. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** What is done, how often, and who hears of failures. */
export interface Repeated {
  /** `goesOn`: false as soon as it is to stop. */
  readonly work: (goesOn: () => boolean) => Promise<void>;
  /** Rest between the end of one turn and the beginning of the next, ms. */
  readonly every: number;
  /** A turn that failed is tried again after the usual rest. */
  readonly failed: (error: unknown) => void;
}

/** Does something at intervals, never twice at a time; it keeps no process alive by itself. */
export function atIntervals({ work, every, failed }: Repeated): Follower {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const goesOn = (): boolean => !isStopped;
  const rest = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work(goesOn).catch(failed).finally(rest);
    }, every);
    timer.unref();
  };
  return {
    start: rest,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
