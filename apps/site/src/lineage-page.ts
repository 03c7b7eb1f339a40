import type { ContainedRow, LineagePage, LineageRow } from '@pinxin/contract/lineage-page';
import type { LotFact } from '@pinxin/contract/scan';
import { bothPictures } from './both-pictures.ts';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage, withQuery } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { pager, table } from './pages.ts';
import { placeLine } from './wording.ts';

const DIRECTIONS = ['both', 'back', 'forward'] as const;
const DEEPEST = 12;

/** 来龙去脉: the picture, the same in a table, both ways or one. */
export function printLineagePage(view: LineagePage, context: PageContext): string {
  const { words } = context;
  const body = html`<p><a href="${hrefIn(context, view.lot.path)}">← ${words.say('back.toScan')}</a></p><h1>${words.say('lineage.title')} · ${lotLine(words, view.lot)}</h1><p class="sub">${words.say('lineage.lead')}</p>${choices(view, context)}${
    view.rows.length === 0
      ? html`<section class="card"><p>${words.say('lineage.none')}</p></section>`
      : html`<div class="card">${bothPictures(view.picture, words, { links: true, width: 1040 })}${
          view.truncated ? html`<p class="small">${words.say('lineage.truncated')}</p>` : nothing
        }</div><section class="card">${rowsTable(view, context)}${pager(context, view.page, view.pages)}</section>`
  }${containersOf(view, context)}`;
  return printPage(context, {
    title: `${words.say('lineage.title')} · ${lotLine(words, view.lot)}`,
    style: 'lineage',
    body,
  });
}

function choices(view: LineagePage, context: PageContext): Html {
  const { words } = context;
  const current = (on: boolean) => (on ? html` aria-current="true"` : nothing);
  return html`<nav class="choice" aria-label="${words.say('col.direction')}">${DIRECTIONS.map(
    direction =>
      html`<a href="${withQuery(withQuery(context.here, 'direction', direction), 'page', '1')}"${current(view.direction === direction)}>${words.say(`lineage.${direction}`)}</a>`,
  )}<span>${words.say('lineage.depth', { depth: view.depth })}</span>${
    view.depth < DEEPEST
      ? html`<a href="${withQuery(withQuery(context.here, 'depth', String(Math.min(DEEPEST, view.depth + 3))), 'page', '1')}">${words.say('lineage.deeper')}</a>`
      : nothing
  }</nav>`;
}

/** Dates of every stay: a crate that is used again is told apart by them. */
function containersOf({ containers }: LineagePage, context: PageContext): Html {
  if (containers.rows.length === 0) return nothing;
  const { words } = context;
  const lot = (fact: LotFact) => html`<a href="${hrefIn(context, fact.path)}">${lotLine(words, fact)}</a>`;
  const moment = (at: string, event: string) =>
    html`<a href="${hrefIn(context, `/records/event/${event}`)}">${words.time(at)}</a>`;
  const caption = words.say('lineage.containersCaption', { total: containers.total });
  return html`<section class="card"><h2>${words.say('lineage.containers')}</h2>${table<ContainedRow>(
    caption,
    [
      { head: words.say('lineage.container'), cell: row => lot(row.container) },
      { head: words.say('lineage.within'), cell: row => row.within && lot(row.within) },
      { head: words.say('lineage.putIn'), date: true, cell: row => moment(row.from, row.event) },
      {
        head: words.say('lineage.takenOut'),
        date: true,
        cell: ({ to, endedBy }) =>
          to === undefined || endedBy === undefined ? words.say('lineage.stillInside') : moment(to, endedBy),
      },
    ],
    containers.rows,
  )}${
    containers.rows.length < containers.total
      ? html`<p class="small">${words.say('lineage.containersMore', { count: containers.rows.length })}</p>`
      : nothing
  }</section>`;
}

function rowsTable(view: LineagePage, context: PageContext): Html {
  const { words } = context;
  const lot = (fact: LotFact) => html`<a href="${hrefIn(context, fact.path)}">${lotLine(words, fact)}</a>`;
  return table<LineageRow>(
    words.say('lineage.tableCaption', { total: view.total }),
    [
      { head: words.say('lineage.from'), cell: row => lot(row.from) },
      { head: words.say('col.what'), cell: row => words.say(`lineage.relation.${row.relation}`) },
      { head: words.say('lineage.to'), cell: row => lot(row.to) },
      {
        head: words.say('col.quantity'),
        number: true,
        cell: row => row.quantity && words.quantity(row.quantity),
      },
      { head: words.say('col.by'), cell: row => row.by && words.name(row.by.name) },
      { head: words.say('col.place'), cell: row => row.place && placeLine(words, row.place) },
      {
        head: words.say('col.at'),
        date: true,
        cell: row =>
          html`<a href="${hrefIn(context, `/records/event/${row.event}`)}">${words.date(row.at)}</a>`,
      },
    ],
    view.rows,
  );
}
