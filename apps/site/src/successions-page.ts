import type { SuccessionEnd, SuccessionPage } from '@pinxin/contract/public-pages';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { exportLinks, filterForm, pathWith } from './list-parts.ts';
import { table } from './pages.ts';

/** 机构承接: which authority took the place of which, as of a day. */
export function printSuccessions(view: SuccessionPage, context: PageContext): string {
  const { words } = context;
  const party = ({ id, name }: SuccessionEnd['party']) =>
    html`<a href="${hrefIn(context, `/enterprises/${id}`)}">${words.name(name)}</a>`;
  const rows = table(
    words.say('succession.caption', { date: words.date(view.on), total: view.rows.length }),
    [
      { head: words.say('succession.from'), cell: row => party(row.from) },
      { head: words.say('succession.to'), cell: row => party(row.to) },
      { head: words.say('succession.since'), date: true, cell: row => words.date(row.since) },
      { head: words.say('succession.source'), cell: row => row.source },
      { head: words.say('succession.now'), cell: row => html`${row.now.map(each => html`${party(each)} `)}` },
    ],
    view.rows,
  );
  const body = html`<h1>${words.say('succession.title')}</h1><p class="sub">${words.say('succession.lead')}</p>${filterForm(
    context,
    '/authorities/successions',
    [{ kind: 'date', name: 'on', label: words.say('marks.on'), value: view.on }],
  )}<section class="card">${view.rows.length === 0 ? html`<p>${words.say('succession.none')}</p>` : rows}${exportLinks(
    context,
    [{ label: 'JSON', href: pathWith('/authorities/successions', { on: view.on, as: 'json' }) }],
  )}</section>`;
  return printPage(context, { title: words.say('succession.title'), style: 'list', body });
}

/** What a party's page says of those before and after it. */
export function successionSection(title: string, ends: readonly SuccessionEnd[], context: PageContext): Html {
  const { words } = context;
  if (ends.length === 0) return nothing;
  const rows = ends.map(
    ({ party, since, source }) =>
      html`<li><a href="${hrefIn(context, `/enterprises/${party.id}`)}">${words.name(party.name)}</a> <span class="small">${words.say('succession.since')} ${words.date(since)} · ${source}</span></li>`,
  );
  return html`<section class="card"><h2>${title}</h2><ul class="rows">${rows}</ul><p class="small"><a href="${hrefIn(context, '/authorities/successions')}">${words.say('succession.title')}</a></p></section>`;
}
