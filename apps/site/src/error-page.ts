import type { LotFact } from '@pinxin/contract/scan';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { codeForm } from './home-page.ts';
import { html, nothing } from './html.ts';

/** What went wrong, in the reader's language. */
export interface ErrorView {
  /** HTTP status. */
  readonly status: number;
  /** Code of the problem. */
  readonly code: string;
  /** Used where the site has no words of its own. */
  readonly title: string;
  readonly details: readonly string[];
  /** The address to go on to after signing in, where that would help. */
  readonly signInFor: string | undefined;
}

const OWN_WORDS = [401, 403, 404, 429, 500, 503] as const;

/** That there is no such scheme, or lot, says more than that there is no such page. */
function ownWordsOf({ status, code }: ErrorView): (typeof OWN_WORDS)[number] | undefined {
  if (status === 404 && code !== 'notFound') return undefined;
  return OWN_WORDS.find(own => own === status);
}

/** A page that says what went wrong and what to do next. */
export function printErrorPage(view: ErrorView, context: PageContext): string {
  const { words } = context;
  const own = ownWordsOf(view);
  const title = own === undefined ? view.title : words.say(`error.${own}.title`);
  const lines = own === undefined ? view.details : [words.say(`error.${own}.text`)];
  const signIn = view.signInFor && `/sign-in?${new URLSearchParams({ next: view.signInFor })}`;
  return printPage(context, {
    title,
    style: 'home',
    unlisted: true,
    body: html`<h1>${title}</h1>${lines.map(line => html`<p>${line}</p>`)}${
      signIn
        ? html`<p><a class="btn main" href="${hrefIn(context, signIn)}">${words.say('signIn.title')}</a></p>`
        : codeForm(context, undefined)
    }`,
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
