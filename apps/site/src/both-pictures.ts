import type { Picture } from '@pinxin/contract/scan';
import { type Html, html } from './html.ts';
import { drawLineage } from './lineage-picture.ts';
import type { Wording } from './wording.ts';

const PHONE = 290;

const MOST_DRAWN = 300;

/** Drawn pictures without links, by what they show: packs of one lot have the same way behind them. */
const DRAWN = new WeakMap<Wording, Map<string, Html>>();

/** The picture twice: downwards for phones, across for wide screens; the style sheet shows one. */
export function bothPictures(
  picture: Picture,
  words: Wording,
  options: { readonly links: boolean; readonly width: number },
): Html {
  const looks = options.links ? undefined : looksOf(picture);
  if (looks === undefined) return drawBoth(picture, words, options);
  let drawn = DRAWN.get(words);
  if (drawn === undefined) {
    drawn = new Map();
    DRAWN.set(words, drawn);
  }
  const key = `${options.width} ${looks}`;
  let both = drawn.get(key);
  if (both === undefined) {
    both = drawBoth(picture, words, options);
    if (drawn.size >= MOST_DRAWN) drawn.delete(drawn.keys().next().value!);
    drawn.set(key, both);
  }
  return both;
}

/**
 * Everything that a drawing shows. Which number the box asked about has does not show, unless it decides the order
 * beside a box of the same time: such a picture is drawn for itself.
 */
function looksOf({ nodes, edges, truncated }: Picture): string | undefined {
  const asked = nodes.find(node => node.state === 'focus');
  if (nodes.some(node => node !== asked && node.at === asked?.at)) return undefined;
  const id = (given: string) => (given === asked?.id ? '*' : given);
  return JSON.stringify([
    nodes.map(({ path: _path, ...node }) => ({ ...node, id: id(node.id) })),
    edges.map(edge => ({ ...edge, from: id(edge.from), to: id(edge.to) })),
    truncated,
  ]);
}

function drawBoth(
  picture: Picture,
  words: Wording,
  options: { readonly links: boolean; readonly width: number },
): Html {
  const { links, width } = options;
  return html`<div class="scroll both" tabindex="0" role="region" aria-label="${words.say('picture.title')}">${drawLineage(
    picture,
    words,
    { form: { kind: 'down', width: PHONE }, id: 'p1', links },
  )}${drawLineage(picture, words, { form: { kind: 'across', width }, id: 'p2', links })}</div>`;
}
