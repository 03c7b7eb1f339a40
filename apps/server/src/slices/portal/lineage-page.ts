import type { ContainedRow, LineagePage, LineageRow } from '@pinxin/contract/lineage-page';
import type { NamedCode } from '@pinxin/contract/scan';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import type { ContainerStay } from '../trace/api.ts';
import { focusOf, LINEAGE_BOUNDS, type LineageDirection, type LineageRows } from './lineage-views.ts';
import { eventInstant, localInstant, lotFact, partyFact, placeFact, quantityFact } from './row-facts.ts';
import type { SmallEdge } from './scan-views.ts';
import { partsByEvent, type SmallLineage, smallLineage } from './small-lineage.ts';
import { smallPicture } from './small-picture.ts';

const PAGE_SIZE = 25;
const MOST_PICTURED = 20;
const MOST_CONTAINERS = 25;

/** Rows → lineage page; undefined when nobody ever recorded this lot. */
export function buildLineagePage(
  code: NamedCode,
  rows: LineageRows,
  stays: readonly ContainerStay[],
  asked: { readonly depth: number; readonly direction: LineageDirection; readonly page: number },
): LineagePage | undefined {
  const focus = focusOf(rows, code.uri);
  if (!focus) return undefined;
  const lineage = smallLineage({ ...rows, partsOf: partsByEvent(rows.parts) });
  const reached = reach(focus.lot, lineage);
  const wanted = lineage.edges
    .flatMap(edge => {
      const found = reached.get(edge);
      return found === undefined ? [] : [{ edge, ...found }];
    })
    .sort(
      (one, other) => one.depth - other.depth || one.edge.event.time.localeCompare(other.edge.event.time),
    );
  const touched = new Map([[focus.lot, 0]]);
  for (const { edge, depth } of wanted) {
    for (const lot of [edge.from, edge.to]) touched.set(lot, Math.min(depth, touched.get(lot) ?? depth));
  }
  const near = rows.nodes
    .filter(node => touched.has(node.lot))
    .map(node => ({ ...node, depth: touched.get(node.lot)! }));
  const picture = smallPicture(
    { ...rows, nodes: near },
    { ...lineage, edges: wanted.map(({ edge }) => edge) },
    { most: MOST_PICTURED, stateOf: node => (node.lot === focus.lot ? 'focus' : 'plain') },
  );
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE_SIZE));
  const page = Math.min(asked.page, pages);
  return {
    lot: lotFact(code.uri, rows.products),
    depth: asked.depth,
    direction: asked.direction,
    picture,
    rows: wanted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(found => rowOf(found, rows, lineage)),
    page,
    pages,
    total: wanted.length,
    truncated:
      picture.truncated ||
      rows.nodes.length >= LINEAGE_BOUNDS.nodes ||
      rows.events.length >= LINEAGE_BOUNDS.events,
    containers: {
      total: stays.length,
      rows: stays
        .slice(-MOST_CONTAINERS)
        .reverse()
        .map(stay => containedRow(stay, rows)),
    },
    isDemo: rows.demo,
  };
}

function containedRow(
  { uri, within, from, to, record, endedBy }: ContainerStay,
  { products }: LineageRows,
): ContainedRow {
  const hash = (address: string) => address.slice(address.lastIndexOf('/') + 1);
  return {
    container: lotFact(uri, products),
    ...(within === undefined ? {} : { within: lotFact(within, products) }),
    // Stays have no clock of their own: shown on that of the region.
    from: localInstant(from, LEGAL_OFFSET_MINUTES),
    ...(to === undefined ? {} : { to: localInstant(to, LEGAL_OFFSET_MINUTES) }),
    event: hash(record),
    ...(endedBy === undefined ? {} : { endedBy: hash(endedBy) }),
  };
}

interface Reached {
  readonly direction: 'back' | 'forward';
  readonly depth: number;
}

/** Edges met when walking from the lot back, and from it forward; never back and then forward again. */
function reach(focus: number, lineage: SmallLineage): ReadonlyMap<SmallEdge, Reached> {
  const found = new Map<SmallEdge, Reached>();
  for (const direction of ['back', 'forward'] as const) {
    let front = new Set([focus]);
    const seen = new Set([focus]);
    for (let depth = 1; front.size > 0; depth++) {
      const next = new Set<number>();
      for (const edge of lineage.edges) {
        const [here, there] = direction === 'back' ? [edge.to, edge.from] : [edge.from, edge.to];
        if (!front.has(here)) continue;
        if (!found.has(edge)) found.set(edge, { direction, depth });
        if (!seen.has(there)) {
          seen.add(there);
          next.add(there);
        }
      }
      front = next;
    }
  }
  return found;
}

function rowOf(
  { edge, direction, depth }: Reached & { readonly edge: SmallEdge },
  rows: LineageRows,
  lineage: SmallLineage,
): LineageRow {
  const uriOf = (lot: number) => lineage.nodes.get(lot)?.uri ?? '';
  const party = rows.parties[edge.event.party];
  const place = placeFact(rows.places[edge.event.place ?? -1], edge.event.place_uri);
  const quantity = edge.kind === 'member' ? undefined : quantityFact(edge.part);
  return {
    direction,
    depth,
    relation: edge.kind,
    from: lotFact(uriOf(edge.from), rows.products),
    to: lotFact(uriOf(edge.to), rows.products),
    at: eventInstant(edge.event),
    event: edge.event.hash,
    ...(quantity ? { quantity } : {}),
    ...(party ? { by: partyFact(party) } : {}),
    ...(place ? { place } : {}),
  };
}
