import { MARK_KINDS, MARK_ORDERS, type MarkListPage } from '@pinxin/contract/public-pages';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { exportLinks, type FilterField, filterForm, pathWith } from './list-parts.ts';
import { markTable } from './mark-table.ts';
import { pager } from './pages.ts';

/** 标志登记簿: what was in force on a day. */
export function printMarkList(view: MarkListPage, context: PageContext): string {
  const { words } = context;
  const filter = { on: view.on, kind: view.kind, scheme: view.scheme, q: view.query, order: view.order };
  const caption = words.say(view.isMore ? 'marks.captionMore' : 'marks.caption', {
    date: words.date(view.on),
    total: words.number(view.total),
  });
  const body = html`<h1>${words.say('marks.register')}</h1><p class="sub">${words.say('marks.registerLead')}</p>${filterForm(context, '/marks', fieldsOf(view, context))}${dayNote(view, context)}<section class="card">${
    view.rows.length === 0
      ? view.recordBegan === undefined
        ? html`<p>${words.say('marks.empty')}</p>`
        : nothing
      : html`${markTable(caption, view.rows, context)}${pager(context, view.page, view.pages)}`
  }${exportLinks(context, [
    { label: 'CSV', href: pathWith('/open-data/marks.csv', filter) },
    { label: 'XLSX', href: pathWith('/open-data/marks.xlsx', filter) },
    { label: 'JSON', href: pathWith('/open-data/marks.json', filter) },
    { label: 'Atom', href: '/feeds/marks.atom' },
  ])}</section>`;
  return printPage(context, {
    title: words.say('marks.register'),
    style: 'list',
    body,
    feed: { title: words.say('data.feedMarks'), href: '/feeds/marks.atom' },
  });
}

/** What has to be said of a day before the record or still to come. */
function dayNote({ on, today, recordBegan }: MarkListPage, { words }: PageContext): Html {
  if (recordBegan !== undefined)
    return html`<p role="note" class="card">${words.say('marks.noRecord', { date: words.date(recordBegan) })}</p>`;
  return on > today ? html`<p role="note" class="card">${words.say('marks.toCome')}</p>` : nothing;
}

function fieldsOf(view: MarkListPage, { words }: PageContext): readonly FilterField[] {
  const any = { value: '', label: words.say('marks.any') };
  return [
    { kind: 'text', name: 'q', label: words.say('marks.search'), value: view.query },
    { kind: 'date', name: 'on', label: words.say('marks.on'), value: view.on },
    {
      ...{ kind: 'choice', name: 'scheme', label: words.say('marks.scheme'), value: view.scheme ?? '' },
      choices: [any, ...view.schemes.map(({ code, name }) => ({ value: code, label: words.name(name) }))],
    },
    {
      ...{ kind: 'choice', name: 'kind', label: words.say('marks.kind'), value: view.kind ?? '' },
      choices: [
        any,
        ...MARK_KINDS.map(kind => ({ value: kind, label: words.name(STATEMENT_KIND_WORDS[kind]) })),
      ],
    },
    {
      ...{ kind: 'choice', name: 'order', label: words.say('marks.order'), value: view.order },
      choices: MARK_ORDERS.map(order => ({ value: order, label: words.say(`marks.order.${order}`) })),
    },
  ];
}
