import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { timeText } from '../record/texts.ts';
import { WideTable } from '../record/wide-table.tsx';

/** Labels given out under a quota. */
export interface Allotment {
  readonly id: string;
  readonly at: string;
  readonly product: string;
  readonly labels: number;
  readonly gramsEach: number;
  readonly firstLabel: number;
}

/** Every request for labels under a quota, the latest first, with the numbers that were given out. */
export function Allotments({ rows }: { readonly rows: readonly Allotment[] }) {
  const { say, language } = useWords();
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{say('quota.allotments')}</h2>
      <WideTable<Allotment>
        label={say('quota.allotments')}
        size="small"
        rowKey="id"
        dataSource={[...rows]}
        columns={[
          { title: fieldWord('at', language), render: (_, { at }) => timeText(at, language) },
          { title: fieldWord('product', language), dataIndex: 'product' },
          { title: fieldWord('labels', language), align: 'right', dataIndex: 'labels' },
          { title: fieldWord('gramsEach', language), align: 'right', dataIndex: 'gramsEach' },
          {
            title: say('quota.numbers'),
            render: (_, { firstLabel, labels }) => `${firstLabel}–${firstLabel + labels - 1}`,
          },
        ]}
      />
    </>
  );
}
