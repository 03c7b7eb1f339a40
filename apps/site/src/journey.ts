import type { JourneyStep, ScanPage } from '@pinxin/contract/scan';
import { ALL_STEPS, allSteps } from './all-steps.ts';
import { bothPictures } from './both-pictures.ts';
import { statedTag } from './facts.ts';
import { hrefIn, type PageContext } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { daysOf, lateTag, stepSentence, whereOf } from './step-words.ts';
import type { Wording } from './wording.ts';

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
  }${mainList(journey.main, context, tellLate && !mostlyLate)}${
    more
      ? html`<details><summary>${words.say('journey.all', { count: journey.all.length })}</summary>${allSteps(journey.all, context, tellLate && !mostlyLate)}</details>`
      : nothing
  }${journey.truncated ? html`<p class="small">${words.say('journey.truncated')}</p>` : nothing}<p><a href="${hrefIn(context, view.links.lineage)}">${words.say('journey.picture')}</a> · <a href="${hrefIn(context, view.links.records)}">${words.say('journey.records', { count: view.records })}</a></p></section>`;
}

function mainList(steps: readonly JourneyStep[], context: PageContext, tellLate: boolean): Html {
  return html`<ol class="way-list">${steps.map(
    (step, index) => html`<li>${mainStep(step, steps[index - 1], context, tellLate)}</li>`,
  )}</ol>`;
}

function mainStep(
  step: JourneyStep,
  before: JourneyStep | undefined,
  context: PageContext,
  tellLate: boolean,
): Html {
  const { words } = context;
  const event = step.places === undefined ? step.events[0] : undefined;
  const when = daysOf(step, words);
  return html`${stepSentence(step, words)}${step.quantity ? html` <b>${words.quantity(step.quantity)}</b>` : nothing}<br><span class="small">${
    event ? html`<a href="${hrefIn(context, `/records/event/${event}`)}">${when}</a>` : when
  } ${step.places === undefined ? whereOf(step, before, words) : wherever(step, words)} ${statedTag(words, step.statedBy)}${
    tellLate ? lateTag(step, words) : nothing
  }</span>`;
}

const MOST_DIVISIONS = 3;

/** Where like steps happened that are told as one; their number opens them. */
function wherever({ places = 0, divisions = [] }: JourneyStep, words: Wording): Html {
  const names = divisions.slice(0, MOST_DIVISIONS).map(words.division).join(words.say('word.list'));
  const told = divisions.length > MOST_DIVISIONS ? words.say('journey.elsewhere', { names }) : names;
  return html`${told === '' ? nothing : html`${told} · `}<a href="#${ALL_STEPS}">${words.say('journey.places', { count: places })}</a>`;
}
