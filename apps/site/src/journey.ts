import type { JourneyStep, ScanPage } from '@pinxin/contract/scan';
import { statedTag } from './facts.ts';
import { hrefIn, type PageContext } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { drawLineage } from './lineage-picture.ts';
import { placeLine, type Wording } from './wording.ts';

const MOST_MATERIALS = 3;

/** 从地头到货架: a picture, then at most seven plain steps, all of them one tap away. */
export function journeySection(view: ScanPage, context: PageContext): Html {
  const { words } = context;
  const { journey, picture } = view;
  if (journey.all.length === 0) {
    return html`<section class="card side" aria-labelledby="journey"><h2 id="journey">${words.say('journey.title')}</h2><p class="sub">${words.say('journey.none')}</p></section>`;
  }
  const more = journey.all.length > journey.main.length;
  return html`<section class="card side" aria-labelledby="journey"><h2 id="journey">${words.say('journey.title')}</h2>${
    picture.nodes.length > 1 ? twoPictures(view, context) : nothing
  }${stepList(journey.main, context)}${
    more
      ? html`<details><summary>${words.say('journey.all', { count: journey.all.length })}</summary>${stepList(journey.all, context)}</details>`
      : nothing
  }${journey.truncated ? html`<p class="small">${words.say('journey.truncated')}</p>` : nothing}<p><a href="${hrefIn(context, view.links.lineage)}">${words.say('journey.picture')}</a> · <a href="${hrefIn(context, view.links.records)}">${words.say('journey.records', { count: view.records })}</a></p></section>`;
}

function twoPictures(view: ScanPage, context: PageContext): Html {
  const draw = (form: Parameters<typeof drawLineage>[2]['form'], id: string) =>
    drawLineage(view.picture, context.words, { form, id, links: false });
  return html`<div class="scroll both">${draw({ kind: 'down', width: 290 }, 'p1')}${draw({ kind: 'across', width: 600 }, 'p2')}</div>`;
}

function stepList(steps: readonly JourneyStep[], context: PageContext): Html {
  return html`<ol class="way-list">${steps.map(
    (step, index) => html`<li>${stepItem(step, steps[index - 1], context)}</li>`,
  )}</ol>`;
}

function stepItem(step: JourneyStep, before: JourneyStep | undefined, context: PageContext): Html {
  const { words } = context;
  const when = step.until && step.until.slice(0, 10) !== step.at.slice(0, 10)
    ? `${words.date(step.at)} – ${words.date(step.until)}`
    : words.date(step.at);
  const event = step.events[0];
  return html`${stepSentence(step, words)}${step.quantity ? html` <b>${words.quantity(step.quantity)}</b>` : nothing}<br><span class="small">${
    event ? html`<a href="${hrefIn(context, `/records/event/${event}`)}">${when}</a>` : when
  } ${step.place ? placeShort(step, before, words) : step.by ? words.name(step.by.name) : nothing} ${statedTag(words, step.statedBy)}${
    step.recordedLateDays ? html` <span class="tag warn">${words.say('journey.late', { days: step.recordedLateDays })}</span>` : nothing
  }</span>`;
}

/** The division is said once, until it changes. */
function placeShort(step: JourneyStep, before: JourneyStep | undefined, words: Wording): string {
  if (!step.place) return '';
  return step.place.division === before?.place?.division ? words.name(step.place.name) : placeLine(words, step.place);
}

/** What happened in one plain sentence. */
export function stepSentence(step: Pick<JourneyStep, 'kind' | 'lot' | 'materials'>, words: Wording): string {
  const what = step.lot?.product ? words.name(step.lot.product) : words.say('word.goods');
  const names = [...new Set(step.materials.map(lot => (lot.product ? words.name(lot.product) : lot.label)))];
  const listed = names.slice(0, MOST_MATERIALS).join(words.say('word.list'));
  const materials =
    names.length > MOST_MATERIALS ? `${listed} ${words.say('step.many', { count: names.length })}` : listed;
  if (step.kind === 'made' && names.length === 0) return words.say('step.madePlain', { what });
  return words.say(`step.${step.kind}`, { what, with: materials || words.say('word.materials') });
}
