import type { DeskPage, PlaceWindow } from '@pinxin/contract/lineage-page';
import type { PageContext } from './frame.ts';
import { type Html, html, nothing } from './html.ts';

/** What to trace: codes, or a place and a time window; direction; as known when. */
export function traceForm(view: DeskPage, context: PageContext): Html {
  const { words } = context;
  const { question } = view;
  const direction = question?.direction ?? 'forward';
  const window = question?.places[0];
  return html`<form class="card ask cols" action="/desk/${view.desk}" method="get">${keepLanguage(context)}<h2 class="full">${words.say('ask.title.trace')}</h2><div><label for="codes">${words.say('ask.codes')}</label><textarea id="codes" name="codes" rows="6" spellcheck="false" autocapitalize="off" aria-describedby="codes-hint">${question?.codes.join('\n') ?? ''}</textarea><p class="small" id="codes-hint">${words.say('ask.codesHint')}</p></div><div>${placeFields(window, context)}</div>${
    view.desk === 'trace' ? directionFields(direction, context) : nothing
  }<div><label for="asOf">${words.say('ask.asOf')}</label><input id="asOf" name="asOf" type="datetime-local" value="${question?.asOf?.slice(0, 16) ?? ''}"></div><div class="full"><button type="submit">${words.say('ask.go')}</button></div></form>`;
}

/** Two or more bad lots whose common source is sought. */
export function causeForm(view: DeskPage, context: PageContext): Html {
  const { words } = context;
  return html`<form class="card ask" action="/desk/cause" method="get">${keepLanguage(context)}<h2>${words.say('ask.causeTitle')}</h2><div><label for="codes">${words.say('ask.codes')}</label><textarea id="codes" name="codes" rows="6" required spellcheck="false" autocapitalize="off" aria-describedby="codes-hint">${view.causes?.codes.join('\n') ?? ''}</textarea><p class="small" id="codes-hint">${words.say('ask.causeHint')}</p></div><div><button type="submit">${words.say('ask.causeGo')}</button></div></form>`;
}

function placeFields(window: PlaceWindow | undefined, context: PageContext): Html {
  const { words } = context;
  const local = (instant: string | undefined) => instant?.slice(0, 16) ?? '';
  return html`<fieldset><legend>${words.say('ask.place')}</legend><p class="small">${words.say('ask.placeHint')}</p><div class="ask"><div><label for="place">${words.say('ask.placeCode')}</label><input id="place" name="place" value="${window?.place ?? ''}" autocomplete="off"></div><div><label for="from">${words.say('ask.from')}</label><input id="from" name="from" type="datetime-local" value="${local(window?.from)}"></div><div><label for="to">${words.say('ask.to')}</label><input id="to" name="to" type="datetime-local" value="${local(window?.to)}"></div></div></fieldset>`;
}

function directionFields(direction: 'forward' | 'back', context: PageContext): Html {
  const { words } = context;
  const option = (value: 'forward' | 'back') =>
    html`<label><input type="radio" name="direction" value="${value}"${direction === value ? html` checked` : nothing}>${words.say(`ask.${value}`)}</label>`;
  return html`<fieldset><legend>${words.say('ask.direction')}</legend><div class="radio">${option('forward')}${option('back')}</div></fieldset>`;
}

function keepLanguage(context: PageContext): Html {
  return context.languageChosen
    ? html`<input type="hidden" name="lang" value="${context.words.language}">`
    : nothing;
}
