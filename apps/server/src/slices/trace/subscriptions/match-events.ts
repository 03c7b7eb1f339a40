import { eventsMeeting, factsOf, type Reader } from './facts-views.ts';
import type { IndexedWatch, WatchIndex } from './watch-index.ts';

/** Which readers get which events, each list in the order of the journal. */
export type Matches<T> = ReadonlyMap<T, readonly number[]>;

/** Reads these events once and finds who waits for which of them and may see it. */
export async function matchEvents<T>(
  reader: Reader,
  index: WatchIndex<T>,
  ids: readonly number[],
): Promise<Matches<T>> {
  const matches = new Map<T, readonly number[]>();
  if (index.size === 0 || ids.length === 0) return matches;
  const found = new Map<IndexedWatch<T>, number[]>();
  for (const facts of await factsOf(reader, ids, index.wanted)) {
    for (const watch of index.candidates(facts)) {
      const list = found.get(watch);
      if (list === undefined) found.set(watch, [facts.id]);
      else list.push(facts.id);
    }
  }
  const answers = new Map<string, ReadonlySet<number>>();
  for (const [watch, candidates] of found) {
    const events = await decided(reader, watch, candidates, answers);
    if (events.length > 0) matches.set(watch.reader, events);
  }
  return matches;
}

/** Equal questions about equal events are asked once. */
async function decided<T>(
  reader: Reader,
  { byDatabase, viewer }: IndexedWatch<T>,
  candidates: readonly number[],
  answers: Map<string, ReadonlySet<number>>,
): Promise<readonly number[]> {
  if (byDatabase.length === 0) return candidates;
  const question = JSON.stringify([byDatabase, viewer, candidates]);
  const met = answers.get(question) ?? (await eventsMeeting(reader, byDatabase, viewer, candidates));
  answers.set(question, met);
  return candidates.filter(id => met.has(id));
}
