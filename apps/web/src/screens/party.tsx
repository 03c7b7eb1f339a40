import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema, useHasRoute } from '../api/interface.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord, valueWord } from '../messages/words.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad, type Side, Sides } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Nothing, Waiting } from '../record/states.tsx';
import { nameText, timeText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import { PARTY_FACTS, type Party } from './parties.tsx';
import { ApplicationsOf, BrandsOf, PlacesOf, ProductsOf } from './party-lists.tsx';
import { Relations } from './relations.tsx';
import { STATEMENT_COLUMNS, type StatementRow } from './statements.tsx';

/** A party's page: who it is, what is said about it, and every change of it. */
export function PartyPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { say, language } = useWords();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  return (
    <RecordLoad<Party> address={`/parties/${id}`}>
      {({ value: party, etag }, again) => (
        <>
          <PageHead
            title={nameText(party.name, language)}
            sub={`${valueWord('kind', party.kind, language)} · ${party.uscc ?? say('record.none')}`}
            actions={
              etag !== undefined &&
              may(session, 'party.write') && (
                <Button onClick={() => setEditing(true)}>{say('form.edit')}</Button>
              )
            }
          />
          <PartySides party={party} />
          {editing && etag !== undefined && (
            <EditParty
              party={party}
              etag={etag}
              close={() => {
                setEditing(false);
                void again();
              }}
            />
          )}
        </>
      )}
    </RecordLoad>
  );
}

function PartySides({ party }: { readonly party: Party }) {
  const { say } = useWords();
  const hasStatements = useHasRoute('GET', '/statements');
  const hasRelations = useHasRoute('GET', '/parties/{id}/relations');
  const hasHistory = useHasRoute('GET', '/parties/{id}/history');
  const session = useSession();
  const sides: Side[] = [
    {
      key: 'overview',
      label: say('record.overview'),
      children: (
        <section className="card">
          <Facts of={party} fields={PARTY_FACTS} />
        </section>
      ),
    },
  ];
  if (hasStatements) {
    sides.push({
      key: 'statements',
      label: say('record.statements'),
      children: (
        <RecordTable<StatementRow>
          list="statements-of-party"
          path="/statements"
          fixed={{ subjectParty: party.id }}
          columns={STATEMENT_COLUMNS}
          rowKey={({ id }) => id}
          href={({ id }) => `/statements/${id}`}
          within
        />
      ),
    });
  }
  sides.push(
    { key: 'places', label: say('record.places'), children: <PlacesOf party={party.id} /> },
    { key: 'products', label: say('record.products'), children: <ProductsOf party={party.id} /> },
    { key: 'brands', label: say('nav.brands'), children: <BrandsOf party={party.id} /> },
  );
  if (may(session, 'application.read')) {
    sides.push({
      key: 'applications',
      label: say('record.applications'),
      children: <ApplicationsOf party={party.id} />,
    });
  }
  if (hasRelations) {
    sides.push({
      key: 'relations',
      label: say('record.relations'),
      children: <Relations party={party.id} />,
    });
  }
  if (hasHistory) {
    sides.push({ key: 'history', label: say('record.history'), children: <PartyHistory id={party.id} /> });
  }
  return <Sides sides={sides} />;
}

interface Version {
  readonly version: number;
  readonly at: string;
  readonly actor: string;
  readonly reason?: string | null;
  readonly changed: readonly string[];
}

function PartyHistory({ id }: { readonly id: string }) {
  const { say, language } = useWords();
  return (
    <RecordTable<Version>
      list="party-history"
      path="/parties/{id}/history"
      address={`/parties/${id}/history`}
      rowKey={({ version }) => String(version)}
      within
      columns={[
        { key: 'version' },
        { key: 'at', heading: say('record.when'), show: ({ at }) => timeText(at, language) },
        { key: 'actor', heading: say('record.who') },
        {
          key: 'changed',
          heading: say('record.what'),
          show: ({ changed }) => changed.map(field => fieldWord(field, language)).join('、') || '—',
        },
        { key: 'reason' },
      ]}
    />
  );
}

interface EditPartyProps {
  readonly party: Party;
  readonly etag: string;
  readonly close: () => void;
}

function EditParty({ party, etag, close }: EditPartyProps) {
  const { say } = useWords();
  const { schema } = useBodySchema('PATCH', '/parties/{id}');
  const { name, ...rest } = party;
  const start = { ...rest, nameZh: name['zh-CN'], nameEn: name.en };
  return (
    <Drawer open size={640} onClose={close} title={say('form.edit')}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          start={start}
          submitLabel={say('form.save')}
          submit={async body => {
            const headers = { 'if-match': etag };
            await ask(`/parties/${party.id}`, { method: 'PATCH', body, headers });
            close();
          }}
        />
      )}
    </Drawer>
  );
}

/** A party that is not in the register yet. */
export function NewParty() {
  const { say } = useWords();
  const navigate = useNavigate();
  const [requestId] = useState(() => crypto.randomUUID());
  const { schema, isPending } = useBodySchema('POST', '/parties');
  if (isPending) return <Waiting />;
  if (schema === undefined) return <Nothing title={say('form.noSchema')} />;
  return (
    <>
      <PageHead title={`${say('form.new')} · ${say('nav.parties')}`} />
      <section className="card">
        <RecordForm
          schema={schema}
          skip={NOT_ASKED}
          submitLabel={say('form.save')}
          submit={async body => {
            const { id } = await ask<{ id: string }>('/parties', {
              method: 'POST',
              body: { ...body, requestId },
            });
            void navigate({ to: `/parties/${id}` });
          }}
        />
      </section>
    </>
  );
}

const NOT_ASKED = ['requestId', 'demo'];
