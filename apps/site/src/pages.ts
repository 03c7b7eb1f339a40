import { hrefIn, type PageContext, withQuery } from './frame.ts';
import { type Html, html, nothing } from './html.ts';

/** Previous and next page of a list at this address. */
export function pager(context: PageContext, page: number, pages: number): Html {
  if (pages <= 1) return nothing;
  const { words } = context;
  const to = (target: number) => hrefIn(context, withQuery(context.here, 'page', String(target)));
  return html`<nav class="pages" aria-label="${words.say('pages.label')}">${
    page > 1 ? html`<a rel="prev" href="${to(page - 1)}">${words.say('pages.previous')}</a>` : nothing
  }<span>${words.say('pages.of', { page, pages })}</span>${
    page < pages ? html`<a rel="next" href="${to(page + 1)}">${words.say('pages.next')}</a>` : nothing
  }</nav>`;
}

/** A column of a table. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Html | string | undefined;
  readonly number?: boolean;
  /** Stays on one line where there is room. */
  readonly date?: boolean;
}

/** A table that folds into labelled lines on a phone; roles keep it a table for those who hear it. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  return html`<table role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${columns.map(
    column =>
      html`<th role="columnheader" scope="col"${column.number ? html` class="num"` : nothing}>${column.head}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows.map(
    row =>
      html`<tr role="row">${columns.map(column => {
        const value = column.cell(row);
        const kind =
          value === undefined || value === '' ? 'empty' : column.number ? 'num' : column.date ? 'when' : '';
        return html`<td role="cell" data-label="${column.head}"${kind ? html` class="${kind}"` : nothing}>${
          typeof value === 'string' ? html`<span>${value}</span>` : html`<div>${value}</div>`
        }</td>`;
      })}</tr>`,
  )}</tbody></table>`;
}
