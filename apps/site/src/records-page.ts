import type { ErrorFact, EventListPage, EventPage, EventPart, EventRow } from '@pinxin/contract/lineage-page';
import { lotLine, statedTag } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { pager, table } from './pages.ts';
import { stepSentence } from './step-words.ts';
import { partyLine, placeLine } from './wording.ts';

/** Every record of one lot, the latest first. */
export function printEventList(view: EventListPage, context: PageContext): string {
  const { words } = context;
  const title = `${words.say('records.title')} · ${lotLine(words, view.lot)}`;
  const what = (row: EventRow) =>
    html`<a href="${hrefIn(context, `/records/event/${row.hash}`)}">${stepSentence({ kind: row.kind, lot: view.lot, materials: [] }, words)}</a>${
      row.isVoid ? html` <span class="tag warn">${words.say('records.void')}</span>` : nothing
    }`;
  const body = html`<p><a href="${hrefIn(context, view.lot.path)}">← ${words.say('back.toScan')}</a></p><h1>${title}</h1><section class="card">${
    view.rows.length === 0
      ? html`<p>${words.say('records.none')}</p>`
      : table<EventRow>(
          words.say('records.caption', { total: view.total }),
          [
            { head: words.say('col.at'), date: true, cell: row => words.time(row.at) },
            { head: words.say('col.what'), cell: what },
            {
              head: words.say('col.quantity'),
              number: true,
              cell: row => row.quantity && words.quantity(row.quantity),
            },
            { head: words.say('col.place'), cell: row => row.place && placeLine(words, row.place) },
            {
              head: words.say('col.by'),
              cell: row => html`${row.by && words.name(row.by.name)} ${statedTag(words, row.statedBy)}`,
            },
            { head: words.say('col.recorded'), cell: row => words.time(row.recordedAt) },
          ],
          view.rows,
        )
  }${pager(context, view.page, view.pages)}</section>`;
  return printPage(context, { title, style: 'table', body });
}

/** One record as the public may see it. */
export function printEventPage(view: EventPage, context: PageContext): string {
  const { words } = context;
  const first = view.parts[0];
  const title = stepSentence({ kind: view.kind, materials: [], ...(first ? { lot: first.lot } : {}) }, words);
  const fact = (label: string, value: Html | string | undefined) =>
    value === undefined || value === '' ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
  const body = html`<p class="sub">${words.say('record.title')}</p><h1>${title}</h1>${
    view.isVoid ? errorNote(view.error, context) : nothing
  }<div class="page"><section class="card"><dl class="facts">${fact(words.say('col.at'), words.time(view.at))}${fact(
    words.say('col.recorded'),
    words.time(view.recordedAt),
  )}${fact(words.say('col.by'), view.by && html`${partyLine(words, view.by)} ${statedTag(words, view.statedBy)}`)}${fact(
    words.say('col.place'),
    view.place && placeLine(words, view.place),
  )}${fact(words.say('record.readPoint'), view.readPoint && placeLine(words, view.readPoint))}${fact(words.say('record.type'), view.type)}${fact(
    words.say('record.action'),
    view.action,
  )}${fact(words.say('record.bizStep'), view.bizStep)}${fact(words.say('record.disposition'), view.disposition)}${fact(
    words.say('record.transactions'),
    view.transactions.join(' · '),
  )}${fact(words.say('record.certificates'), view.certificates.join(' · '))}${fact(words.say('record.hash'), view.eventHash)}</dl></section><section class="card side">${table<EventPart>(
    words.say('record.parts'),
    [
      { head: words.say('col.part'), cell: part => words.say(`part.${part.part}`) },
      {
        head: words.say('col.lot'),
        cell: part => html`<a href="${hrefIn(context, part.lot.path)}">${lotLine(words, part.lot)}</a>`,
      },
      {
        head: words.say('col.quantity'),
        number: true,
        cell: part => part.quantity && words.quantity(part.quantity),
      },
    ],
    view.parts,
  )}${view.partsTruncated ? html`<p class="small">${words.say('record.partsTruncated', { count: view.parts.length })}</p>` : nothing}</section></div>${
    view.document
      ? html`<details class="card"><summary>${words.say('record.document')}</summary><pre tabindex="0">${view.document}</pre></details>`
      : nothing
  }`;
  return printPage(context, { title, style: 'table', body });
}

/** Why the record counts no more, and what takes its place. */
function errorNote(error: ErrorFact | undefined, context: PageContext): Html {
  const { words } = context;
  const isDeclaration = error !== undefined && error.declaration === undefined;
  const link = (hash: string, text: string) =>
    html`<a href="${hrefIn(context, `/records/event/${hash}`)}">${text}</a>`;
  const reason = error?.reason;
  const facts =
    error &&
    [
      words.say('record.void.at', { time: words.time(error.at) }),
      reason === 'didNotOccur' || reason === 'incorrectData'
        ? words.say(`record.void.${reason}`)
        : reason && words.say('record.void.reason', { reason }),
      error.declaration && link(error.declaration, words.say('record.void.declaration')),
      error.wrong && link(error.wrong, words.say('record.void.wrong')),
      ...error.corrected.map(({ id, hash }) =>
        hash === undefined
          ? words.say('record.void.missing', { id })
          : link(hash, words.say('record.void.corrected')),
      ),
    ].filter(fact => fact !== undefined && fact !== '');
  return html`<div class="card bad-note"><p>${words.say(isDeclaration ? 'record.void.own' : 'record.void')}</p>${
    facts === undefined ? nothing : html`<ul>${facts.map(fact => html`<li>${fact}</li>`)}</ul>`
  }</div>`;
}
