import type { LineageGraph } from './graph.ts';
import { IntBuffer } from './int-buffer.ts';

/** Something upstream that several bad lots share. */
export interface Candidate {
  /** A lot, input or running process; or a place. */
  readonly kind: 'lot' | 'place';
  readonly id: number;
  /** How many of the bad lots it reached. */
  readonly reached: number;
  readonly of: number;
  /**
   * How many other lots it reached that are neither bad nor on the way to a bad one. A lower bound when
   * `othersAtLeast`.
   */
  readonly others: number;
  readonly othersAtLeast: boolean;
  /** 0–1, see `commonCause`. */
  readonly score: number;
}

/** What is asked. */
export interface CommonCauseQuery {
  /** Lots known to be bad. */
  readonly bad: readonly number[];
  readonly asOf?: number;
  /** How many candidates are wanted; 20 when absent. */
  readonly limit?: number;
  /** Candidates' reach is followed to so many lots; 100,000 when absent. */
  readonly maxReach?: number;
}

/**
 * Ranks what the bad lots have in common upstream: lots, inputs, processes, and places where their ancestors
 * were made.
 *
 * share = bad lots reached ÷ bad lots; purity = bad lots reached ÷ (bad lots reached + other lots reached);
 * score = 2 · share · purity ÷ (share + purity), their harmonic mean. 1 says: it reached all bad lots and
 * nothing else. What lies on the way from a candidate to bad lots, and what was made of bad lots, is evidence
 * for neither side and not counted; neither are containers that merely carried. Equal scores: who reached more comes first, then who
 * is nearer to the bad lots, then the smaller number. Sightings are not in the graph: a place counts only
 * where something was made there.
 */
export function commonCause(graph: LineageGraph, query: CommonCauseQuery): Candidate[] {
  const { limit = 20, maxReach = 100_000, asOf = Infinity } = query;
  const bad = [...new Set(query.bad)];
  const upstream = ancestry(graph, bad, asOf);
  // What was made of bad lots is bad with them: it speaks against no candidate.
  for (const lot of graph.forward({ suspects: bad.map(each => ({ lot: each })), asOf }).lots)
    upstream.onTheWay.add(lot);
  const waiting = [...upstream.lots, ...upstream.places].sort(
    (one, other) => other.reached - one.reached || other.latest - one.latest || one.id - other.id,
  );
  const best: (Candidate & { readonly latest: number })[] = [];
  for (const { kind, id, reached, latest } of waiting) {
    const share = reached / bad.length;
    const floor = best.length < limit ? 0 : best[limit - 1]!.score;
    // No purity can lift a share above this: the rest of the list cannot come in either.
    if (floor >= (2 * share) / (1 + share)) break;
    // Who reaches more others than this cannot come in: hubs are followed no further.
    const mostOthers = floor === 0 ? Infinity : reached * ((2 * share - floor) / (floor * share) - 1);
    const maxLots = Math.min(maxReach, Math.ceil(mostOthers) + upstream.onTheWay.size);
    const suspects = kind === 'lot' ? [{ lot: id }] : madeAt(graph, id, asOf);
    const found = graph.forward({ suspects, asOf, maxLots });
    if (found.truncated && maxLots < maxReach) continue;
    const others = found.lots.reduce((sum, lot) => sum + (upstream.onTheWay.has(lot) ? 0 : 1), 0);
    const purity = reached / (reached + others);
    best.push({
      kind,
      id,
      reached,
      of: bad.length,
      others,
      othersAtLeast: found.truncated,
      latest,
      score: (2 * share * purity) / (share + purity),
    });
    best.sort(
      (one, other) =>
        other.score - one.score ||
        other.reached - one.reached ||
        other.latest - one.latest ||
        one.id - other.id,
    );
    best.length = Math.min(best.length, limit);
  }
  return best.map(({ latest: _, ...candidate }) => candidate);
}

interface Ancestor {
  readonly kind: 'lot' | 'place';
  readonly id: number;
  reached: number;
  /** Latest time at which it mattered for a bad lot: the later, the nearer. */
  latest: number;
}

function ancestry(graph: LineageGraph, bad: readonly number[], asOf: number) {
  const lots = new Map<number, Ancestor>();
  const places = new Map<number, Ancestor>();
  const onTheWay = new Set(bad);
  const note = (into: Map<number, Ancestor>, kind: 'lot' | 'place', id: number, latest: number) => {
    const known = into.get(id);
    if (known === undefined) into.set(id, { kind, id, reached: 1, latest });
    else {
      known.reached++;
      known.latest = Math.max(known.latest, latest);
    }
  };
  for (const lot of bad) {
    const back = graph.backward({ suspects: [{ lot }], asOf });
    for (const [at, found] of back.lots.entries()) {
      onTheWay.add(found);
      if (found !== lot) note(lots, 'lot', found, back.times[at]!);
    }
    const seen = new Map<number, number>();
    for (const event of back.events) {
      const place = graph.custody.placeOf(event);
      const time = graph.events.times[event]!;
      if (place !== 0) seen.set(place, Math.max(time, seen.get(place) ?? -Infinity));
    }
    for (const [place, latest] of seen) note(places, 'place', place, latest);
  }
  return { lots: lots.values(), places: places.values(), onTheWay };
}

/** Everything that was made at a place, each from when it was made. */
function madeAt({ custody, events, relations }: LineageGraph, place: number, asOf: number) {
  const suspects: { lot: number; time: number }[] = [];
  const buffer = new IntBuffer();
  for (let event = 1; event < events.times.length; event++) {
    const time = events.times[event]!;
    if (custody.placeOf(event) !== place || !(time <= asOf)) continue;
    const count = relations.makes.collect(event, buffer);
    for (let at = 0; at < count; at++) suspects.push({ lot: buffer.ints[at]!, time });
  }
  return suspects;
}
