import type { RecallParts } from '../recall.ts';
import { addLateLots } from './add-late-lots.ts';

/** How often the journal is looked at, ms: late lots are on their pages within a second. */
const EVERY = 400;

/** What recalls do when something is captured. */
export interface RecallReactions {
  /** Looks once, now; for tests and after start. */
  readonly catchUp: () => Promise<void>;
  readonly start: () => void;
  readonly close: () => Promise<void>;
}

/** Follows the journal while the server runs; one look after another, and a failed one is repeated. */
export function recallReactions(parts: RecallParts, every: number = EVERY): RecallReactions {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isClosed = false;
  const catchUp = async (): Promise<void> => void (await addLateLots(parts));
  const rest = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => {
      running = catchUp()
        .catch(error => parts.ctx.log.warn({ err: error }, 'late lots of recalls could not be added'))
        .finally(rest);
    }, every);
    timer.unref();
  };
  return {
    catchUp,
    start: rest,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
