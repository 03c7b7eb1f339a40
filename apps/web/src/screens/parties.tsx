import type { LocalText } from '@pinxin/contract/scan';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { useSession } from '../shell/session-context.tsx';

/** A party as staff and its own people see it. */
export interface Party {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly name: LocalText;
  readonly uscc: string | null;
}

/** The facts of a party that a page shows. */
export const PARTY_FACTS = [
  'kind',
  'uscc',
  'usccException',
  'division',
  'address',
  'phone',
  'pgln',
  'gs1Prefixes',
  'createdAt',
];

const COLUMNS: readonly Column<Party>[] = [
  { key: 'name', sort: 'name' },
  { key: 'kind', sort: 'kind' },
  { key: 'uscc', sort: 'uscc' },
  { key: 'division', sort: 'division' },
  { key: 'address' },
  { key: 'phone', hidden: true },
  { key: 'gs1Prefixes', hidden: true },
  { key: 'createdAt', sort: 'createdAt', hidden: true },
  { key: 'id', hidden: true },
];

/** 主体: the register of parties. */
export function Parties() {
  const { say } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={say('nav.parties')} />
      <RecordTable<Party>
        list="parties"
        path="/parties"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        href={({ id }) => `/parties/${id}`}
        look={party => <Facts of={party} fields={PARTY_FACTS} />}
        actions={
          may(session, 'party.write') && (
            <>
              <Button onClick={() => void navigate({ to: '/parties/duplicates' })}>
                {say('party.duplicates')}
              </Button>
              <Button onClick={() => void navigate({ to: '/imports/parties' })}>{say('nav.imports')}</Button>
              <Button type="primary" onClick={() => void navigate({ to: '/parties/new' })}>
                {say('form.new')}
              </Button>
            </>
          )
        }
      />
    </>
  );
}
