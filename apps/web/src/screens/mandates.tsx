import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import { NameOf } from '../record/value.tsx';
import { useSession } from '../shell/session-context.tsx';
import { RecordReach } from './record-reach.tsx';

interface Mandate {
  readonly id: string;
  readonly holder: { readonly name: string; readonly nameEn?: string } | null;
  readonly holderKind: string | null;
  readonly endsFrom: string | null;
}

const COLUMNS: readonly Column<Mandate>[] = [
  {
    key: 'holder',
    show: ({ holder, holderKind }, { say, language }) =>
      holder === null ? (
        say('mandate.anyOf', { kind: valueWord('kind', holderKind ?? '', language) })
      ) : (
        <NameOf of={holder} language={language} />
      ),
  },
  { key: 'kind' },
  { key: 'scheme' },
  { key: 'area' },
  { key: 'validFrom' },
  { key: 'validTo', show: row => row.endsFrom ?? undefined },
  { key: 'needsSecondPerson' },
  { key: 'legalBasis' },
  { key: 'about', hidden: true },
  { key: 'source', hidden: true },
  { key: 'grantedAt', hidden: true },
  { key: 'id', hidden: true },
];

const FACTS = [
  'kind',
  'scheme',
  'area',
  'about',
  'validFrom',
  'validTo',
  'endsFrom',
  'endReason',
  'legalBasis',
  'source',
  'needsSecondPerson',
  'grantedAt',
];

/** 授权: who may say what, for which scheme and area, on which legal basis. */
export function Mandates() {
  const { say } = useWords();
  const session = useSession();
  const [form, setForm] = useState<'grant' | { readonly end: string }>();
  const grants = may(session, 'mandate.grant');
  return (
    <>
      <PageHead title={say('nav.mandates')} />
      <RecordTable<Mandate>
        list="mandates"
        path="/mandates"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        look={mandate => (
          <>
            <Facts of={mandate} fields={FACTS} />
            {grants && mandate.endsFrom === null && (
              <Button danger onClick={() => setForm({ end: mandate.id })}>
                {say('mandate.end')}
              </Button>
            )}
          </>
        )}
        actions={
          grants && (
            <Button type="primary" onClick={() => setForm('grant')}>
              {say('mandate.grant')}
            </Button>
          )
        }
      />
      {form === 'grant' && (
        <MandateForm path="/mandates" address="/mandates" close={() => setForm(undefined)} />
      )}
      {typeof form === 'object' && (
        <MandateForm
          path="/mandates/{id}/end"
          address={`/mandates/${form.end}/end`}
          reach={`/consequences/mandates/${form.end}`}
          close={() => setForm(undefined)}
        />
      )}
    </>
  );
}

interface MandateFormProps {
  readonly path: string;
  readonly address: string;
  /** Where what stands on it is counted. */
  readonly reach?: string;
  readonly close: () => void;
}

function MandateForm({ path, address, reach, close }: MandateFormProps) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [request] = useState(() => crypto.randomUUID());
  const { schema } = useBodySchema('POST', path);
  const label = say(path === '/mandates' ? 'mandate.grant' : 'mandate.end');
  return (
    <Drawer open size={560} onClose={close} title={label}>
      {reach !== undefined && (
        <Alert
          type="warning"
          showIcon
          className="gap"
          title={say('reach.mandate')}
          description={<RecordReach address={reach} />}
        />
      )}
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={SKIP}
          submitLabel={label}
          submit={async body => {
            await ask(address, { method: 'POST', body: path === '/mandates' ? { ...body, request } : body });
            await queries.invalidateQueries();
            close();
          }}
        />
      )}
    </Drawer>
  );
}

const SKIP = ['request'];
