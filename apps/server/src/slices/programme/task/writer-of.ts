import { actorOf, type Caller } from '../../../http/caller.ts';
import { standsAs } from '../standing-as.ts';
import type { Writer } from './task-store.ts';
import type { TaskRow } from './task-views.ts';

/** The office and every authority of a task may add to it; undefined for others. */
export function writerOf(caller: Caller, task: TaskRow): Writer | undefined {
  const parties = task.parties.flatMap(({ party }) => (party === null ? [] : [party]));
  const own = parties.find(party => standsAs(caller, { party, leads: [] }).includes('authority'));
  if (own !== undefined) return { actor: actorOf(caller), party: own };
  return standsAs(caller, { party: null, leads: [] }).includes('office')
    ? { actor: actorOf(caller), party: null }
    : undefined;
}
