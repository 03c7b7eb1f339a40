import type { LotFact } from '@pinxin/contract/scan';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { codeForm } from './home-page.ts';
import { html, nothing } from './html.ts';

/** What can go wrong with a page, by HTTP status. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 429 | 500 | 503;

/** A page that says what went wrong and what to do next. */
export function printErrorPage(status: ErrorStatus, context: PageContext): string {
  const { words } = context;
  const title = words.say(`error.${status}.title`);
  const next =
    status === 401 || status === 403
      ? html`<p><a class="btn main" href="${hrefIn(context, '/desk/sign-in')}">${words.say('desk.signIn')}</a></p>`
      : codeForm(context, undefined);
  return printPage(context, {
    title,
    style: 'home',
    unlisted: true,
    body: html`<h1>${title}</h1><p>${words.say(`error.${status}.text`)}</p>${next}`,
  });
}

/** Why a typed code was not understood. */
export interface WrongCode {
  readonly typed: string;
  readonly reason: 'checkDigit' | 'length' | 'notRead' | 'empty';
  /** The check digit as calculated. */
  readonly expected?: string;
  /** The same code with the check digit put right. */
  readonly suggestion?: string;
}

/** 这个码不对: says which figure is wrong and offers the corrected typing. */
export function printWrongCodePage(wrong: WrongCode, context: PageContext): string {
  const { words } = context;
  const title = words.say('error.400.title');
  const target = wrong.suggestion && `/scan?${new URLSearchParams({ code: wrong.suggestion })}`;
  return printPage(context, {
    title,
    style: 'home',
    unlisted: true,
    body: html`<h1>${title}</h1><p><b>${wrong.typed}</b></p><p>${words.say(`code.${wrong.reason}`, { expected: wrong.expected ?? '' })}</p>${
      target
        ? html`<p>${words.say('code.suggest')} <a href="${hrefIn(context, target)}"><b>${wrong.suggestion}</b></a></p>`
        : nothing
    }${codeForm(context, undefined, wrong.typed)}`,
  });
}

/** Several lots bear the lot number that was typed. */
export function printChoicePage(typed: string, lots: readonly LotFact[], context: PageContext): string {
  const { words } = context;
  return printPage(context, {
    title: typed,
    style: 'home',
    unlisted: true,
    body: html`<h1>${typed}</h1><p>${words.say('code.several')}</p><ul class="rows card">${lots.map(
      lot => html`<li><a href="${hrefIn(context, lot.path)}">${lotLine(words, lot)}</a></li>`,
    )}</ul>${codeForm(context, undefined, typed)}`,
  });
}
