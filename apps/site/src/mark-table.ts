import type { MarkRow } from '@pinxin/contract/public-pages';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { STATEMENT_STATUS_WORDS } from '@pinxin/contract/statements/status';
import { hrefIn, type PageContext } from './frame.ts';
import { type Html, html } from './html.ts';
import { type Column, table } from './pages.ts';
import type { Wording } from './wording.ts';

/** Marks as a table; `isOwn` leaves the holder out, whose page it is. */
export function markTable(
  caption: string,
  rows: readonly MarkRow[],
  context: PageContext,
  isOwn = false,
): Html {
  const { words } = context;
  const columns: Column<MarkRow>[] = [
    { head: words.say('marks.name'), cell: row => html`<b>${markName(row, words)}</b>` },
    { head: words.say('marks.number'), cell: row => numberCell(row, context) },
    ...(isOwn ? [] : [holderColumn(context)]),
    { head: words.say('marks.subject'), cell: row => subjectCell(row, context) },
    { head: words.say('marks.issuer'), cell: row => words.name(row.issuer) },
    { head: words.say('marks.term'), cell: row => termOf(row, words) },
    {
      head: words.say('marks.status'),
      cell: row =>
        html`<span class="tag${row.status === 'valid' ? '' : ' warn'}">${words.name(STATEMENT_STATUS_WORDS[row.status])}</span>`,
    },
  ];
  return table(caption, columns, rows);
}

/** What a mark is called: its scheme, else its kind. */
export function markName(row: MarkRow, words: Wording): string {
  return words.name(row.scheme?.name ?? STATEMENT_KIND_WORDS[row.kind]);
}

function holderColumn(context: PageContext): Column<MarkRow> {
  const { words } = context;
  return {
    head: words.say('marks.holder'),
    cell: ({ holder }) =>
      holder &&
      html`<a href="${hrefIn(context, `/enterprises/${holder.id}`)}">${words.name(holder.name)}</a>`,
  };
}

function subjectCell({ subject }: MarkRow, context: PageContext): Html | string | undefined {
  const { words } = context;
  if (subject.kind === 'party') return undefined;
  const name = words.name(subject.name);
  return subject.path === undefined ? name : html`<a href="${hrefIn(context, subject.path)}">${name}</a>`;
}

function numberCell({ number, certificate }: MarkRow, context: PageContext): Html | string | undefined {
  if (certificate === undefined) return number;
  return html`<a href="${hrefIn(context, certificate)}">${number ?? context.words.say('certificate.one')}</a>`;
}

/** From when to when something holds. */
export function termOf(
  { validFrom, validTo }: Pick<MarkRow, 'validFrom' | 'validTo'>,
  words: Wording,
): string {
  const from = words.date(validFrom);
  return validTo === undefined
    ? words.say('marks.termOpen', { from })
    : words.say('marks.termValue', { from, to: words.date(validTo) });
}
