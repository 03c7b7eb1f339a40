import type { Picture } from '@pinxin/contract/scan';
import { type Html, html } from './html.ts';
import { drawLineage } from './lineage-picture.ts';
import type { Wording } from './wording.ts';

const PHONE = 290;

/** The picture twice: downwards for phones, across for wide screens; the style sheet shows one. */
export function bothPictures(
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
