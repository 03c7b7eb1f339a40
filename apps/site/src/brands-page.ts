import {
  BRAND_KINDS,
  type BrandListPage,
  type BrandPage,
  type BrandRow,
  type PublicProduct,
} from '@pinxin/contract/public-pages';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { exportLinks, filterForm, pathWith } from './list-parts.ts';
import { markTable } from './mark-table.ts';
import { pager, table } from './pages.ts';

/** 品牌名录 */
export function printBrandList(view: BrandListPage, context: PageContext): string {
  const { words } = context;
  const filter = { q: view.query, kind: view.kind };
  const body = html`<h1>${words.say('brands.title')}</h1><p class="sub">${words.say('brands.lead')}</p>${filterForm(
    context,
    '/brands',
    [
      { kind: 'text', name: 'q', label: words.say('brands.search'), value: view.query },
      {
        ...{ kind: 'choice', name: 'kind', label: words.say('marks.kind'), value: view.kind ?? '' },
        choices: [
          { value: '', label: words.say('brands.kind.all') },
          ...BRAND_KINDS.map(kind => ({ value: kind, label: words.say(`brands.kind.${kind}`) })),
        ],
      },
    ],
  )}<section class="card">${
    view.rows.length === 0
      ? html`<p>${words.say('brands.none')}</p>`
      : html`${brandTable(words.say('brands.caption', { total: view.total }), view.rows, context)}${pager(context, view.page, view.pages)}`
  }${exportLinks(context, [
    { label: 'CSV', href: pathWith('/open-data/brands.csv', filter) },
    { label: 'JSON', href: pathWith('/open-data/brands.json', filter) },
  ])}</section>`;
  return printPage(context, { title: words.say('brands.title'), style: 'list', body });
}

/** Brands as a table. */
export function brandTable(caption: string, rows: readonly BrandRow[], context: PageContext): Html {
  const { words } = context;
  return table<BrandRow>(
    caption,
    [
      {
        head: words.say('brand.name'),
        cell: row =>
          html`<a href="${hrefIn(context, `/brands/${row.id}`)}"><b>${words.name(row.name)}</b></a>`,
      },
      { head: words.say('marks.kind'), cell: row => words.say(`brands.kind.${row.kind}`) },
      { head: words.say('brand.category'), cell: row => row.category },
      { head: words.say('brand.origin'), cell: row => row.division && words.division(row.division) },
      {
        head: words.say('brand.owner'),
        cell: row =>
          html`<a href="${hrefIn(context, `/enterprises/${row.owner.id}`)}">${words.name(row.owner.name)}</a>`,
      },
      {
        head: words.say('brand.users'),
        number: true,
        cell: row => (row.users > 0 ? words.number(row.users) : ''),
      },
    ],
    rows,
  );
}

/** 品牌页: origin, owner, who may use it, what is sold under it. */
export function printBrandPage(view: BrandPage, context: PageContext): string {
  const { words } = context;
  const { brand } = view;
  const name = words.name(brand.name);
  const body = html`<h1>${name}</h1><section class="card"><dl class="facts"><dt>${words.say('marks.kind')}</dt><dd>${words.say(`brands.kind.${brand.kind}`)}</dd><dt>${words.say('brand.owner')}</dt><dd><a href="${hrefIn(context, `/enterprises/${brand.owner.id}`)}">${words.name(brand.owner.name)}</a></dd>${
    brand.division
      ? html`<dt>${words.say('brand.origin')}</dt><dd>${words.division(brand.division)}</dd>`
      : nothing
  }${brand.category ? html`<dt>${words.say('brand.category')}</dt><dd>${brand.category}</dd>` : nothing}</dl></section>${
    view.marks.length > 0
      ? html`<section class="card" aria-labelledby="marks"><h2 id="marks">${words.say('brand.marks')}</h2>${markTable(words.say('brands.caption', { total: view.marks.length }), view.marks, context, true)}</section>`
      : nothing
  }${usersSection(view, context)}${productSection(view.products, context, words.say('brand.products'), words.say('brand.productsNote'))}${
    view.lots.length > 0
      ? html`<section class="card" aria-labelledby="lots"><h2 id="lots">${words.say('brand.lots')}</h2><ul class="rows">${view.lots.map(
          lot => html`<li><a href="${hrefIn(context, lot.path)}">${lotLine(words, lot)}</a></li>`,
        )}</ul></section>`
      : nothing
  }`;
  return printPage(context, { title: name, style: 'list', body, data: `/brands/${brand.id}?as=json` });
}

function usersSection({ brand, users }: BrandPage, context: PageContext): Html {
  const { words } = context;
  if (brand.kind !== 'regional') return nothing;
  return html`<section class="card" aria-labelledby="users"><h2 id="users">${words.say('brand.users')}</h2>${
    users.length === 0
      ? html`<p>${words.say('brand.usersNone')}</p>`
      : markTable(words.say('brands.caption', { total: brand.users }), users, context)
  }</section>`;
}

/** Products as a table; nothing where there are none. */
export function productSection(
  products: readonly PublicProduct[],
  context: PageContext,
  title: string,
  note = '',
): Html {
  const { words } = context;
  if (products.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="products"><h2 id="products">${title}</h2>${note === '' ? nothing : html`<p class="small">${note}</p>`}${table<PublicProduct>(
    words.say('brands.caption', { total: products.length }),
    [
      {
        head: words.say('product.name'),
        cell: row => html`<a href="${hrefIn(context, `/01/${row.gtin}`)}">${words.name(row.name)}</a>`,
      },
      { head: words.say('product.gtin'), cell: row => row.gtin },
      { head: words.say('scan.brand'), cell: row => row.brand && words.name(row.brand) },
      { head: words.say('scan.netContent'), cell: row => row.netContent },
      {
        head: words.say('product.maker'),
        cell: ({ maker }) =>
          maker &&
          html`<a href="${hrefIn(context, `/enterprises/${maker.id}`)}">${words.name(maker.name)}</a>`,
      },
    ],
    products,
  )}</section>`;
}
