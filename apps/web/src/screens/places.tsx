import type { LocalText } from '@pinxin/contract/scan';
import { Button } from 'antd';
import { useState } from 'react';
import { may, ownParty } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { timeText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import { PlaceForm } from './place-form.tsx';
import { STATEMENT_COLUMNS, type StatementRow } from './statements.tsx';

/** A place as the list gives it. */
export interface PlaceRow {
  readonly uri: string;
  readonly kind: string;
  readonly name: LocalText;
  readonly division: string | null;
  /** Decimal text. */
  readonly areaMu: string | null;
  readonly parent: string | null;
  readonly party: { readonly id: string; readonly name: LocalText } | null;
  readonly version: number;
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

/** 场所: plots, barns, workshops, stores within reach; an enterprise keeps its own. */
export function Places() {
  const { say } = useWords();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const own = ownParty(session);
  return (
    <>
      <PageHead title={say('nav.places')} />
      <RecordTable<PlaceRow>
        list="places"
        path="/places"
        columns={PLACE_COLUMNS}
        rowKey={({ uri }) => uri}
        look={place => <PlaceLook place={place} />}
        actions={
          own !== undefined &&
          may(session, 'party.write') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {say('place.new')}
            </Button>
          )
        }
      />
      {adding && own !== undefined && <PlaceForm party={own} close={() => setAdding(false)} />}
    </>
  );
}

/** A place at a glance, what is said of it, and what it was before. */
export function PlaceLook({ place }: { readonly place: PlaceRow }) {
  const { say, language } = useWords();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Facts of={place} fields={FACTS} />
      {place.party !== null && may(session, 'party.write') && (
        <Button className="gap" onClick={() => setEditing(true)}>
          {say('form.edit')}
        </Button>
      )}
      <RecordTable<StatementRow>
        list="statements-of-place"
        path="/statements"
        fixed={{ place: place.uri }}
        columns={STATEMENT_COLUMNS.slice(0, 3)}
        rowKey={({ id }) => id}
        href={({ id }) => `/statements/${id}`}
        within
      />
      <h2>{say('record.history')}</h2>
      <RecordTable<PlaceVersion>
        list="place-history"
        path="/places/history"
        fixed={{ uri: place.uri }}
        rowKey={({ version }) => String(version)}
        within
        columns={[
          { key: 'at', heading: say('record.when'), show: ({ at }) => timeText(at, language) },
          {
            key: 'changed',
            heading: say('record.what'),
            show: ({ changed }) => changed.map(field => fieldWord(field, language)).join('、') || '—',
          },
          { key: 'actor', heading: say('record.who') },
        ]}
      />
      {editing && place.party !== null && (
        <PlaceForm party={place.party.id} place={place} close={() => setEditing(false)} />
      )}
    </>
  );
}

interface PlaceVersion {
  readonly version: number;
  readonly at: string;
  readonly actor: string;
  readonly changed: readonly string[];
}
