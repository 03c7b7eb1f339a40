import type { LotFact, StatedBy } from '@pinxin/contract/scan';
import { type Html, html } from './html.ts';
import type { Wording } from './wording.ts';

/** A tag that names who stands behind a fact. */
export function statedTag(words: Wording, statedBy: StatedBy): Html {
  return html`<span class="tag">${words.say(`statedBy.${statedBy}`)}</span>`;
}

/** A lot in a sentence: product and what the label prints. */
export function lotLine(words: Wording, lot: LotFact): string {
  return lot.product ? `${words.name(lot.product)} ${lot.label}` : lot.label;
}
