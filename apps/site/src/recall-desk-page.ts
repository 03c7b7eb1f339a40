import {
  HAZARDS,
  LEGAL_BASES,
  type RecallFace,
  type RecallForecast,
  type RecallNotice,
} from '@pinxin/contract/recall';
import type { LocalText, Quantity } from '@pinxin/contract/scan';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { choiceList } from './list-parts.ts';
import { table } from './pages.ts';
import { recallFacts } from './recalls-page.ts';
import type { Wording } from './wording.ts';

/** What a new draft begins with. */
export interface DraftStart {
  /** Made with the form, so that pressing twice keeps one draft. */
  readonly id: string;
  /** The question that was answered above, as JSON. */
  readonly question: string;
  readonly contact: LocalText;
}

/** One recall on the desk. */
export interface RecallDeskView {
  readonly recall: RecallFace;
  readonly forecast?: RecallForecast;
  readonly notices: readonly RecallNotice[];
  readonly mayPublish: boolean;
}

/** 发起召回: reason, what to do, whom to ask; below an answer of the recall desk. */
export function draftForm(start: DraftStart, context: PageContext): Html {
  const { words } = context;
  const field = (name: string, label: string, more: Html = nothing, value = '') =>
    html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" maxlength="1000"${more}></div>`;
  const required = html` required`;
  return html`<section class="card" aria-labelledby="draft"><h2 id="draft">${words.say('draft.title')}</h2><p class="sub">${words.say('draft.lead')}</p><form class="ask cols" action="${hrefIn(context, '/desk/recalls')}" method="post"><input type="hidden" name="id" value="${start.id}"><input type="hidden" name="question" value="${start.question}">${field(
    'reason',
    words.say('draft.reason'),
    required,
  )}${field('reasonEn', words.say('draft.reasonEn'))}${field('advice', words.say('draft.advice'), required, ADVICE['zh-CN'])}${field(
    'adviceEn',
    words.say('draft.adviceEn'),
    nothing,
    ADVICE.en,
  )}${field('contact', words.say('draft.contact'), required, start.contact['zh-CN'])}${field(
    'phone',
    words.say('draft.phone'),
    html` required type="tel" pattern="[0-9][0-9 ()+\\-]{3,30}"`,
  )}<div><label for="hazard">${words.say('recalls.hazard')}</label><select id="hazard" name="hazard">${choiceList(
    HAZARDS.map(value => ({ value, label: words.say(`recalls.hazard.${value}`) })),
    'first',
  )}</select></div><div><label for="legalBasis">${words.say('recalls.legal')}</label><select id="legalBasis" name="legalBasis">${choiceList(
    LEGAL_BASES.map(({ code, title }) => ({ value: code, label: words.name(title) })),
    LEGAL_BASES[0]!.code,
  )}</select></div><div class="full"><button type="submit">${words.say('draft.save')}</button></div></form></section>`;
}

const ADVICE: Required<LocalText> = {
  'zh-CN': '不要食用，留好包装和购物凭证，退回购买处。',
  en: 'Do not eat it. Keep the pack and the receipt, and return it to the shop.',
};

/** All recalls at work. */
export function printRecallDeskList(recalls: readonly RecallFace[], bar: Html, context: PageContext): string {
  const { words } = context;
  const title = words.say('deskRecall.list');
  const body = html`${bar}<h1>${title}</h1><section class="card">${
    recalls.length === 0
      ? html`<p>${words.say('deskRecall.none')}</p>`
      : table<RecallFace>(
          title,
          [
            {
              head: words.say('recalls.reason'),
              cell: row =>
                html`<a href="${hrefIn(context, `/desk/recalls/${row.id}`)}"><b>${words.name(row.reason)}</b></a>`,
            },
            {
              head: words.say('recalls.state'),
              cell: row => html`<span class="tag">${words.say(`recalls.state.${row.state}`)}</span>`,
            },
            { head: words.say('recalls.by'), cell: row => words.name(row.by.name) },
            {
              head: words.say('recalls.since'),
              date: true,
              cell: row => row.publishedAt && words.date(row.publishedAt),
            },
            { head: words.say('recalls.lots'), number: true, cell: row => words.number(row.lots) },
          ],
          recalls,
        )
  }</section>`;
  return printPage(context, { title, style: 'desk', body, unlisted: true });
}

/** One recall: what it would do, or what it did, and the decision. */
export function printRecallDeskPage(view: RecallDeskView, bar: Html, context: PageContext): string {
  const { words } = context;
  const { recall } = view;
  const title = words.say('recalls.one', { reason: words.name(recall.reason) });
  const body = html`${bar}<h1>${title}</h1><p><span class="tag">${words.say(`recalls.state.${recall.state}`)}</span>${
    recall.publishedAt
      ? html` <a href="${hrefIn(context, `/recalls/${recall.id}`)}">${words.say('deskRecall.public')}</a>`
      : nothing
  }</p>${view.forecast ? forecastSection(view, view.forecast, context) : nothing}${
    recall.publishedAt ? noticeSection(view, context) : nothing
  }${recallFacts(recall, context)}${closeSection(view, context)}`;
  return printPage(context, { title, style: 'desk', body, unlisted: true });
}

function forecastSection(view: RecallDeskView, forecast: RecallForecast, context: PageContext): Html {
  const { words } = context;
  const { lots, carriers, holders, quantities } = forecast;
  return html`<section class="card bad-note" aria-labelledby="will"><h2 id="will">${words.say('deskRecall.will')}</h2><ul><li>${words.say(
    'deskRecall.willPages',
    { lots: words.number(lots), carriers: words.number(carriers) },
  )}</li><li>${words.say('deskRecall.willHolders', {
    holders: words.number(holders),
    quantities: quantityList(quantities, words),
  })}</li><li>${words.say('deskRecall.willLater')}</li></ul>${
    view.mayPublish
      ? html`<form action="${hrefIn(context, `/desk/recalls/${view.recall.id}/publication`)}" method="post"><button type="submit">${words.say('deskRecall.publish')}</button></form>`
      : html`<p>${words.say('deskRecall.notYours')}</p>`
  }</section>`;
}

function noticeSection(view: RecallDeskView, context: PageContext): Html {
  const { words } = context;
  const { notices, recall } = view;
  const answered = notices.filter(({ acknowledgedAt, asksAgain }) => acknowledgedAt && !asksAgain).length;
  const sheet = (format: string) =>
    html`<a href="/recalls/${recall.id}/sheet.${format}" download>${format.toUpperCase()}</a>`;
  return html`<section class="card" aria-labelledby="told"><h2 id="told">${words.say('deskRecall.holders')}</h2><div class="choice"><span class="sub">${words.say('answer.export')}</span>${sheet('csv')}${sheet('xlsx')}</div>${
    notices.length === 0
      ? html`<p>${words.say('deskRecall.holdersLater')}</p>`
      : table<RecallNotice>(
          words.say('deskRecall.holdersCaption', { total: notices.length, answered }),
          [
            { head: words.say('col.holder'), cell: row => html`<b>${words.name(row.party.name)}</b>` },
            { head: words.say('recalls.lots'), number: true, cell: row => words.number(row.lots) },
            { head: words.say('col.quantity'), cell: row => quantityList(row.quantities, words) },
            { head: words.say('col.phone'), cell: row => row.party.phone },
            {
              head: words.say('deskRecall.answered'),
              cell: row =>
                row.asksAgain
                  ? words.say('deskRecall.asksAgain')
                  : row.acknowledgedAt
                    ? words.time(row.acknowledgedAt)
                    : words.say('deskRecall.notAnswered'),
            },
          ],
          notices,
        )
  }</section>`;
}

function closeSection({ recall, mayPublish }: RecallDeskView, context: PageContext): Html {
  const { words } = context;
  if (!mayPublish || (recall.state !== 'published' && recall.state !== 'draft')) return nothing;
  const to = (step: string) => hrefIn(context, `/desk/recalls/${recall.id}/${step}`);
  const end = html`<button type="submit" formaction="${to('end')}">${words.say('deskRecall.end')}</button> `;
  return html`<section class="card" aria-labelledby="close"><h2 id="close">${words.say('deskRecall.closeTitle')}</h2><p class="sub">${words.say('deskRecall.closeLead')}</p><form class="ask" action="${to('withdrawal')}" method="post"><div><label for="closing">${words.say('deskRecall.closingReason')}</label><input id="closing" name="reason" required maxlength="1000"></div><div>${
    recall.state === 'published' ? end : nothing
  }<button class="btn" type="submit">${words.say('deskRecall.withdraw')}</button></div></form></section>`;
}

function quantityList(quantities: readonly Quantity[], words: Wording): string {
  if (quantities.length === 0) return words.say('deskRecall.nothing');
  return quantities.map(quantity => words.quantity(quantity)).join(words.say('word.list'));
}
