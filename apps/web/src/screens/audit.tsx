import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { timeText } from '../record/texts.ts';

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly facts: unknown;
}

const COLUMNS: readonly Column<Entry>[] = [
  { key: 'seq', align: 'right' },
  { key: 'at', show: ({ at }, { language }) => timeText(at, language) },
  { key: 'actor' },
  { key: 'kind' },
  { key: 'facts', show: ({ facts }) => <code className="facts-text">{JSON.stringify(facts)}</code> },
];

/** 审计日志: every commit's facts, in order. */
export function Audit() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.audit')} sub={say('audit.sub')} />
      <RecordTable<Entry> list="audit" path="/journal" columns={COLUMNS} rowKey={({ seq }) => String(seq)} />
    </>
  );
}
