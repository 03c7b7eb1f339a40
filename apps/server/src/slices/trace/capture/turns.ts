import { setImmediate } from 'node:timers/promises';

/** Events of a large document that are worked on before others have their turn: some milliseconds' worth. */
export const EVENTS_A_TURN = 500;

/** Lets whoever waits for the event loop have a turn: a scan page must not wait until thousands of events are done. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
