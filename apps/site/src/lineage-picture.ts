import type { Picture, PictureEdge, PictureNode, Quantity } from '@pinxin/contract/scan';
import { type Html, html, nothing } from './html.ts';
import { layOut, type PictureForm, type PictureLayout, type PlacedNode } from './picture-layout.ts';
import type { Wording } from './wording.ts';

/** How a picture is drawn: its form, and whether its boxes lead somewhere. */
export interface PictureOptions {
  readonly form: PictureForm;
  /** Distinguishes two pictures on one page. */
  readonly id: string;
  /** With links the picture is a group of links; without, one image with a description. */
  readonly links: boolean;
}

const NAME_SIZE = 13;
const LOW_SIZE = 11.5;
const LINE = 18;
const PADDING = 14;
const THINNEST = 1.5;
const THICKEST = 10;

/** Draws a lineage as SVG: time to the right (or down), lanes by holder, line width by quantity. */
export function drawLineage(picture: Picture, words: Wording, options: PictureOptions): Html {
  if (picture.nodes.length === 0) return nothing;
  const holderOf = (node: PictureNode) =>
    node.holder ? words.name(node.holder) : words.say('picture.noHolder');
  const layout = roomyLayout(picture, options.form, holderOf, words);
  const places = new Map(layout.nodes.map(box => [box.node.id, box]));
  const widths = edgeWidths(picture.edges);
  const down = options.form.kind === 'down';
  const title = `${options.id}-t`;
  const description = `${options.id}-d`;
  return html`<svg class="pic ${options.form.kind}" viewBox="0 0 ${round(layout.width)} ${round(layout.height)}" width="${round(layout.width)}" height="${round(layout.height)}" role="${options.links ? 'group' : 'img'}" aria-labelledby="${title} ${description}"><title id="${title}">${words.say('picture.title')}</title><desc id="${description}">${describe(picture, words)}</desc>${layout.lanes
    .slice(1)
    .map(
      lane => html`<path class="lane" d="M0 ${round(lane.y)}H${round(layout.width)}"/>`,
    )}${picture.edges.map((edge, index) => drawEdge(edge, places, widths[index]!, down))}${layout.lanes.map(
    lane =>
      html`<text class="own" x="2" y="${round(lane.y + 15)}">${fitText(lane.holder, layout.width, 12)}</text>`,
  )}${layout.nodes.map(box => drawBox(box, words, options.links, down))}</svg>`;
}

/** Boxes with room for names of two lines where one line is too short for some. */
function roomyLayout(
  picture: Picture,
  form: PictureForm,
  holderOf: (node: PictureNode) => string,
  words: Wording,
): PictureLayout {
  const layout = layOut(picture, form, holderOf);
  const fits = ({ node, width }: PlacedNode) => {
    const name = words.name(node.name);
    return fitText(name, width - PADDING, NAME_SIZE) === name;
  };
  if (form.kind === 'down' || layout.nodes.every(fits)) return layout;
  return layOut(picture, { ...form, nameLines: 2 }, holderOf);
}

function drawEdge(
  edge: PictureEdge,
  places: ReadonlyMap<string, PlacedNode>,
  width: number,
  down: boolean,
): Html {
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  if (!from || !to || from === to) return nothing;
  const d = down ? downCurve(from, to) : acrossCurve(from, to);
  const bad = isAffected(from.node) && isAffected(to.node);
  const kind = edge.kind === 'made' ? '' : ' pack';
  return html`<path class="way${kind}${bad ? ' bad' : ''}" d="${d}" stroke-width="${round(width)}"/>`;
}

function acrossCurve(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(22, Math.abs(x2 - x1) / 2);
  return `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

function downCurve(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height];
  const [x2, y2] = [to.x + to.width / 2, to.y];
  const bend = Math.max(14, Math.abs(y2 - y1) / 2);
  return `M${round(x1)} ${round(y1)}C${round(x1)} ${round(y1 + bend)} ${round(x2)} ${round(y2 - bend)} ${round(x2)} ${round(y2)}`;
}

function drawBox(box: PlacedNode, words: Wording, links: boolean, down: boolean): Html {
  const { node } = box;
  const inner = box.width - PADDING;
  const name = words.name(node.name);
  const heads = box.nameLines > 1 ? twoLines(name, inner, NAME_SIZE) : [fitText(name, inner, NAME_SIZE)];
  const amount = node.quantity && words.quantity(node.quantity);
  const both = [node.label, amount].filter(Boolean).join(' · ');
  // A figure that is cut off is a wrong figure.
  const below = fitText(both, inner, LOW_SIZE) === both ? both : (node.label ?? amount ?? '');
  const lines = down
    ? [below || (node.holder ? words.name(node.holder) : '')]
    : [node.label ?? '', amount ?? ''];
  const low = lines.filter(line => line !== '');
  const top = box.y + (box.height - (low.length + heads.length - 1) * LINE) / 2 + 5;
  const drawn = html`<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${node.kind === 'process' ? 24 : 8}"/>${heads.map((line, index) => html`<text x="${round(box.x + PADDING / 2)}" y="${round(top + LINE * index)}">${line}</text>`)}${low.map(
    (line, index) =>
      html`<text class="low" x="${round(box.x + PADDING / 2)}" y="${round(top + LINE * (index + heads.length))}">${fitText(line, inner, LOW_SIZE)}</text>`,
  )}`;
  const linked = links && node.path !== undefined;
  return linked
    ? html`<a class="box ${node.state}" href="${node.path}">${drawn}</a>`
    : html`<g class="box ${node.state}">${drawn}</g>`;
}

function describe(picture: Picture, words: Wording): string {
  const ordered = [...picture.nodes].sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
  const named = (node: PictureNode | undefined) =>
    node ? [words.name(node.name), node.label].filter(Boolean).join(' ') : '';
  return words.say('picture.description', {
    nodes: picture.nodes.length,
    edges: picture.edges.length,
    first: named(ordered[0]),
    last: named(ordered.at(-1)),
  });
}

/** Line widths by the square root of the quantity, each unit on its own scale. */
export function edgeWidths(edges: readonly PictureEdge[]): number[] {
  const largest = new Map<string, number>();
  for (const { quantity } of edges) {
    if (!quantity) continue;
    const unit = unitOf(quantity);
    largest.set(unit, Math.max(largest.get(unit) ?? 0, Number(quantity.value)));
  }
  return edges.map(({ quantity }) => {
    const most = quantity ? (largest.get(unitOf(quantity)) ?? 0) : 0;
    if (!quantity || !(most > 0)) return THINNEST;
    const share = Math.sqrt(Math.max(0, Number(quantity.value)) / most);
    return THINNEST + (THICKEST - THINNEST) * share;
  });
}

function unitOf(quantity: Quantity): string {
  return quantity.unit ?? '';
}

function isAffected(node: PictureNode): boolean {
  return node.state === 'suspect' || node.state === 'affected' || node.state === 'recalled';
}

/** A name broken between words, where it has any; what does not fit on the second line is cut off. */
export function twoLines(name: string, width: number, size: number): readonly string[] {
  if (fitText(name, width, size) === name) return [name];
  const words = name.split(' ');
  let first = words[0]!;
  let used = 1;
  while (used < words.length - 1) {
    const longer = `${first} ${words[used]}`;
    if (fitText(longer, width, size) !== longer) break;
    first = longer;
    used += 1;
  }
  const rest = words.slice(used).join(' ');
  if (rest !== '') return [fitText(first, width, size), fitText(rest, width, size)];
  // One long word, or Han: broken where the line is full.
  // The sign that stands for the rest needs no room here: the rest comes below.
  const cut = fitText(name, width + size, size);
  const whole = cut.slice(0, -1);
  return [whole, fitText(name.slice(whole.length).trimStart(), width, size)];
}

/** Shortens text to a width; a Han character is as wide as the type is high, others a little over half. */
export function fitText(text: string, width: number, size: number): string {
  // Nearly everything fits: told by its length alone.
  if (text.length * size <= width) return text;
  const measure = (character: string) => (isHan(character.charCodeAt(0)) ? size : size * 0.58);
  const characters = [...text];
  let used = 0;
  for (let index = 0; index < characters.length; index++) {
    used += measure(characters[index]!);
    if (used > width) {
      let cut = index;
      while (cut > 0 && used > width - size) {
        cut -= 1;
        used -= measure(characters[cut]!);
      }
      return `${characters.slice(0, Math.max(1, cut)).join('')}…`;
    }
  }
  return text;
}

function isHan(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef)
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
