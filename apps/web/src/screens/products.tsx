import type { LocalText } from '@pinxin/contract/scan';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { may, ownParty } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import { ProductForm } from './product-form.tsx';

/** A product as the list gives it. */
export interface ProductRow {
  readonly id: string;
  readonly gtin: string;
  readonly kind: string;
  readonly name: LocalText;
  readonly brand: LocalText | null;
  readonly category: string | null;
  readonly netContent: string | null;
  readonly party: { readonly id: string; readonly name: LocalText } | null;
}

/** The columns of any list of products. */
export const PRODUCT_COLUMNS: readonly Column<ProductRow>[] = [
  { key: 'name', sort: 'name' },
  { key: 'gtin', sort: 'gtin' },
  { key: 'brand' },
  { key: 'category' },
  { key: 'party' },
  { key: 'netContent', hidden: true },
  { key: 'kind', hidden: true },
  { key: 'createdAt', sort: 'created', hidden: true },
];

/** The facts of a product that a page shows. */
export const PRODUCT_FACTS = ['gtin', 'brand', 'category', 'party', 'netContent', 'kind', 'createdAt'];

/** 产品: trade items within reach; an enterprise registers its own. */
export function Products() {
  const { say } = useWords();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const own = ownParty(session);
  return (
    <>
      <PageHead title={say('nav.products')} />
      <RecordTable<ProductRow>
        list="products"
        path="/products"
        columns={PRODUCT_COLUMNS}
        rowKey={({ gtin }) => gtin}
        href={({ gtin }) => `/products/${gtin}`}
        look={product => (
          <>
            <Facts of={product} fields={PRODUCT_FACTS} />
            <p>
              <Link to={`/products/${product.gtin}`}>{say('table.openPage')}</Link>
            </p>
          </>
        )}
        actions={
          own !== undefined &&
          may(session, 'party.write') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {say('product.new')}
            </Button>
          )
        }
      />
      {adding && own !== undefined && <ProductForm party={own} close={() => setAdding(false)} />}
    </>
  );
}
