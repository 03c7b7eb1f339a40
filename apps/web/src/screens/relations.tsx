import type { LocalText } from '@pinxin/contract/scan';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';

interface Relation {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: LocalText };
  readonly to: { readonly id: string; readonly name: LocalText };
}

/** How a party stands to others, from–to. */
export function Relations({ party }: { readonly party: string }) {
  const { say, language } = useWords();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const end = ({ id, name }: Relation['from']) =>
    id === party ? nameText(name, language) : <Link to={`/parties/${id}`}>{nameText(name, language)}</Link>;
  return (
    <>
      <RecordTable<Relation>
        list="relations"
        path="/parties/{id}/relations"
        address={`/parties/${party}/relations`}
        within
        rowKey={({ id }) => id}
        columns={[
          { key: 'fromParty', show: ({ from }) => end(from) },
          { key: 'kind' },
          { key: 'toParty', show: ({ to }) => end(to) },
          { key: 'validFrom' },
          { key: 'validTo' },
          { key: 'source' },
        ]}
        actions={
          may(session, 'party.write') && <Button onClick={() => setAdding(true)}>{say('form.add')}</Button>
        }
      />
      {adding && <NewRelation party={party} close={() => setAdding(false)} />}
    </>
  );
}

function NewRelation({ party, close }: { readonly party: string; readonly close: () => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { schema } = useBodySchema('POST', '/parties/{id}/relations');
  return (
    <Drawer open size={480} onClose={close} title={say('record.relations')}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          submitLabel={say('form.save')}
          submit={async body => {
            await ask(`/parties/${party}/relations`, { method: 'POST', body });
            await queries.invalidateQueries();
            close();
          }}
        />
      )}
    </Drawer>
  );
}
