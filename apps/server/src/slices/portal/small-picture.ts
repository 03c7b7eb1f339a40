import type { LocalText, Picture, PictureEdge, PictureNode, PictureNodeState } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import { addDecimals, eventInstant, gtinOf, labelOf, localText, partyFact, pathOf, quantityFact, thingOf } from './row-facts.ts';
import type { NodeRow, PartRow, ScanRows } from './scan-views.ts';
import type { SmallLineage } from './small-lineage.ts';

/** What a page wants drawn. */
export interface PictureWish {
  readonly most: number;
  readonly stateOf: (node: NodeRow) => PictureNodeState;
}

const UNIT_NAME: LocalText = { 'zh-CN': '物流单元', en: 'Logistic unit' };
const PROCESS_NAME: LocalText = { 'zh-CN': '生产过程', en: 'Process' };

/** The nearest lots of a walk and the ways between them; processes are folded into their outputs. */
export function smallPicture(rows: Pick<ScanRows, 'products' | 'parties' | 'nodes'>, lineage: SmallLineage, wish: PictureWish): Picture {
  const linked = new Set(lineage.edges.flatMap(edge => [edge.from, edge.to]));
  const drawable = rows.nodes
    .filter(node => thingOf(node.uri) !== 'process' && thingOf(node.uri) !== 'product')
    .filter(node => node.depth === 0 || linked.has(node.lot))
    .sort((one, other) => Math.abs(one.depth) - Math.abs(other.depth) || one.lot - other.lot);
  const shown = drawable.slice(0, wish.most);
  const ids = new Set(shown.map(node => node.lot));
  return {
    nodes: shown.map(node => pictureNode(node, rows, lineage, wish.stateOf(node))),
    edges: pictureEdges(lineage, ids),
    truncated: drawable.length > shown.length,
  };
}

function pictureNode(
  node: NodeRow,
  rows: Pick<ScanRows, 'products' | 'parties'>,
  lineage: SmallLineage,
  state: PictureNodeState,
): PictureNode {
  const thing = thingOf(node.uri);
  const product = rows.products[gtinOf(node.uri) ?? ''];
  const making = lineage.makingOf.get(node.lot) ?? firstSeen(node.lot, lineage);
  const party = making ? rows.parties[making.party] : undefined;
  const quantity = making ? quantityOf(node.lot, lineage.partsOf.get(making.id) ?? []) : undefined;
  const fallback = thing === 'unit' ? UNIT_NAME : thing === 'process' ? PROCESS_NAME : { 'zh-CN': labelOf(node.uri) };
  return {
    id: String(node.lot),
    kind: thing === 'unit' || thing === 'item' || thing === 'process' ? thing : 'lot',
    state,
    name: product ? localText(product.zh, product.en) : fallback,
    path: pathOf(node.uri),
    ...(product || thing === 'unit' ? { label: labelOf(node.uri) } : {}),
    ...(quantity ? { quantity } : {}),
    ...(party ? { holder: partyFact(party).name } : {}),
    ...(making ? { at: eventInstant(making) } : {}),
  };
}

function firstSeen(lot: number, lineage: SmallLineage) {
  return [...lineage.events.values()]
    .filter(event => (lineage.partsOf.get(event.id) ?? []).some(part => part.lot === lot))
    .sort((one, other) => one.time.localeCompare(other.time))[0];
}

function quantityOf(lot: number, parts: readonly PartRow[]) {
  const part = parts.find(
    candidate => candidate.lot === lot && (candidate.role === Role.output || candidate.role === Role.seen),
  );
  return part && quantityFact(part);
}

function pictureEdges(lineage: SmallLineage, ids: ReadonlySet<number>): PictureEdge[] {
  const joined = new Map<string, PictureEdge>();
  for (const edge of lineage.edges) {
    if (!ids.has(edge.from) || !ids.has(edge.to)) continue;
    const key = `${edge.from} ${edge.to}`;
    const quantity = quantityFact(edge.part);
    const before = joined.get(key);
    const sum =
      before?.quantity && quantity && before.quantity.unit === quantity.unit
        ? { ...quantity, value: addDecimals(before.quantity.value, quantity.value) }
        : (quantity ?? before?.quantity);
    joined.set(key, {
      from: String(edge.from),
      to: String(edge.to),
      kind: edge.kind,
      ...(sum ? { quantity: sum } : {}),
    });
  }
  return [...joined.values()];
}
