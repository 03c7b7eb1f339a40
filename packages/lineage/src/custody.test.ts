import { describe, expect, it } from 'vitest';
import { smallGraph, toldColumns } from './testing/small-graph.ts';

const [goods, crate, lorry] = [1, 2, 3];
const packed = { id: 1, at: 10, place: 100, rows: { parentAdd: [crate], childAdd: [goods] } };
const loaded = { id: 2, at: 20, place: 100, rows: { parentAdd: [lorry], childAdd: [crate] } };
const arrived = { id: 3, at: 30, place: 300, rows: { seen: [lorry] } };
const unpacked = { id: 4, at: 40, place: 300, rows: { parentDelete: [crate] } };

const placeOf = (graph: ReturnType<typeof smallGraph>, lot: number) =>
  graph.custody.placeOf(graph.custody.decisiveEvent(lot, graph.relations.containment));

describe('custody', () => {
  it('finds goods where the lorry that holds their crate was seen last', () => {
    expect(placeOf(smallGraph(packed, loaded), goods)).toBe(100);
    expect(placeOf(smallGraph(packed, loaded, arrived), goods)).toBe(300);
  });

  it('finds them the same when the events come late and in any order', () => {
    const graph = smallGraph(arrived);
    graph.append(toldColumns([unpacked]));
    graph.append(toldColumns([loaded, packed]));
    expect(graph.custody.decisiveEvent(crate, graph.relations.containment)).toBe(4);
  });

  it('does not follow a crate that the goods have left', () => {
    const gone = { id: 5, at: 50, place: 500, rows: { seen: [crate] } };
    expect(placeOf(smallGraph(packed, unpacked, gone), goods)).toBe(100);
  });

  it('says which lots it has lost sight of when their last event is voided, and can be told', () => {
    const graph = smallGraph(packed, { id: 6, at: 60, place: 600, rows: { seen: [goods] } });
    graph.voidEvents([6]);
    expect([...graph.custody.stale]).toEqual([goods]);
    graph.custody.reseat(goods, 1);
    expect(graph.custody.stale.size).toBe(0);
    expect(placeOf(graph, goods)).toBe(100);
  });
});
