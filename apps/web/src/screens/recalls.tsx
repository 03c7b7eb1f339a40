import type { RecallFace } from '@pinxin/contract/recall';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { nameText } from '../record/texts.ts';

/** The columns of any list of recalls. */
export const RECALL_COLUMNS: readonly Column<RecallFace>[] = [
  { key: 'reason', show: ({ reason }, { language }) => nameText(reason, language) },
  { key: 'hazard' },
  { key: 'state' },
  { key: 'by', show: ({ by }, { language }) => nameText(by.name, language) },
  { key: 'lots', align: 'right' },
  {
    key: 'products',
    show: ({ products }, { language }) => products.map(({ name }) => nameText(name, language)).join('、'),
  },
  { key: 'publishedAt' },
  { key: 'closedAt', hidden: true },
  { key: 'id', hidden: true },
];

/** 已发布召回: what was taken back, and whether it still is. */
export function Recalls() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.recalls')} />
      <RecordTable<RecallFace>
        list="recalls"
        path="/recalls"
        columns={RECALL_COLUMNS}
        rowKey={({ id }) => id}
        href={({ id }) => `/recalls/${id}`}
      />
    </>
  );
}
