import type { LocalText } from '@pinxin/contract/scan';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { nameText } from '../record/texts.ts';

/** A brand as the register gives it. */
export interface BrandLine {
  readonly id: string;
  readonly kind: string;
  readonly name: LocalText;
}

/** The columns of any list of brands. */
export const BRAND_COLUMNS: readonly Column<BrandLine>[] = [
  { key: 'name', sort: 'name', show: ({ name }, { language }) => nameText(name, language) },
  { key: 'kind' },
  { key: 'owner' },
  { key: 'category' },
  { key: 'division' },
  { key: 'createdAt', sort: 'created', hidden: true },
  { key: 'id', hidden: true },
];

/** 品牌: the register of brands. */
export function Brands() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.brands')} />
      <RecordTable<BrandLine>
        list="brands"
        path="/register/brands"
        columns={BRAND_COLUMNS}
        rowKey={({ id }) => id}
        href={({ id }) => `/brands/${id}`}
      />
    </>
  );
}
