import type { BrandPage as BrandView } from '@pinxin/contract/public-pages';
import { Link, useParams } from '@tanstack/react-router';
import { useWords } from '../language.tsx';
import { fieldWord, valueWord } from '../messages/words.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad, Sides } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Nothing } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { WideTable } from '../record/wide-table.tsx';
import { STATEMENT_COLUMNS, type StatementRow } from './statements.tsx';

/** A brand's page: whose it is, what is said of it, who may use it, products and lots that bear it. */
export function BrandPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { language, say } = useWords();
  return (
    <RecordLoad<BrandView> address={`/brands/${id}`}>
      {({ value: page }) => (
        <>
          <PageHead
            title={nameText(page.brand.name, language)}
            sub={`${valueWord('kind', page.brand.kind, language)} · ${nameText(page.brand.owner.name, language)}`}
            actions={<a href={`/brands/${id}`}>{say('brand.page')}</a>}
          />
          <BrandSides page={page} />
        </>
      )}
    </RecordLoad>
  );
}

function BrandSides({ page }: { readonly page: BrandView }) {
  const { say, language } = useWords();
  const { brand, users, products, lots } = page;
  const owner = <Link to={`/parties/${brand.owner.id}`}>{nameText(brand.owner.name, language)}</Link>;
  const none = { emptyText: <Nothing title={say('record.none')} /> };
  return (
    <Sides
      sides={[
        {
          key: 'overview',
          label: say('record.overview'),
          children: (
            <section className="card">
              <Facts of={brand} fields={['kind', 'owner', 'category', 'division', 'id']} more={{ owner }} />
            </section>
          ),
        },
        {
          key: 'statements',
          label: say('record.statements'),
          children: (
            <RecordTable<StatementRow>
              list="statements-of-brand"
              path="/statements"
              fixed={{ brand: brand.id }}
              columns={STATEMENT_COLUMNS}
              rowKey={({ id }) => id}
              href={({ id }) => `/statements/${id}`}
              within
            />
          ),
        },
        {
          key: 'users',
          label: `${say('brand.users')} (${users.length})`,
          children: (
            <WideTable
              label={say('brand.users')}
              rowKey="id"
              dataSource={[...users]}
              locale={none}
              columns={[
                {
                  title: fieldWord('holder', language),
                  render: (_, { holder }) =>
                    holder ? (
                      <Link to={`/parties/${holder.id}`}>{nameText(holder.name, language)}</Link>
                    ) : (
                      '—'
                    ),
                },
                {
                  title: fieldWord('number', language),
                  render: (_, { id, number }) => <Link to={`/statements/${id}`}>{number ?? id}</Link>,
                },
                { title: fieldWord('validTo', language), dataIndex: 'validTo' },
              ]}
            />
          ),
        },
        {
          key: 'products',
          label: `${say('record.products')} (${products.length})`,
          children: (
            <WideTable
              label={say('record.products')}
              rowKey="gtin"
              dataSource={[...products]}
              locale={none}
              columns={[
                {
                  title: fieldWord('name', language),
                  render: (_, { gtin, name }) => (
                    <Link to={`/products/${gtin}`}>{nameText(name, language)}</Link>
                  ),
                },
                { title: fieldWord('gtin', language), dataIndex: 'gtin' },
                {
                  title: fieldWord('maker', language),
                  render: (_, { maker }) => (maker ? nameText(maker.name, language) : '—'),
                },
              ]}
            />
          ),
        },
        {
          key: 'lots',
          label: `${fieldWord('lots', language)} (${lots.length})`,
          children: (
            <ul>
              {lots.map(({ path, label, product }) => (
                <li key={path}>
                  <a href={path}>{label}</a> {nameText(product, language)}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
