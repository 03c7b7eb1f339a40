import type { LocalText } from '@pinxin/contract/scan';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';

/** A product as the list gives it. */
export interface ProductRow {
  readonly id: string;
  readonly gtin: string;
  readonly name: LocalText;
}

/** The columns of any list of products. */
export const PRODUCT_COLUMNS: readonly Column<ProductRow>[] = [
  { key: 'name', sort: 'name' },
  { key: 'gtin', sort: 'gtin' },
  { key: 'brand' },
  { key: 'category', sort: 'category' },
  { key: 'party' },
  { key: 'netContent', hidden: true },
  { key: 'kind', hidden: true },
  { key: 'createdAt', hidden: true },
];

const FACTS = ['gtin', 'brand', 'category', 'party', 'netContent', 'kind', 'createdAt'];

/** 产品: trade items within reach. */
export function Products() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.products')} />
      <RecordTable<ProductRow>
        list="products"
        path="/products"
        columns={PRODUCT_COLUMNS}
        rowKey={({ gtin }) => gtin}
        look={product => (
          <>
            <Facts of={product} fields={FACTS} />
            <p>
              <a href={`/01/${product.gtin}`}>{say('product.page')}</a>
            </p>
          </>
        )}
      />
    </>
  );
}
