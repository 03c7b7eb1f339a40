import type { Adjacency } from '@pinxin/lineage/adjacency';
import type { Closure } from '@pinxin/lineage/closure';
import { commonCause } from '@pinxin/lineage/common-cause';
import { IntBuffer } from '@pinxin/lineage/int-buffer';
import type { CauseByNumber, CustodyColumns, LineageAnswer, LineageQuestion } from './lineage.ts';
import type { LineageState } from './lineage-state.ts';

/** A closure by the graph. */
export function closureOf(state: LineageState, question: LineageQuestion): LineageAnswer {
  const { truncated: _, ...closure } = walked(state, question);
  return answerOf(state, question, closure);
}

/**
 * The same where it has no more than `most` lots and the graph has all that the asker has seen; undefined otherwise.
 * Bounded, so that it may be asked by a thread that others wait for.
 */
export function smallClosureOf(
  state: LineageState,
  question: LineageQuestion,
  most: number,
): LineageAnswer | undefined {
  const { reached } = question;
  if (reached === undefined || state.graph.watermark < reached) return undefined;
  const { truncated, ...closure } = walked(state, question, most);
  return truncated ? undefined : answerOf(state, question, closure);
}

function walked(
  { graph }: LineageState,
  { direction, suspects, asOf }: LineageQuestion,
  maxLots?: number,
): Closure {
  const query = {
    suspects,
    ...(asOf === undefined ? {} : { asOf }),
    ...(maxLots === undefined ? {} : { maxLots }),
  };
  return direction === 'forward' ? graph.forward(query) : graph.backward(query);
}

function answerOf(
  state: LineageState,
  { custodyWithin = 0 }: LineageQuestion,
  closure: Omit<Closure, 'truncated'>,
): LineageAnswer {
  const answer: LineageAnswer = { ...closure, watermark: state.graph.watermark, by: 'graph' };
  return closure.lots.length > custodyWithin
    ? answer
    : { ...answer, custody: custodyOf(state, closure.lots) };
}

/** Where lots are now, and how much there was of them. */
export function custodyOf({ graph, made }: LineageState, lots: Uint32Array): CustodyColumns {
  const { custody } = graph;
  const { containment, madeFrom, makes } = graph.relations;
  const buffer = new IntBuffer();
  // From the event's side: a pesticide has a hundred thousand uses, an event few lots.
  const names = (adjacency: Adjacency, event: number, lot: number): boolean => {
    let left = adjacency.collect(event, buffer);
    while (left > 0) if (buffer.ints[--left] === lot) return true;
    return false;
  };
  const columns = {
    event: new Int32Array(lots.length),
    place: new Int32Array(lots.length),
    party: new Int32Array(lots.length),
    used: new Uint8Array(lots.length),
    made: new Float64Array(lots.length),
    unit: new Int32Array(lots.length),
    told: new Uint8Array(lots.length),
  };
  for (let at = 0; at < lots.length; at++) {
    const lot = lots[at]!;
    const event = custody.decisiveEvent(lot, containment);
    columns.event[at] = event;
    columns.place[at] = custody.placeOf(event);
    columns.party[at] = custody.partyOf(event);
    columns.used[at] = event !== 0 && names(madeFrom, event, lot) && !names(makes, event, lot) ? 1 : 0;
    columns.made[at] = made.sumOf(lot);
    columns.unit[at] = made.unitOf(lot);
    columns.told[at] = made.isTold(lot) ? 1 : 0;
  }
  return columns;
}

/** What bad lots share upstream, best first. */
export function causesOf({ graph }: LineageState, lots: readonly number[]): readonly CauseByNumber[] {
  return commonCause(graph, { bad: lots }).map(({ kind, id, reached, others, score }) => ({
    kind,
    id,
    reached,
    others,
    score,
  }));
}
