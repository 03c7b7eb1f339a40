import type { Dataset } from '@pinxin/contract/public-pages';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { html } from './html.ts';
import { table } from './pages.ts';

/** 开放数据: what can be taken away, and what its columns mean. */
export function printOpenDataPage(datasets: readonly Dataset[], context: PageContext): string {
  const { words } = context;
  const body = html`<h1>${words.say('data.title')}</h1><p class="sub">${words.say('data.lead')}</p><p class="choice"><a href="/open-data/catalog.jsonld">${words.say('data.catalogue')}</a><span>${words.say('data.feeds')}</span><a href="${hrefIn(context, '/feeds/recalls.atom')}">${words.say('data.feedRecalls')}</a><a href="${hrefIn(context, '/feeds/marks.atom')}">${words.say('data.feedMarks')}</a></p>${datasets.map(
    ({ name, title, description, columns }) =>
      html`<section class="card" aria-labelledby="d-${name}"><h2 id="d-${name}">${words.name(title)}</h2><p>${words.name(description)}</p><p class="choice"><a href="/open-data/${name}.csv" download>CSV</a><a href="/open-data/${name}.json" download>JSON</a><a href="/open-data/${name}.xlsx" download>XLSX</a></p><details><summary>${words.say('data.columns')}</summary>${table<
        Dataset['columns'][number]
      >(
        words.name(title),
        [
          { head: words.say('data.column'), cell: column => html`<code>${column.name}</code>` },
          { head: words.say('data.means'), cell: column => words.name(column.means) },
        ],
        columns,
      )}</details></section>`,
  )}`;
  return printPage(context, { title: words.say('data.title'), style: 'list', body });
}
