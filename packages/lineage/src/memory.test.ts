import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphColumns } from './columns.ts';
import { LineageGraph } from './graph.ts';
import { Role } from './role.ts';

/** Inputs → harvests → bulk → cases → pallets of 40, unpacked → shop units of 12, in order of arrival. */
function chain(
  from: number,
  harvests: number,
  offset = 0,
): { columns: GraphColumns; lots: number; cases: number } {
  const rows = { event: [] as number[], lot: [] as number[], role: [] as number[] };
  let event = from;
  let lot = offset + 40;
  const add = (one: number, role: number) => {
    rows.event.push(event);
    rows.lot.push(one);
    rows.role.push(role);
  };
  const cases: number[] = [];
  for (let harvest = 0; harvest < harvests; harvest++, event++) {
    for (let input = 0; input < 4; input++) add(1 + ((harvest * 7 + input * 11) % 40), Role.input);
    add(++lot, Role.output);
  }
  const firstHarvest = lot - harvests + 1;
  for (let harvest = 0; harvest < harvests; harvest++, event++) {
    add(firstHarvest + harvest, Role.input);
    for (let one = 0; one < 12; one++) {
      add(++lot, Role.output);
      cases.push(lot);
    }
  }
  for (const size of [40, 12]) {
    for (let at = 0; at < cases.length; at += size, event++) {
      const container = ++lot;
      add(container, Role.parentAdd);
      for (const one of cases.slice(at, at + size)) add(one, Role.childAdd);
      event++;
      add(container, Role.parentDelete);
    }
  }
  const ids = Array.from({ length: event - from }, (_, at) => from + at);
  return {
    columns: { events: { id: ids, time: ids.map(id => id * 1000) }, rows },
    lots: lot,
    cases: cases.length,
  };
}

describe('the memory of a graph', () => {
  const first = chain(1, 6000);
  let graph: LineageGraph;
  beforeAll(() => {
    graph = LineageGraph.build(first.columns);
  });

  it('is at most 12 bytes per transformation pair and 20 per containment interval, both directions', () => {
    const report = graph.bytesPerEdge();
    expect(report.counts.transformation).toBe(6000 * (5 + 13));
    expect(report.counts.containment).toBe(first.cases * 2);
    expect(report.transformation).toBeLessThanOrEqual(12);
    expect(report.containment).toBeLessThanOrEqual(20);
  });

  it('is at most 26 bytes per pair that came later, and back in bounds after compaction', () => {
    const last = first.columns.events.id.length;
    const later = chain(last + 1, 3000, first.lots);
    graph.append(later.columns);
    expect(graph.bytesPerEdge().delta).toBeLessThanOrEqual(26);
    const before = graph.forward({ suspects: [{ lot: 1 }] });
    graph.compact();
    expect(graph.deltaRows).toBe(0);
    expect(graph.bytesPerEdge().transformation).toBeLessThanOrEqual(12);
    expect(graph.bytesPerEdge().containment).toBeLessThanOrEqual(20);
    expect(graph.forward({ suspects: [{ lot: 1 }] })).toEqual(before);
  });

  it('finds in a large closure what the events say', () => {
    const used = new Set<number>([1]);
    const { event, lot, role } = graphRows(first.columns);
    for (let at = 0, start = 0; at <= event.length; at++) {
      if (at < event.length && event[at] === event[start]) continue;
      const part = Array.from({ length: at - start }, (_, one) => start + one);
      const isHit = part.some(one => role[one] === Role.input && used.has(lot[one]!));
      if (isHit) for (const one of part) if (role[one] === Role.output) used.add(lot[one]!);
      start = at;
    }
    const closure = LineageGraph.build(first.columns).forward({ suspects: [{ lot: 1 }] });
    expect(Array.from(closure.lots)).toEqual([...used].sort((one, other) => one - other));
    expect(closure.lots.length).toBeGreaterThan(5000);
  });
});

function graphRows({ rows }: GraphColumns) {
  return { event: Array.from(rows.event), lot: Array.from(rows.lot), role: Array.from(rows.role) };
}
