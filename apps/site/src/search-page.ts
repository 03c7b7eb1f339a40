import type { SearchPage } from '@pinxin/contract/public-pages';
import { SEARCH_KIND_WORDS, type SearchItem, type SearchKind } from '@pinxin/contract/search';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { filterForm } from './list-parts.ts';

/** Kinds that have a page to go to. */
export const SHOWN_KINDS: readonly SearchKind[] = ['party', 'product', 'brand', 'lot', 'scheme', 'place'];

/** 查询: what a word or a number finds, kind by kind. */
export function printSearchPage(view: SearchPage, context: PageContext): string {
  const { words } = context;
  const body = html`<h1>${words.say('search.title')}</h1><p class="sub">${words.say('search.lead')}</p>${filterForm(
    context,
    '/search',
    [
      { kind: 'text', name: 'q', label: words.say('search.field'), value: view.query },
      {
        ...{ kind: 'choice', name: 'kind', label: words.say('search.kind'), value: view.kind ?? '' },
        choices: [
          { value: '', label: words.say('search.kind.all') },
          ...SHOWN_KINDS.map(kind => ({ value: kind, label: words.name(SEARCH_KIND_WORDS[kind]) })),
        ],
      },
    ],
  )}${view.query === '' ? nothing : answer(view, context)}`;
  const title =
    view.query === '' ? words.say('search.title') : `${view.query} · ${words.say('search.title')}`;
  return printPage(context, { title, style: 'list', body, unlisted: view.query !== '' });
}

function answer(view: SearchPage, context: PageContext): Html {
  const { words } = context;
  const { query, items } = view;
  const asCode = /^[\x21-\x7e]{6,}$/.test(query)
    ? html`<p><a href="${hrefIn(context, `/scan?${new URLSearchParams({ code: query })}`)}">${words.say('search.asCode')}</a></p>`
    : nothing;
  if (items.length === 0) {
    return html`<section class="card" role="status"><p>${words.say('search.none', { query })}</p>${asCode}</section>`;
  }
  const kinds = SHOWN_KINDS.filter(kind => items.some(item => item.kind === kind));
  return html`<p role="status">${words.say('search.found', { query, count: items.length })}</p>${asCode}${kinds.map(
    kind =>
      html`<section class="card" aria-labelledby="k-${kind}"><h2 id="k-${kind}">${words.name(SEARCH_KIND_WORDS[kind])}</h2><ul class="rows">${items
        .filter(item => item.kind === kind)
        .map(item => html`<li>${itemLine(item, context)}</li>`)}</ul></section>`,
  )}`;
}

function itemLine(item: SearchItem, context: PageContext): Html {
  const { words } = context;
  const path = pathTo(item);
  const name = words.name(item.name);
  const more = [item.code, item.division && words.division(item.division)].filter(Boolean).join(' · ');
  return html`${path === undefined ? html`<b>${name}</b>` : html`<a href="${hrefIn(context, path)}"><b>${name}</b></a>`}${
    more === '' ? nothing : html`<br><span class="small">${more}</span>`
  }`;
}

function pathTo({ kind, id, code }: SearchItem): string | undefined {
  switch (kind) {
    case 'party':
      return `/enterprises/${id}`;
    case 'product':
      return code && `/01/${code.padStart(14, '0')}`;
    case 'brand':
      return `/brands/${id}`;
    case 'lot':
      return id.startsWith('https://id.gs1.org/') ? id.slice('https://id.gs1.org'.length) : undefined;
    case 'scheme':
      return `/marks?${new URLSearchParams({ scheme: id })}`;
    case 'place':
    case 'statement':
      return undefined;
  }
}
