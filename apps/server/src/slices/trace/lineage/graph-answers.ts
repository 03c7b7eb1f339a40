import type { Adjacency } from '@pinxin/lineage/adjacency';
import { commonCause } from '@pinxin/lineage/common-cause';
import { IntBuffer } from '@pinxin/lineage/int-buffer';
import type { CauseByNumber, CustodyColumns, LineageAnswer, LineageQuestion } from './lineage.ts';
import type { LineageState } from './lineage-state.ts';

/** A closure by the graph. */
export function closureOf(
  state: LineageState,
  { direction, suspects, asOf, custodyWithin = 0 }: LineageQuestion,
): LineageAnswer {
  const { graph } = state;
  const query = { suspects, ...(asOf === undefined ? {} : { asOf }) };
  const { truncated: _, ...closure } = direction === 'forward' ? graph.forward(query) : graph.backward(query);
  const answer: LineageAnswer = { ...closure, watermark: graph.watermark, by: 'graph' };
  return closure.lots.length > custodyWithin
    ? answer
    : { ...answer, custody: custodyOf(state, closure.lots) };
}

/** Where lots are now, and how much there was of them. */
export function custodyOf({ graph, made }: LineageState, lots: Uint32Array): CustodyColumns {
  const { custody } = graph;
  const { containment, uses, madeBy } = graph.relations;
  const buffer = new IntBuffer();
  const names = (adjacency: Adjacency, lot: number, event: number): boolean => {
    let left = adjacency.collect(lot, buffer);
    while (left > 0) if (buffer.ints[--left] === event) return true;
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
    columns.used[at] = event !== 0 && names(uses, lot, event) && !names(madeBy, lot, event) ? 1 : 0;
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
