import { madeIn, type ReadEvent, usedIn } from './demo.ts';

/** What a lot reached: lots and items by transformation or membership, and the places where they were. */
export interface Reach {
  readonly lots: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

/**
 * Everything that came out of a lot, walking once through the events in the order of time: an input taints
 * the
 * outputs and the running process from then on; a container only names what is in it while it is in it.
 * Deliberately naive: it is what the tests hold the story to.
 */
export function reachOf(start: string, events: readonly ReadEvent[]): Reach {
  const lots = new Set([start]);
  const processes = new Set<string>();
  const places = new Set<string>();
  const inside = new Map<string, Set<string>>();
  for (const event of events) {
    const content = event.type === 'AggregationEvent' ? containerOf(event, inside) : undefined;
    const named = [...usedIn(event), ...madeIn(event)];
    const within = named.concat(named.flatMap(each => [...(inside.get(each) ?? [])]));
    if (event.type === 'TransformationEvent') taint(event, lots, processes);
    if (event.type === 'ObjectEvent' && event.action === 'ADD') {
      const members = madeIn(event);
      if (members.some(each => lots.has(each) && each.includes('/10/')))
        for (const each of members) lots.add(each);
    }
    if (within.concat([...(content ?? [])]).some(each => lots.has(each))) places.add(event.readPoint.id);
  }
  return { lots, places };
}

function taint(event: ReadEvent, lots: Set<string>, processes: Set<string>): void {
  const process = event.transformationID;
  const tainted =
    usedIn(event).some(each => lots.has(each)) || (process !== undefined && processes.has(process));
  if (!tainted) return;
  if (process !== undefined) processes.add(process);
  for (const each of madeIn(event)) lots.add(each);
}

function containerOf(event: ReadEvent, inside: Map<string, Set<string>>): Set<string> {
  const parent = event.parentID as string;
  const content = inside.get(parent) ?? new Set<string>();
  if (event.action === 'ADD') {
    for (const each of usedIn(event)) content.add(each);
    inside.set(parent, content);
    return content;
  }
  inside.delete(parent);
  return content;
}
