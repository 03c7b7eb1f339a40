import type { RegionNews } from '@pinxin/contract/public-pages';
import type { LotFact, PartyFact, VerdictKind } from '@pinxin/contract/scan';
import { STATEMENT_STATUS_WORDS } from '@pinxin/contract/statements/status';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { amountText, goalBar, targetText } from './goal-bar.ts';
import { type Html, html, nothing } from './html.ts';
import { verdictIcon } from './icons.ts';
import { markName } from './mark-table.ts';
import { statusTag } from './programme-page.ts';

/** A recall in force, as the front page announces it. */
export interface RecallNotice {
  readonly lot: LotFact;
  readonly by: PartyFact;
  readonly at: string;
  readonly event: string;
}

/** 首页: what this is, a field for a code, today's recalls, what is on record. */
export interface HomeView {
  readonly recalls: readonly RecallNotice[];
  /** Estimates from the database's own statistics are told as such by rounding; no page counts a million rows. */
  readonly figures: {
    readonly lots: number;
    readonly events: number;
    readonly parties: number;
    readonly products: number;
  };
  readonly recent: readonly { readonly lot: LotFact; readonly at: string; readonly event: string }[];
  readonly samples: readonly LotFact[];
  readonly isDemo: boolean;
  readonly news: RegionNews;
}

const VERDICTS: readonly VerdictKind[] = ['trusted', 'attention', 'stop', 'unknown'];

/** Prints the front page. */
export function printHomePage(view: HomeView, context: PageContext): string {
  const { words } = context;
  const body = html`<h1>${words.say('site.claim')}</h1><p class="sub">${words.say('home.lead')}</p><div class="page"><div class="wide">${codeForm(context, bracketed(view.samples[0]?.path))}${nameForm(context)}</div><div>${programmeSection(view, context)}${recallSection(view, context)}${lostSection(view, context)}<section class="card" aria-labelledby="how"><h2 id="how">${words.say('home.how')}</h2><ul class="rows how">${VERDICTS.map(
    kind =>
      html`<li>${verdictIcon(kind)}<div><b>${words.say(`verdict.${kind}`)}</b><br>${words.say(`home.how.${kind}`)}</div></li>`,
  )}</ul></section></div><div class="side">${figureSection(view, context)}${brandSection(view, context)}${lotSections(view, context)}</div></div>`;
  return printPage(context, { title: words.say('site.claim'), style: 'home', body });
}

/** A path as people write it on labels: `(01)…(10)…`. */
function bracketed(path: string | undefined): string | undefined {
  return path?.replace(
    /\/(\d{2,4})\/([^/]+)/g,
    (_, ai: string, value: string) => `(${ai})${decodeURIComponent(value)}`,
  );
}

/** The field that takes any code by hand; shared with the page that says a code is wrong. */
export function codeForm(context: PageContext, sample: string | undefined, typed = ''): Html {
  const { words } = context;
  return html`<form class="card" action="/scan" method="get" role="search">${
    context.languageChosen ? html`<input type="hidden" name="lang" value="${words.language}">` : nothing
  }<label for="code">${words.say('home.field')}</label><div class="find"><input id="code" name="code" value="${typed}" required maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint"><button type="submit">${words.say('home.go')}</button></div><p class="small" id="hint">${words.say('home.hint', { sample: sample ?? '(01)09521234000013(10)G26A07' })}</p></form>`;
}

/** The field for names; shared with nobody, short on purpose. */
function nameForm(context: PageContext): Html {
  const { words } = context;
  return html`<form class="card" action="/search" method="get" role="search" aria-label="${words.say('search.homeLabel')}">${
    context.languageChosen ? html`<input type="hidden" name="lang" value="${words.language}">` : nothing
  }<label for="q">${words.say('search.homeLabel')}</label><div class="find"><input id="q" name="q" type="search" required maxlength="100"><button class="btn" type="submit">${words.say('nav.search')}</button></div></form>`;
}

function lostSection({ news }: HomeView, context: PageContext): Html {
  const { words } = context;
  if (news.lost.length === 0) return nothing;
  const lost = news.lost.map(
    mark =>
      html`<li>${mark.holder ? html`<a href="${hrefIn(context, `/enterprises/${mark.holder.id}`)}">${words.name(mark.holder.name)}</a> ` : nothing}${markName(mark, words)} <span class="tag warn">${words.name(STATEMENT_STATUS_WORDS[mark.status])}</span> <span class="small">${words.date(mark.at)}</span></li>`,
  );
  return html`<section class="card" aria-labelledby="lost"><h2 id="lost">${words.say('home.newsLost')}</h2><ul class="rows">${lost}</ul></section>`;
}

function brandSection({ news }: HomeView, context: PageContext): Html {
  const { words } = context;
  if (news.brands.length === 0) return nothing;
  const brands = news.brands.map(
    brand =>
      html`<li><a href="${hrefIn(context, `/brands/${brand.id}`)}"><b>${words.name(brand.name)}</b></a>${
        brand.users > 0
          ? html` <span class="small">${words.say('home.users', { users: words.number(brand.users) })}</span>`
          : nothing
      }</li>`,
  );
  return html`<section class="card" aria-labelledby="brands"><h2 id="brands">${words.say('home.newsBrands')}</h2><ul class="rows two">${brands}</ul><p><a href="${hrefIn(context, '/brands')}">${words.say('home.allBrands')}</a></p></section>`;
}

/** 方案进度: the numbers of the plan, each leading to what it counted. */
function programmeSection({ news }: HomeView, context: PageContext): Html {
  const { words } = context;
  if (news.programmes.length === 0) return nothing;
  const sections = news.programmes.map(({ code, name, goals }) => {
    const lines = goals
      .filter(({ target }) => target !== null)
      .map(
        goal =>
          html`<li><a href="${hrefIn(context, `/programmes/${code}/goals/${encodeURIComponent(goal.number)}`)}">${words.name(goal.name)}</a> <b>${amountText(goal.value, goal.unit, words)}</b> <span class="small">${targetText(goal, words)}</span> ${statusTag(goal, context)}<br>${goalBar(goal)}</li>`,
      );
    return html`<p class="small">${words.name(name)}</p><ul class="rows">${lines}</ul><p><a href="${hrefIn(context, `/programmes/${code}`)}">${words.say('home.programmeMore')}</a></p>`;
  });
  return html`<section class="card" aria-labelledby="programme"><h2 id="programme">${words.say('home.programme')}</h2>${sections}</section>`;
}

function recallSection(view: HomeView, context: PageContext): Html {
  const { words } = context;
  const { recalls } = view.news;
  return html`<section class="card" aria-labelledby="recalls"><h2 id="recalls">${words.say('home.recalls')}</h2>${
    view.recalls.length + recalls.length === 0
      ? html`<p>${words.say('home.noRecalls')}</p>`
      : html`<ul class="rows">${recalls.map(
          recall =>
            html`<li><a href="${hrefIn(context, `/recalls/${recall.id}`)}"><b>${words.name(recall.reason)}</b></a><br><span class="small">${words.say('home.recallBy', { name: words.name(recall.by.name), date: words.date(recall.publishedAt ?? '') })}</span></li>`,
        )}${view.recalls.map(
          notice =>
            html`<li><a href="${hrefIn(context, notice.lot.path)}"><b>${lotLine(words, notice.lot)}</b></a><br><span class="small">${words.say('home.recallBy', { name: words.name(notice.by.name), date: words.date(notice.at) })}</span></li>`,
        )}</ul>`
  }<p><a href="${hrefIn(context, '/recalls')}">${words.say('recalls.back')}</a></p></section>`;
}

function figureSection(view: HomeView, context: PageContext): Html {
  const { words } = context;
  const figures = (['lots', 'events', 'parties', 'products'] as const).map(
    name =>
      html`<div><b>${words.number(view.figures[name])}</b><span>${words.say(`home.figure.${name}`)}</span></div>`,
  );
  return html`<section class="card" aria-labelledby="figures"><h2 id="figures">${words.say('home.figures')}</h2><div class="figures">${figures}</div></section>`;
}

function lotSections(view: HomeView, context: PageContext): Html {
  const { words } = context;
  const list = (title: string, id: string, lots: readonly { lot: LotFact; at?: string }[]) =>
    lots.length === 0
      ? nothing
      : html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="rows">${lots.map(
          ({ lot, at }) =>
            html`<li><a href="${hrefIn(context, lot.path)}">${lotLine(words, lot)}</a>${at ? html` <span class="small">${words.time(at)}</span>` : nothing}</li>`,
        )}</ul></section>`;
  return html`${list(
    words.say('home.samples'),
    'samples',
    view.samples.map(lot => ({ lot })),
  )}${list(words.say('home.recent'), 'recent', view.recent)}`;
}
