import type {
  LocalText,
  Picture,
  PictureEdge,
  PictureNode,
  PictureNodeState,
  Quantity,
} from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import {
  addDecimals,
  eventInstant,
  gtinOf,
  labelOf,
  localText,
  partyFact,
  pathOf,
  quantityFact,
  thingOf,
} from './row-facts.ts';
import type { EventRowOfPage, NodeRow, PartRow, ScanRows } from './scan-views.ts';
import type { SmallLineage } from './small-lineage.ts';

/** What a page wants drawn. */
export interface PictureWish {
  readonly most: number;
  /** Leaves a lot out; what it was joined to is then not joined through it. */
  readonly leaveOut?: (node: NodeRow) => boolean;
  readonly stateOf: (node: NodeRow) => PictureNodeState;
}

const UNIT_NAME: LocalText = { 'zh-CN': '物流单元', en: 'Logistic unit' };
const ASSET_NAME: LocalText = { 'zh-CN': '周转容器', en: 'Returnable container' };
const PROCESS_NAME: LocalText = { 'zh-CN': '生产过程', en: 'Process' };

/** The nearest lots of a walk and the ways between them; processes are folded into their outputs. */
export function smallPicture(
  rows: Pick<ScanRows, 'products' | 'parties' | 'nodes'>,
  lineage: SmallLineage,
  wish: PictureWish,
): Picture {
  const linked = new Set<number>();
  for (const { from, to } of lineage.edges) linked.add(from).add(to);
  const drawable = rows.nodes
    .filter(node => thingOf(node.uri) !== 'process' && thingOf(node.uri) !== 'product')
    .filter(node => node.depth === 0 || (linked.has(node.lot) && !wish.leaveOut?.(node)))
    .sort((one, other) => Math.abs(one.depth) - Math.abs(other.depth) || one.lot - other.lot);
  const ids = new Set(drawable.map(node => node.lot));
  const { edges, told } = pictureEdges(lineage, ids);
  const whole = bundled(
    {
      nodes: drawable.map(node => pictureNode(node, rows, lineage, wish.stateOf(node))),
      edges,
      truncated: false,
    },
    told,
  );
  const nodes = whole.nodes.slice(0, wish.most);
  const shown = new Set(nodes.map(node => node.id));
  return {
    nodes,
    edges: whole.edges.filter(edge => shown.has(edge.from) && shown.has(edge.to)),
    truncated: whole.nodes.length > nodes.length,
  };
}

const FEW = 3;

/** The records from which the quantity of a way was taken. */
type Told = ReadonlyMap<PictureEdge, readonly PartRow[]>;

/**
 * Many alike (same product, same holder, from the same, to the same) become one box that says how many. What went
 * into all of them at once counts once, where it is told which record says it.
 */
export function bundled(picture: Picture, told: Told = new Map()): Picture {
  if (picture.nodes.length <= FEW) return picture;
  const groups = alikes(picture);
  if (groups.every(members => members.length <= FEW)) return picture;
  const standsFor = new Map<string, string>();
  const nodes: PictureNode[] = [];
  for (const members of groups) {
    if (members.length <= FEW) {
      nodes.push(...members);
      continue;
    }
    const [first] = members as [PictureNode];
    for (const member of members) standsFor.set(member.id, first.id);
    const { path: _path, quantity: _quantity, ...rest } = first;
    nodes.push({ ...rest, label: `× ${members.length}` });
  }
  const order = new Map(picture.nodes.map((node, index) => [node.id, index]));
  const ends = (edge: PictureEdge) =>
    [standsFor.get(edge.from) ?? edge.from, standsFor.get(edge.to) ?? edge.to] as const;
  const ways = Map.groupBy(picture.edges, edge => ends(edge).join(' '));
  return {
    nodes: nodes.sort((one, other) => order.get(one.id)! - order.get(other.id)!),
    edges: [...ways.values()].map(edges => {
      const [from, to] = ends(edges[0]!);
      const quantity = quantityOfAll(edges, told);
      return { from, to, kind: edges[0]!.kind, ...(quantity ? { quantity } : {}) };
    }),
    truncated: picture.truncated,
  };
}

function quantityOfAll(edges: readonly PictureEdge[], told: Told): Quantity | undefined {
  const quantities = edges.every(edge => told.has(edge))
    ? [...new Set(edges.flatMap(edge => told.get(edge)!))].map(quantityFact)
    : edges.map(edge => edge.quantity);
  return quantities.reduce(sumOf, undefined);
}

function alikes(picture: Picture): readonly (readonly PictureNode[])[] {
  const looks = Map.groupBy(picture.nodes, node =>
    mayFold(node) ? [node.kind, node.state, node.name['zh-CN'], node.holder?.['zh-CN']].join('|') : node.id,
  );
  const joined = (id: string) =>
    picture.edges
      .filter(edge => edge.from === id || edge.to === id)
      .map(edge => (edge.from === id ? `>${edge.to}` : `<${edge.from}`))
      .sort()
      .join();
  return [...looks.values()].flatMap(members =>
    members.length <= FEW ? [members] : [...Map.groupBy(members, ({ id }) => joined(id)).values()],
  );
}

/** What a reader asked about, and what was recalled, stands by itself. */
function mayFold({ state }: PictureNode): boolean {
  return state === 'plain' || state === 'affected' || state === 'carrier';
}

function sumOf(one: Quantity | undefined, other: Quantity | undefined): Quantity | undefined {
  if (!one || !other || one.unit !== other.unit) return other ?? one;
  return { ...one, value: addDecimals(one.value, other.value) };
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
  const generic = genericName(node.uri, thing);
  return {
    id: String(node.lot),
    kind: thing === 'unit' || thing === 'item' || thing === 'process' ? thing : 'lot',
    state,
    name: product ? localText(product.zh, product.en) : (generic ?? { 'zh-CN': labelOf(node.uri) }),
    path: pathOf(node.uri),
    ...(product || generic ? { label: labelOf(node.uri) } : {}),
    ...(quantity ? { quantity } : {}),
    ...(party ? { holder: partyFact(party).name } : {}),
    ...(making ? { at: eventInstant(making) } : {}),
  };
}

/** What things without a product of their own are called. */
function genericName(uri: string, thing: ReturnType<typeof thingOf>): LocalText | undefined {
  if (thing === 'unit') return UNIT_NAME;
  if (thing === 'process') return PROCESS_NAME;
  return /\/8003\//.test(uri) ? ASSET_NAME : undefined;
}

function firstSeen(lot: number, lineage: SmallLineage) {
  let first: EventRowOfPage | undefined;
  for (const event of lineage.events.values()) {
    if (first !== undefined && first.time <= event.time) continue;
    if (lineage.partsOf.get(event.id)?.some(part => part.lot === lot)) first = event;
  }
  return first;
}

function quantityOf(lot: number, parts: readonly PartRow[]) {
  const part = parts.find(
    candidate => candidate.lot === lot && (candidate.role === Role.output || candidate.role === Role.seen),
  );
  return part && quantityFact(part);
}

function pictureEdges(
  lineage: SmallLineage,
  ids: ReadonlySet<number>,
): { readonly edges: PictureEdge[]; readonly told: Told } {
  const drawn = lineage.edges.filter(edge => ids.has(edge.from) && ids.has(edge.to));
  const told = new Map<PictureEdge, readonly PartRow[]>();
  for (const edges of Map.groupBy(drawn, ({ from, to }) => `${from} ${to}`).values()) {
    const { from, to, kind } = edges.at(-1)!;
    const parts = edges.filter(edge => edge.kind !== 'member').map(({ part }) => part);
    const quantity = parts.map(quantityFact).reduce(sumOf, undefined);
    told.set({ from: String(from), to: String(to), kind, ...(quantity ? { quantity } : {}) }, parts);
  }
  return { edges: [...told.keys()], told };
}
