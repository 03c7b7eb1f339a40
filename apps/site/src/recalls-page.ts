import { HAZARDS, RECALL_ORDERS, type RecallFace, type RecallList } from '@pinxin/contract/recall';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { codeForm } from './home-page.ts';
import { type Html, html, nothing } from './html.ts';
import { verdictIcon } from './icons.ts';
import { exportLinks, filterForm, pathWith } from './list-parts.ts';
import { pager, table } from './pages.ts';
import { partyLine, type Wording } from './wording.ts';

/** 召回公告: all that are in force, or those of the past. */
export function printRecallList(view: RecallList, context: PageContext): string {
  const { words } = context;
  const filter = { q: view.query, state: view.state, hazard: view.hazard, order: view.order };
  const body = html`<h1>${words.say('recalls.title')}</h1><p class="sub">${words.say('recalls.lead')}</p>${filterForm(
    context,
    '/recalls',
    [
      { kind: 'text', name: 'q', label: words.say('recalls.search'), value: view.query },
      {
        ...{ kind: 'choice', name: 'state', label: words.say('recalls.state'), value: view.state },
        choices: (['published', 'ended', 'all'] as const).map(value => ({
          value,
          label: words.say(`recalls.state.${value}`),
        })),
      },
      {
        ...{ kind: 'choice', name: 'hazard', label: words.say('recalls.hazard'), value: view.hazard ?? '' },
        choices: [
          { value: '', label: words.say('recalls.hazard.any') },
          ...HAZARDS.map(value => ({ value, label: words.say(`recalls.hazard.${value}`) })),
        ],
      },
      {
        ...{ kind: 'choice', name: 'order', label: words.say('marks.order'), value: view.order },
        choices: RECALL_ORDERS.map(value => ({ value, label: words.say(`recalls.order.${value}`) })),
      },
    ],
  )}<section class="card">${
    view.recalls.length === 0
      ? html`<p>${words.say('recalls.none')}</p>`
      : html`${recallTable(view, context)}${pager(context, view.page, view.pages)}`
  }${exportLinks(context, [
    { label: 'CSV', href: pathWith('/open-data/recalls.csv', filter) },
    { label: 'XLSX', href: pathWith('/open-data/recalls.xlsx', filter) },
    { label: 'JSON', href: pathWith('/open-data/recalls.json', filter) },
    { label: 'Atom', href: '/feeds/recalls.atom' },
  ])}</section>`;
  return printPage(context, {
    title: words.say('recalls.title'),
    style: 'list',
    body,
    feed: { title: words.say('recalls.title'), href: '/feeds/recalls.atom' },
  });
}

function recallTable(view: RecallList, context: PageContext): Html {
  const { words } = context;
  return table<RecallFace>(
    words.say('recalls.caption', { total: view.total }),
    [
      {
        head: words.say('recalls.reason'),
        cell: row =>
          html`<a href="${hrefIn(context, `/recalls/${row.id}`)}"><b>${words.name(row.reason)}</b></a>`,
      },
      { head: words.say('recalls.products'), cell: row => productNames(row, words) },
      { head: words.say('recalls.hazard'), cell: row => words.say(`recalls.hazard.${row.hazard}`) },
      { head: words.say('recalls.by'), cell: row => partyLine(words, row.by) },
      {
        head: words.say('recalls.since'),
        date: true,
        cell: row => row.publishedAt && words.date(row.publishedAt),
      },
      { head: words.say('recalls.lots'), number: true, cell: row => words.number(row.lots) },
      {
        head: words.say('recalls.state'),
        cell: row => html`<span class="tag">${words.say(`recalls.state.${row.state}`)}</span>`,
      },
    ],
    view.recalls,
  );
}

function productNames(row: RecallFace, words: Wording): string {
  const names = row.products.slice(0, 3).map(({ name }) => words.name(name));
  return names.join(words.say('word.list'));
}

/** One announcement: what to do first, then what, why, who. */
export function printRecallPage(view: RecallFace, context: PageContext): string {
  const { words } = context;
  const isOn = view.state === 'published';
  const title = words.say('recalls.one', { reason: words.name(view.reason) });
  const body = html`<article><section class="verdict ${isOn ? 'stop' : 'unknown'}" aria-labelledby="verdict">${verdictIcon(isOn ? 'stop' : 'unknown')}<h1 id="verdict">${words.say(`recalls.head.${view.state}`)}</h1><div><p><b>${words.name(view.reason)}</b></p>${
    isOn
      ? html`<p>${words.name(view.advice)}</p><p>${words.say('stop.contact', { name: words.name(view.contact) })} <a href="tel:${view.phone}">${view.phone}</a> · <a href="tel:12315">${words.say('stop.call')}</a></p>`
      : view.closing
        ? html`<p>${words.name(view.closing)}</p>`
        : nothing
  }</div></section>${recallFacts(view, context)}${codeForm(context, view.suspects[0]?.label)}<p><a href="${hrefIn(context, '/recalls')}">${words.say('recalls.back')}</a></p></article>`;
  return printPage(context, { title, style: 'home', body, data: `/recalls/${view.id}?as=json` });
}

/** What a recall says, line by line; also on the desk. */
export function recallFacts(view: RecallFace, context: PageContext): Html {
  const { words } = context;
  const fact = (label: string, value: Html | string | undefined) =>
    value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
  const products = view.products.map(
    ({ name, lots }) =>
      html`<li>${words.say('recalls.productLots', { name: words.name(name), lots: words.number(lots) })}</li>`,
  );
  const later = view.state === 'published' ? words.say('recalls.productsLater') : undefined;
  const productsSaid = products.length > 0 ? html`<ul>${products}</ul>` : later;
  return html`<section class="card"><dl class="facts">${fact(words.say('recalls.number'), view.id)}${fact(
    words.say('recalls.hazard'),
    words.say(`recalls.hazard.${view.hazard}`),
  )}${fact(
    words.say('recalls.products'),
    productsSaid,
  )}${fact(words.say('recalls.lots'), view.state === 'draft' ? undefined : words.number(view.lots))}${fact(
    words.say('recalls.suspects'),
    view.suspects.length === 0
      ? undefined
      : html`<ul>${view.suspects.map(lot => html`<li><a href="${hrefIn(context, lot.path)}">${lotLine(words, lot)}</a></li>`)}</ul>`,
  )}${fact(words.say('recalls.by'), partyLine(words, view.by))}${fact(
    words.say('recalls.since'),
    view.publishedAt && words.time(view.publishedAt),
  )}${fact(words.say('recalls.closed'), view.closedAt && words.time(view.closedAt))}${fact(
    words.say('recalls.closing'),
    view.closing && words.name(view.closing),
  )}${fact(words.say('recalls.legal'), words.name(view.legalBasis.title))}</dl></section>`;
}
