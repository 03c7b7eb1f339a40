import { useWords } from '../language.tsx';
import { fieldWord, valueWord } from '../messages/words.ts';
import { WideTable } from '../record/wide-table.tsx';

/** A lot that the harvests on its way back do not answer for. */
export interface BrandLot {
  readonly uri: string;
  readonly reason: string;
  readonly outKg: string;
  readonly harvestKg: string;
  readonly shortKg: string;
}

/** The lots that an alarm is about, each with its page: what left, what its harvests gave, what is missing. */
export function BrandLots({ rows }: { readonly rows: readonly BrandLot[] }) {
  const { say, language } = useWords();
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{say('quota.lots')}</h2>
      <WideTable<BrandLot>
        label={say('quota.lots')}
        size="small"
        rowKey="uri"
        dataSource={[...rows]}
        columns={[
          {
            title: fieldWord('lot', language),
            render: (_, { uri }) => <a href={new URL(uri).pathname}>{lotName(uri)}</a>,
          },
          {
            title: fieldWord('reason', language),
            render: (_, { reason }) => valueWord('amiss', reason, language),
          },
          { title: fieldWord('outKg', language), align: 'right', dataIndex: 'outKg' },
          { title: fieldWord('harvestKg', language), align: 'right', dataIndex: 'harvestKg' },
          { title: fieldWord('shortKg', language), align: 'right', dataIndex: 'shortKg' },
        ]}
      />
    </>
  );
}

/** The number of a lot, or of an item, as it stands on the pack. */
function lotName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
