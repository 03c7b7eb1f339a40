import {
  BRAND_KINDS,
  BRAND_ORDERS,
  type BrandListPage,
  type BrandPage,
  type BrandRow,
  type BrandUser,
  type PublicProduct,
  type QuotaUse,
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
  const { category, division, order } = view;
  const filter = { q: view.query, kind: view.kind, category, division, order };
  const any = { value: '', label: words.say('brands.kind.all') };
  const body = html`<h1>${words.say('brands.title')}</h1><p class="sub">${words.say('brands.lead')}</p>${filterForm(
    context,
    '/brands',
    [
      { kind: 'text', name: 'q', label: words.say('brands.search'), value: view.query },
      {
        ...{ kind: 'choice', name: 'kind', label: words.say('marks.kind'), value: view.kind ?? '' },
        choices: [
          any,
          ...BRAND_KINDS.map(kind => ({ value: kind, label: words.say(`brands.kind.${kind}`) })),
        ],
      },
      {
        ...{ kind: 'choice', name: 'category', label: words.say('brand.category'), value: category ?? '' },
        choices: [any, ...view.categories.map(value => ({ value, label: value }))],
      },
      {
        ...{ kind: 'choice', name: 'division', label: words.say('brand.origin'), value: division ?? '' },
        choices: [any, ...view.divisions.map(value => ({ value, label: words.division(value) }))],
      },
      {
        ...{ kind: 'choice', name: 'order', label: words.say('marks.order'), value: order },
        choices: BRAND_ORDERS.map(value => ({ value, label: words.say(`brands.order.${value}`) })),
      },
    ],
  )}<section class="card">${
    view.rows.length === 0
      ? html`<p>${words.say('brands.none')}</p>`
      : html`${brandTable(words.say('brands.caption', { total: view.total }), view.rows, context)}${pager(context, view.page, view.pages)}`
  }${exportLinks(context, [
    { label: 'CSV', href: pathWith('/open-data/brands.csv', filter) },
    { label: 'XLSX', href: pathWith('/open-data/brands.xlsx', filter) },
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
  }${usersSection(view, context)}${quotaSection(view, context)}${productSection(view.products, context, words.say('brand.products'), words.say('brand.productsNote'))}${
    view.lots.length > 0
      ? html`<section class="card" aria-labelledby="lots"><h2 id="lots">${words.say('brand.lots')}</h2><ul class="rows">${view.lots.map(
          lot => html`<li><a href="${hrefIn(context, lot.path)}">${lotLine(words, lot)}</a></li>`,
        )}</ul></section>`
      : nothing
  }`;
  return printPage(context, { title: name, style: 'list', body, data: `/brands/${brand.id}?as=json` });
}

/** What the licensed area lets be labelled, and what was: a bar for each user, its figures beside it. */
function quotaSection({ users, quota }: BrandPage, context: PageContext): Html {
  const { words } = context;
  if (quota === undefined) return nothing;
  const kg = (value: string) => words.quantity({ value, unit: 'KGM' });
  const rows = users.filter((user): user is BrandUser & { quota: QuotaUse } => user.quota !== undefined);
  return html`<section class="card" aria-labelledby="quota"><h2 id="quota">${words.say('brand.quota')}</h2><p>${words.say(
    'brand.quotaAll',
    {
      ...{ bound: kg(quota.boundKg), allotted: kg(quota.allottedKg) },
      ...{ free: kg(quota.freeKg), labels: words.number(quota.labels) },
    },
  )}</p><p class="small">${words.say('brand.quotaNote')}</p>${table(
    words.say('brands.caption', { total: rows.length }),
    [
      {
        head: words.say('marks.holder'),
        cell: ({ holder }) =>
          holder &&
          html`<a href="${hrefIn(context, `/enterprises/${holder.id}`)}">${words.name(holder.name)}</a>`,
      },
      { head: words.say('brand.season'), cell: row => row.quota.season },
      { head: words.say('brand.used'), cell: row => quotaBar(row.quota, context) },
      { head: words.say('brand.allotted'), number: true, cell: row => kg(row.quota.allottedKg) },
      { head: words.say('brand.free'), number: true, cell: row => kg(row.quota.freeKg) },
      { head: words.say('brand.labels'), number: true, cell: row => words.number(row.quota.labels) },
    ],
    rows,
  )}</section>`;
}

function quotaBar({ boundKg, allottedKg }: QuotaUse, { words }: PageContext): Html {
  const share = Math.round((Number(allottedKg) / Number(boundKg)) * 1000) / 10;
  return html`<svg class="gauge" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${words.say('brand.usedShare', { share })}"><rect class="free" width="100" height="10"/><rect class="used" width="${share}" height="10"/></svg><span class="small">${share}%</span>`;
}

function usersSection({ brand, users }: BrandPage, context: PageContext): Html {
  const { words } = context;
  if (brand.kind !== 'regional') return nothing;
  return html`<section class="card" aria-labelledby="users"><h2 id="users">${words.say('brand.users')}</h2>${
    users.length === 0
      ? html`<p>${words.say('brand.usersNone')}</p>`
      : markTable(words.say('brands.caption', { total: users.length }), users, context)
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
      ...(products.some(({ isLabelled }) => isLabelled)
        ? [
            {
              head: words.say('brand.labelled'),
              cell: (row: PublicProduct) =>
                row.isLabelled ? html`<span class="tag ok">${words.say('brand.labelledYes')}</span>` : '',
            },
          ]
        : []),
    ],
    products,
  )}</section>`;
}
