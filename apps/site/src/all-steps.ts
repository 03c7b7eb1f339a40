import type { JourneyStep } from '@pinxin/contract/scan';
import { statedTag } from './facts.ts';
import { hrefIn, type PageContext } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { daysOf, lateTag, stepSentence, whereOf } from './step-words.ts';

/** Anchor of the list. */
export const ALL_STEPS = 'all-steps';

/** So that no page has more than 50 kB, whatever went into its goods. Bytes of markup, not counting the last step. */
const MOST_BYTES = 22_000;
/** Of a step that many records tell: as many are named. */
const MOST_RECORDS = 12;

/** Every step with its records, like ones under one heading; where they are very many, the first of them. */
export function allSteps(steps: readonly JourneyStep[], context: PageContext, tellLate: boolean): Html {
  const deeds = Map.groupBy(
    steps,
    ({ kind, statedBy, lot }) => `${kind} ${statedBy} ${lot?.product?.['zh-CN'] ?? ''}`,
  );
  const items: Html[] = [];
  let left = MOST_BYTES;
  let listed = 0;
  for (const deed of deeds.values()) {
    if (left <= 0) break;
    const told: Html[] = [];
    const heading = headingOf(deed, context);
    left -= Buffer.byteLength(heading.markup);
    for (const [index, step] of deed.entries()) {
      if (left <= 0) break;
      const line = html`<br>${lineOf(step, deed[index - 1], context, tellLate)}`;
      left -= Buffer.byteLength(line.markup);
      told.push(line);
    }
    listed += told.length;
    items.push(html`<li>${heading}<span class="small">${told}</span></li>`);
  }
  const { words } = context;
  const count = steps.length - listed;
  return html`<ol class="way-list" id="${ALL_STEPS}">${items}</ol>${
    count > 0 ? html`<p class="small">${words.say('journey.unlisted', { count })}</p>` : nothing
  }`;
}

/** What these steps have in common. */
function headingOf(deed: readonly JourneyStep[], { words }: PageContext): Html {
  const first = deed[0]!;
  const materials = deed.flatMap(step => step.materials);
  return html`${stepSentence({ ...first, materials }, words)} ${statedTag(words, first.statedBy)}`;
}

function lineOf(
  step: JourneyStep,
  before: JourneyStep | undefined,
  context: PageContext,
  tellLate: boolean,
): Html {
  const { words } = context;
  const [first, ...others] = step.events;
  const hrefOf = (event: string) => hrefIn(context, `/records/event/${event}`);
  const when = daysOf(step, words);
  const further = others
    .slice(0, MOST_RECORDS - 1)
    .map(
      (event, index) =>
        html` <a href="${hrefOf(event)}">${words.say('journey.record', { number: index + 2 })}</a>`,
    );
  return html`${first ? html`<a href="${hrefOf(first)}">${when}</a>` : when} ${whereOf(step, before, words)}${
    step.quantity ? html` <b>${words.quantity(step.quantity)}</b>` : nothing
  }${further}${
    others.length >= MOST_RECORDS
      ? html` ${words.say('journey.manyRecords', { count: step.events.length })}`
      : nothing
  }${tellLate ? lateTag(step, words) : nothing}`;
}
