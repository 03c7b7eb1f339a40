import { PARTY_KIND_WORDS, PLACE_KIND_WORDS } from '@pinxin/contract/parties';
import type { EnterprisePage, SanctionRow } from '@pinxin/contract/public-pages';
import { brandTable, productSection } from './brands-page.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { markTable } from './mark-table.ts';
import { table } from './pages.ts';
import { successionSection } from './successions-page.ts';

/** 企业档案, as everybody may read it: what it holds, what it lost, what it was punished for. */
export function printEnterprisePage(view: EnterprisePage, context: PageContext): string {
  const { words } = context;
  const name = words.name(view.name);
  const fact = (label: string, value: string | undefined) =>
    value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
  const body = html`<h1>${name}</h1>${view.isMasked ? html`<p class="sub">${words.say('party.masked')}</p>` : nothing}<section class="card"><dl class="facts">${fact(
    words.say('party.kind'),
    words.name(PARTY_KIND_WORDS[view.kind]),
  )}${fact(words.say('party.uscc'), view.uscc)}${fact(words.say('party.division'), view.division && words.division(view.division))}</dl></section>${successionSection(words.say('party.succeededBy'), view.succeededBy, context)}${successionSection(words.say('party.succeeds'), view.succeeds, context)}${recallSection(view, context)}${section(
    'marks',
    words.say('party.marks'),
    view.marks.length === 0
      ? html`<p>${words.say('party.marksNone')}</p>`
      : markTable(words.say('brands.caption', { total: view.marks.length }), view.marks, context, true),
  )}${list('licences', words.say('party.licences'), view.licences, context)}${
    view.isMasked ? nothing : sanctionSection(view.sanctions, context)
  }${list('past', words.say('party.past'), view.past, context)}${
    view.brands.length === 0
      ? nothing
      : section(
          'brands',
          words.say('party.brands'),
          brandTable(words.say('brands.caption', { total: view.brands.length }), view.brands, context),
        )
  }${productSection(view.products, context, words.say('party.products'))}${placeSection(view, context)}`;
  return printPage(context, {
    title: `${name} · ${words.say('party.title')}`,
    style: 'list',
    body,
    unlisted: view.isMasked,
    data: `/enterprises/${view.id}?as=json`,
  });
}

function section(id: string, title: string, body: Html): Html {
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

function list(id: string, title: string, rows: EnterprisePage['marks'], context: PageContext): Html {
  if (rows.length === 0) return nothing;
  const caption = context.words.say('brands.caption', { total: rows.length });
  return section(id, title, markTable(caption, rows, context, true));
}

function recallSection({ recalls }: EnterprisePage, context: PageContext): Html {
  const { words } = context;
  if (recalls.length === 0) return nothing;
  const rows = recalls.map(
    recall =>
      html`<li><a href="${hrefIn(context, `/recalls/${recall.id}`)}">${words.name(recall.reason)}</a> <span class="tag">${words.say(`recalls.state.${recall.state}`)}</span>${recall.publishedAt ? html` <span class="small">${words.date(recall.publishedAt)}</span>` : nothing}</li>`,
  );
  return section('recalls', words.say('party.recalls'), html`<ul class="rows">${rows}</ul>`);
}

function sanctionSection(sanctions: readonly SanctionRow[], context: PageContext): Html {
  const { words } = context;
  if (sanctions.length === 0) {
    return section(
      'sanctions',
      words.say('party.sanctions'),
      html`<p>${words.say('party.sanctionsNone')}</p>`,
    );
  }
  const rows = table<SanctionRow>(
    words.say('brands.caption', { total: sanctions.length }),
    [
      { head: words.say('sanction.document'), cell: row => row.documentNumber },
      { head: words.say('sanction.violation'), cell: row => row.violation },
      { head: words.say('sanction.content'), cell: row => row.content },
      { head: words.say('marks.issuer'), cell: row => words.name(row.issuer) },
      { head: words.say('sanction.date'), date: true, cell: row => words.date(row.decidedOn) },
    ],
    sanctions,
  );
  return section('sanctions', words.say('party.sanctions'), rows);
}

function placeSection({ places }: EnterprisePage, context: PageContext): Html {
  const { words } = context;
  if (places.length === 0) return nothing;
  const rows = places.map(
    ({ name, kind, division }) =>
      html`<li>${words.name(name)} <span class="small">${words.name(PLACE_KIND_WORDS[kind] ?? PLACE_KIND_WORDS.site)}${division ? ` · ${words.division(division)}` : ''}</span></li>`,
  );
  return section('places', words.say('party.places'), html`<ul class="rows">${rows}</ul>`);
}
