import type { JourneyStep } from '@pinxin/contract/scan';
import { type Html, html, nothing } from './html.ts';
import { placeLine, type Wording } from './wording.ts';

const MOST_MATERIALS = 3;
/** What was sprayed and fed is named one by one, as far as a sentence goes. */
const MOST_TREATMENTS = 6;

/** What happened in one plain sentence. */
export function stepSentence(step: Pick<JourneyStep, 'kind' | 'lot' | 'materials'>, words: Wording): string {
  const what = step.lot?.product ? words.name(step.lot.product) : words.say('word.goods');
  const names = [...new Set(step.materials.map(lot => (lot.product ? words.name(lot.product) : lot.label)))];
  const most = step.kind === 'treated' ? MOST_TREATMENTS : MOST_MATERIALS;
  const listed = names.slice(0, most).join(words.say('word.list'));
  const materials =
    names.length > most ? `${listed} ${words.say('step.many', { count: names.length })}` : listed;
  if (step.kind === 'made' && names.length === 0) return words.say('step.madePlain', { what });
  return words.say(`step.${step.kind}`, { what, with: materials || words.say('word.materials') });
}

/** The day of a step, or its first and last. */
export function daysOf({ at, until }: JourneyStep, words: Wording): string {
  return until && until.slice(0, 10) !== at.slice(0, 10)
    ? `${words.date(at)} – ${words.date(until)}`
    : words.date(at);
}

/** Where a step happened; the division is said once, until it changes. */
export function whereOf(step: JourneyStep, before: JourneyStep | undefined, words: Wording): string {
  const { place, by } = step;
  if (!place) return by ? words.name(by.name) : '';
  return place.division === before?.place?.division ? words.name(place.name) : placeLine(words, place);
}

/** That a step was recorded days after the deed. */
export function lateTag({ recordedLateDays }: JourneyStep, words: Wording): Html {
  return recordedLateDays
    ? html` <span class="tag warn">${words.say('journey.late', { days: recordedLateDays })}</span>`
    : nothing;
}
