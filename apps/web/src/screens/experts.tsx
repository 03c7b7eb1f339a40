import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';

/** An expert as the list gives it. */
export interface Expert {
  readonly id: string;
  readonly name: string;
  readonly party: { readonly id: string; readonly name: string };
  readonly open: number;
}

const COLUMNS: readonly Column<Expert>[] = [
  { key: 'name' },
  { key: 'party' },
  { key: 'open', align: 'right' },
  { key: 'handedIn', align: 'right' },
  { key: 'conflicts', align: 'right' },
  { key: 'id', hidden: true },
];

/** 评审专家: who can be assigned, and how much each has in hand. */
export function Experts() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.experts')} sub={say('expert.sub')} />
      <RecordTable<Expert> list="experts" path="/experts" columns={COLUMNS} rowKey={({ id }) => id} />
    </>
  );
}
