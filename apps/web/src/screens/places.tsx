import type { LocalText } from '@pinxin/contract/scan';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { STATEMENT_COLUMNS, type StatementRow } from './statements.tsx';

/** A place as the list gives it. */
export interface PlaceRow {
  readonly uri: string;
  readonly kind: string;
  readonly name: LocalText;
}

/** The columns of any list of places. */
export const PLACE_COLUMNS: readonly Column<PlaceRow>[] = [
  { key: 'name', sort: 'name' },
  { key: 'kind' },
  { key: 'party' },
  { key: 'division', sort: 'division' },
  { key: 'areaMu', align: 'right', sort: 'area' },
  { key: 'uri', hidden: true },
];

const FACTS = ['kind', 'party', 'division', 'areaMu', 'uri', 'parent'];

/** 场所: plots, barns, workshops, stores within reach. */
export function Places() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.places')} />
      <RecordTable<PlaceRow>
        list="places"
        path="/places"
        columns={PLACE_COLUMNS}
        rowKey={({ uri }) => uri}
        look={place => <PlaceLook place={place} />}
      />
    </>
  );
}

/** A place at a glance, and what is said of it. */
function PlaceLook({ place }: { readonly place: PlaceRow }) {
  return (
    <>
      <Facts of={place} fields={FACTS} />
      <RecordTable<StatementRow>
        list="statements-of-place"
        path="/statements"
        fixed={{ place: place.uri }}
        columns={STATEMENT_COLUMNS.slice(0, 3)}
        rowKey={({ id }) => id}
        href={({ id }) => `/statements/${id}`}
        within
      />
    </>
  );
}
