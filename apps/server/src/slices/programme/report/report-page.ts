import { hrefIn, type PageContext, printPage } from '@pinxin/site/frame';
import { html, nothing } from '@pinxin/site/html';
import { exportLinks, filterForm, pathWith } from '@pinxin/site/list-parts';
import { goalTable, taskTable } from '@pinxin/site/programme-page';
import { inWords, type ReportModel } from './report-model.ts';
import { reportTables } from './report-tables.ts';
import { say, titleOf } from './words.ts';

/** 报告 as a page, made to be printed. */
export function printReport(model: ReportModel, context: PageContext): string {
  const { view, period } = model;
  const { language } = context.words;
  const path = `/programmes/${view.code}`;
  const title = titleOf(inWords(view.name, language), period, language);
  const query = { [period.kind === 'day' ? 'on' : period.kind]: period.label };
  const drawn = new Set([say('goals', language), say('tasks', language)]);
  const others = reportTables(model, language)
    .filter(table => !drawn.has(table.title))
    .map(
      ({ title: name, heads, rows }) =>
        html`<section class="card"><h2>${name}</h2>${name === say('matrix', language) ? html`<p class="small">${say('matrixNote', language)}</p>` : nothing}<div class="scroll"><table><thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(row => html`<tr>${row.map((cell, index) => html`<td data-label="${heads[index] ?? ''}"${cell === '' || cell === null ? html` class="empty"` : nothing}>${cell === null ? '' : String(cell)}</td>`)}</tr>`)}</tbody></table></div></section>`,
    );
  const body = html`<p class="small"><a href="${hrefIn(context, path)}">${inWords(view.name, language)}</a></p><h1>${title}</h1><p class="sub">${say('asOf', language, { date: context.words.date(period.on) })}</p>${filterForm(
    context,
    `${path}/report`,
    [
      {
        kind: 'text',
        name: 'quarter',
        label: language === 'en' ? 'Quarter, such as 2026Q4' : '季度，如 2026Q4',
        value: period.kind === 'quarter' ? period.label : '',
      },
      {
        kind: 'text',
        name: 'year',
        label: language === 'en' ? 'or year' : '或年度',
        value: period.kind === 'year' ? period.label : '',
      },
    ],
  )}<section class="card"><h2>${say('goals', language)}</h2>${goalTable(view, context)}</section>${others}<section class="card"><h2>${say('tasks', language)}</h2>${taskTable(view, context)}</section><p class="small">${say('source', language, { seq: String(view.countedUpTo) })}</p>${exportLinks(
    context,
    (['pdf', 'docx', 'xlsx'] as const).map(format => ({
      label: format.toUpperCase(),
      href: pathWith(`${path}/report.${format}`, query),
    })),
  )}`;
  return printPage(context, { title, style: 'lineage', body });
}
