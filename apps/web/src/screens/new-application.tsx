import { useNavigate } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { officeOf } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';

interface NewApplicationProps {
  readonly scheme: string;
  readonly close: () => void;
}

const GIVEN = [
  'clientId',
  'scheme',
  'applicant',
  'subject',
  'renews',
  'areaMu',
  'outputKg',
  'scope',
  'round',
];

/** A draft of an application: only the applicant is fixed here, all else is asked on its page and saves itself. */
export function NewApplication({ scheme, close }: NewApplicationProps) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const office = officeOf(useSession());
  const [clientId] = useState(() => crypto.randomUUID());
  const { schema } = useBodySchema('POST', '/applications');
  const begin = async (body: Readonly<Record<string, unknown>>) => {
    const wish = { ...body, clientId, scheme, applicant: office?.party.id };
    const { id } = await ask<{ id: string }>('/applications', { method: 'POST', body: wish });
    void navigate({ to: `/applications/${id}` });
  };
  return (
    <Drawer open size={520} onClose={close} title={say('application.new')}>
      <p className="hint">{say('application.newHint', { party: nameText(office?.party.name, language) })}</p>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm schema={schema} skip={GIVEN} submitLabel={say('application.begin')} submit={begin} />
      )}
    </Drawer>
  );
}
