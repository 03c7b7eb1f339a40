import { LineageGraph } from '../graph.ts';
import { columnsOf, type History } from './random-history.ts';

/** Tells the history as it might arrive: some at once, the rest one by one, voids in between; `look` after each step. */
export function told(
  { events, voided, built, compactedAfter }: History,
  look: (graph: LineageGraph) => void = () => {},
): LineageGraph {
  const early = voided.filter(({ after }) => after < 3).map(({ event }) => event);
  const graph = LineageGraph.build(columnsOf(events.slice(0, built), early));
  look(graph);
  for (const [at, event] of events.slice(built).entries()) {
    graph.append(
      columnsOf(
        [event],
        voided.filter(({ after }) => after - 3 === at).map(one => one.event),
      ),
    );
    if (at === compactedAfter) graph.compact();
    look(graph);
  }
  graph.voidEvents(voided.map(({ event }) => event));
  if (compactedAfter % 3 === 0) graph.compact();
  return graph;
}
