import type { JourneyStep, ScanPage } from '@pinxin/contract/scan';
import { bothPictures } from './both-pictures.ts';
import { statedTag } from './facts.ts';
import { hrefIn, type PageContext } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
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
  const late = journey.all.flatMap(step => step.recordedLateDays ?? []);
  // The records of a demonstration are loaded together: what they say of lateness is nobody's doing.
  const tellLate = !view.isDemo;
  const mostlyLate = late.length > journey.all.length / 2;
  return html`<section class="card side" aria-labelledby="journey"><h2 id="journey">${words.say('journey.title')}</h2>${
    picture.nodes.length > 1 ? bothPictures(picture, words, { links: false, width: 570 }) : nothing
  }${late.length > 0 && !tellLate ? html`<p class="small">${words.say('journey.demoLoaded')}</p>` : nothing}${
    mostlyLate && tellLate
      ? html`<p><span class="tag warn">${words.say('journey.mostlyLate', { days: Math.max(...late) })}</span></p>`
      : nothing
  }${stepList(journey.main, context, tellLate && !mostlyLate)}${
    more
      ? html`<details><summary>${words.say('journey.all', { count: journey.all.length })}</summary>${stepList(journey.all, context, tellLate && !mostlyLate)}</details>`
      : nothing
  }${journey.truncated ? html`<p class="small">${words.say('journey.truncated')}</p>` : nothing}<p><a href="${hrefIn(context, view.links.lineage)}">${words.say('journey.picture')}</a> · <a href="${hrefIn(context, view.links.records)}">${words.say('journey.records', { count: view.records })}</a></p></section>`;
}

function stepList(steps: readonly JourneyStep[], context: PageContext, tellLate: boolean): Html {
  return html`<ol class="way-list">${steps.map(
    (step, index) => html`<li>${stepItem(step, steps[index - 1], context, tellLate)}</li>`,
  )}</ol>`;
}

/** A step as it was printed, and for whom. */
interface Printed {
  readonly words: Wording;
  readonly samePlace: boolean;
  readonly tellLate: boolean;
  readonly languageChosen: boolean;
  readonly item: Html;
}

/** Steps that many pages share are printed once in each wording; few ways to print one, so a list will do. */
const PRINTED = new WeakMap<JourneyStep, Printed[]>();

function stepItem(
  step: JourneyStep,
  before: JourneyStep | undefined,
  context: PageContext,
  tellLate: boolean,
): Html {
  const { words, languageChosen } = context;
  const samePlace = step.place?.division === before?.place?.division;
  const prints = PRINTED.get(step);
  const known = prints?.find(
    print =>
      print.words === words &&
      print.samePlace === samePlace &&
      print.tellLate === tellLate &&
      print.languageChosen === languageChosen,
  );
  if (known !== undefined) return known.item;
  const item = printStep(step, samePlace, context, tellLate);
  const print = { words, samePlace, tellLate, languageChosen, item };
  if (prints === undefined) PRINTED.set(step, [print]);
  else prints.push(print);
  return item;
}

function printStep(step: JourneyStep, samePlace: boolean, context: PageContext, tellLate: boolean): Html {
  const { words } = context;
  const when =
    step.until && step.until.slice(0, 10) !== step.at.slice(0, 10)
      ? `${words.date(step.at)} – ${words.date(step.until)}`
      : words.date(step.at);
  const event = step.events[0];
  return html`${stepSentence(step, words)}${step.quantity ? html` <b>${words.quantity(step.quantity)}</b>` : nothing}<br><span class="small">${
    event ? html`<a href="${hrefIn(context, `/records/event/${event}`)}">${when}</a>` : when
  } ${step.place ? placeShort(step, samePlace, words) : step.by ? words.name(step.by.name) : nothing} ${statedTag(words, step.statedBy)}${
    tellLate && step.recordedLateDays
      ? html` <span class="tag warn">${words.say('journey.late', { days: step.recordedLateDays })}</span>`
      : nothing
  }</span>`;
}

/** The division is said once, until it changes. */
function placeShort(step: JourneyStep, samePlace: boolean, words: Wording): string {
  if (!step.place) return '';
  return samePlace ? words.name(step.place.name) : placeLine(words, step.place);
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
