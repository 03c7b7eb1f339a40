import type { Picture, PictureNode } from '@pinxin/contract/scan';

/** A box with its place, in user units (about a CSS pixel when drawn at its own size). */
export interface PlacedNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lines that there is room for in its name. */
  readonly nameLines: 1 | 2;
}

/** A band of one holder's boxes. */
export interface Lane {
  readonly holder: string;
  readonly y: number;
  readonly height: number;
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly lanes: readonly Lane[];
}

/** Measures of one way to draw: `across` for wide screens (time to the right), `down` for phones (time downwards). */
export type PictureForm =
  | { readonly kind: 'across'; readonly width: number; readonly nameLines?: 2 }
  | { readonly kind: 'down'; readonly width: number };

const GAP = 28;
const NARROW_GAP = 18;
const ROW = 12;
const LANE_LABEL = 22;
const MOST_LANES = 7;

/** Layers by the longest way from a beginning; boxes in a cycle stand where the walk first met them. */
export function layersOf(picture: Picture): ReadonlyMap<string, number> {
  const known = new Set(picture.nodes.map(node => node.id));
  const edges = picture.edges.filter(
    edge => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to,
  );
  const waiting = new Map(picture.nodes.map(node => [node.id, 0]));
  const onward = new Map<string, string[]>();
  for (const edge of edges) {
    waiting.set(edge.to, waiting.get(edge.to)! + 1);
    onward.set(edge.from, [...(onward.get(edge.from) ?? []), edge.to]);
  }
  const layer = new Map<string, number>(picture.nodes.map(node => [node.id, 0]));
  const order = byTime(picture.nodes);
  const queue = order.filter(node => waiting.get(node.id) === 0).map(node => node.id);
  const done = new Set<string>(queue);
  for (let next = 0; next < picture.nodes.length; next++) {
    if (next >= queue.length) {
      // Only cycles are left: the earliest box breaks one.
      const broken = order.find(node => !done.has(node.id));
      if (!broken) break;
      queue.push(broken.id);
      done.add(broken.id);
    }
    const id = queue[next]!;
    for (const to of onward.get(id) ?? []) {
      if (done.has(to)) continue;
      layer.set(to, Math.max(layer.get(to)!, layer.get(id)! + 1));
      waiting.set(to, waiting.get(to)! - 1);
      if (waiting.get(to) === 0) {
        queue.push(to);
        done.add(to);
      }
    }
  }
  return layer;
}

/** Gives every box its place. The same picture always gets the same layout. */
export function layOut(
  picture: Picture,
  form: PictureForm,
  holderOf: (node: PictureNode) => string,
): PictureLayout {
  const layer = layersOf(picture);
  return form.kind === 'down'
    ? layDown(picture, layer, form.width)
    : layAcross(picture, layer, form, holderOf);
}

function layDown(picture: Picture, layer: ReadonlyMap<string, number>, width: number): PictureLayout {
  const boxHeight = 54;
  const half = (width - ROW) / 2;
  const nodes: PlacedNode[] = [];
  let y = 2;
  for (const members of grouped(picture.nodes, node => layer.get(node.id)!)) {
    const ordered = byNeighbours(members, picture, nodes);
    for (let index = 0; index < ordered.length; index += 2) {
      const row = ordered.slice(index, index + 2);
      const boxWidth = row.length === 1 ? Math.min(width - 4, 230) : half - 2;
      const start = (width - (row.length * boxWidth + (row.length - 1) * ROW)) / 2;
      for (const [column, node] of row.entries()) {
        nodes.push({
          node,
          x: start + column * (boxWidth + ROW),
          y,
          width: boxWidth,
          height: boxHeight,
          nameLines: 1,
        });
      }
      y += boxHeight + ROW;
    }
    y += 24;
  }
  return { width, height: Math.max(y - 24 - ROW + 2, 1), nodes, lanes: [] };
}

function layAcross(
  picture: Picture,
  layer: ReadonlyMap<string, number>,
  form: Extract<PictureForm, { kind: 'across' }>,
  holderOf: (node: PictureNode) => string,
): PictureLayout {
  const { width: wished } = form;
  const nameLines = form.nameLines ?? 1;
  const boxHeight = 68 + (nameLines - 1) * 16;
  const layers = Math.max(0, ...layer.values()) + 1;
  const gap = layers > 4 ? NARROW_GAP : GAP;
  const boxWidth = Math.min(190, Math.max(90, (wished - 4 - gap * (layers - 1)) / layers));
  const width = Math.max(layers * boxWidth + (layers - 1) * gap + 4, layers === 1 ? boxWidth + 4 : 0);
  const bands = bandsOf(picture, layer, holderOf);
  const nodes: PlacedNode[] = [];
  const lanes: Lane[] = [];
  let top = 0;
  for (const band of bands) {
    const label = band.holder === undefined ? 0 : LANE_LABEL;
    const columns = grouped(band.nodes, node => layer.get(node.id)!);
    const tallest = Math.max(...columns.map(column => column.length));
    const height = label + tallest * boxHeight + (tallest - 1) * ROW + ROW;
    for (const column of columns) {
      const ordered = byNeighbours(column, picture, nodes);
      const used = ordered.length * boxHeight + (ordered.length - 1) * ROW;
      const start = top + label + (height - label - ROW - used) / 2;
      for (const [row, node] of ordered.entries()) {
        nodes.push({
          node,
          x: 2 + layer.get(node.id)! * (boxWidth + gap),
          y: start + row * (boxHeight + ROW),
          width: boxWidth,
          height: boxHeight,
          nameLines,
        });
      }
    }
    if (band.holder !== undefined) lanes.push({ holder: band.holder, y: top, height });
    top += height + ROW / 2;
  }
  return { width, height: Math.max(top, 1), nodes, lanes };
}

/** Lanes by holder when there are a few holders; one band without a name when there is one, or too many. */
function bandsOf(
  picture: Picture,
  layer: ReadonlyMap<string, number>,
  holderOf: (node: PictureNode) => string,
): { holder?: string; nodes: PictureNode[] }[] {
  const holders = new Map<string, PictureNode[]>();
  for (const node of picture.nodes)
    holders.set(holderOf(node), [...(holders.get(holderOf(node)) ?? []), node]);
  if (holders.size < 2 || holders.size > MOST_LANES) return [{ nodes: [...picture.nodes] }];
  const depth = (nodes: readonly PictureNode[]) => Math.min(...nodes.map(node => layer.get(node.id)!));
  return [...holders]
    .sort(([, one], [, other]) => depth(one) - depth(other))
    .map(([holder, nodes]) => ({ holder, nodes }));
}

function grouped(nodes: readonly PictureNode[], layerOf: (node: PictureNode) => number): PictureNode[][] {
  const groups = new Map<number, PictureNode[]>();
  for (const node of nodes) groups.set(layerOf(node), [...(groups.get(layerOf(node)) ?? []), node]);
  return [...groups].sort(([one], [other]) => one - other).map(([, members]) => members);
}

/** Boxes beside those they come from, so that lines cross less (one barycentre pass). */
function byNeighbours(
  members: readonly PictureNode[],
  picture: Picture,
  placed: readonly PlacedNode[],
): PictureNode[] {
  const middle = new Map(placed.map(box => [box.node.id, box.y + box.x / 10]));
  const wish = new Map(
    members.map(node => {
      const before = picture.edges.filter(edge => edge.to === node.id).map(edge => middle.get(edge.from));
      const known = before.filter(place => place !== undefined);
      return [node.id, known.length === 0 ? 0 : known.reduce((sum, place) => sum + place, 0) / known.length];
    }),
  );
  return byTime(members).sort((one, other) => wish.get(one.id)! - wish.get(other.id)!);
}

function byTime(nodes: readonly PictureNode[]): PictureNode[] {
  return [...nodes].sort(
    (one, other) => (one.at ?? '').localeCompare(other.at ?? '') || one.id.localeCompare(other.id),
  );
}
