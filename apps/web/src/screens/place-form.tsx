import { useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { Waiting } from '../record/states.tsx';
import type { PlaceRow } from './places.tsx';

interface PlaceFormProps {
  /** Public id of the party that runs it. */
  readonly party: string;
  readonly place?: PlaceRow;
  readonly close: () => void;
}

/** Registers a place, with a GLN or without, or changes one; its identifier stays. */
export function PlaceForm({ party, place, close }: PlaceFormProps) {
  const { say } = useWords();
  const queries = useQueryClient();
  // One for each form that is opened: pressed twice it is one place.
  const [requestId] = useState(() => crypto.randomUUID());
  const { schema } = useBodySchema(place === undefined ? 'POST' : 'PATCH', '/places');
  const send = async (body: object) => {
    if (place === undefined) {
      const filled = Object.entries(body).filter(([, value]) => value !== null && value !== '');
      const named = 'gln' in Object.fromEntries(filled) ? {} : { requestId };
      await ask('/places', { method: 'POST', body: { ...Object.fromEntries(filled), ...named, party } });
      return;
    }
    await ask(`/places?uri=${encodeURIComponent(place.uri)}`, {
      ...{ method: 'PATCH', body, headers: { 'if-match': `"${place.version}"` } },
    });
  };
  return (
    <Drawer open size={560} onClose={close} title={say(place === undefined ? 'place.new' : 'form.edit')}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={['party', 'requestId']}
          {...(place === undefined ? {} : { start: startOf(place) })}
          submitLabel={say('form.save')}
          submit={async body => {
            await send(body);
            await queries.invalidateQueries();
            close();
          }}
        />
      )}
    </Drawer>
  );
}

function startOf({ kind, name, division, areaMu, parent }: PlaceRow) {
  return {
    ...{ kind, nameZh: name['zh-CN'], nameEn: name.en, division, parent },
    areaMu: areaMu === null ? null : Number(areaMu),
  };
}
