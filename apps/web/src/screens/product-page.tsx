import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead, Sides } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Failure, Nothing, Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import { ProductForm } from './product-form.tsx';
import { PRODUCT_FACTS, type ProductRow } from './products.tsx';
import { STATEMENT_COLUMNS, type StatementRow } from './statements.tsx';

/** A product's page: what it is, whose, and what is said of it. */
export function ProductPage() {
  const { gtin } = useParams({ strict: false }) as { gtin: string };
  const { say } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['record', `/products/${gtin}`],
    queryFn: async () =>
      (await ask<{ items: readonly ProductRow[] }>(`/products?gtin=${encodeURIComponent(gtin)}`)).items[0] ??
      null,
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  if (data === null) return <Nothing title={say('state.notFound')} />;
  return <Whole product={data} />;
}

function Whole({ product }: { readonly product: ProductRow }) {
  const { say, language } = useWords();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const { gtin, name, party } = product;
  const whose = party && <Link to={`/parties/${party.id}`}>{nameText(party.name, language)}</Link>;
  return (
    <>
      <PageHead
        title={nameText(name, language)}
        sub={
          <>
            {gtin} {whose}
          </>
        }
        actions={
          <>
            <Button href={`/01/${gtin}`}>{say('product.page')}</Button>
            {may(session, 'party.write') && party && (
              <Button onClick={() => setEditing(true)}>{say('form.edit')}</Button>
            )}
          </>
        }
      />
      <Sides
        sides={[
          {
            key: 'overview',
            label: say('record.overview'),
            children: (
              <section className="card">
                <Facts of={product} fields={PRODUCT_FACTS} more={{ party: whose }} />
                <p>
                  <Link to="/lots" search={{ lot: `https://id.gs1.org/01/${gtin}/10/*` } as never}>
                    {fieldWord('lots', language)}
                  </Link>
                </p>
              </section>
            ),
          },
          {
            key: 'statements',
            label: say('record.statements'),
            children: (
              <RecordTable<StatementRow>
                list="statements-of-product"
                path="/statements"
                fixed={{ product: gtin }}
                columns={STATEMENT_COLUMNS}
                rowKey={({ id }) => id}
                href={({ id }) => `/statements/${id}`}
                within
              />
            ),
          },
        ]}
      />
      {editing && party && <ProductForm party={party.id} product={product} close={() => setEditing(false)} />}
    </>
  );
}
