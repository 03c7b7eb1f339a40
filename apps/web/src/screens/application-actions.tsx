import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import type { Application } from './application-page.tsx';

interface ApplicationActionsProps {
  readonly application: Application;
  readonly again: () => Promise<unknown>;
}

const GRAVE: readonly string[] = ['refuse', 'fail', 'reject', 'abandon'];
const FIRST: readonly string[] = ['submit', 'accept', 'pass', 'approve'];
/** Steps on which the record keeps why. */
const WITH_OPINION: readonly string[] = ['return', 'refuse', 'pass', 'fail', 'sendBack', 'approve', 'reject'];

/** What this person may do with the application now, each said before it is done. */
export function ApplicationActions({ application, again }: ApplicationActionsProps) {
  const { say, language } = useWords();
  const [action, setAction] = useState<string>();
  const word = (name: string) => valueWord('action', name, language);
  return (
    <>
      {application.can.map(name => (
        <Button
          key={name}
          type={FIRST.includes(name) ? 'primary' : 'default'}
          danger={GRAVE.includes(name)}
          disabled={name === 'submit' && application.missing.length > 0}
          onClick={() => setAction(name)}
        >
          {word(name)}
        </Button>
      ))}
      {action !== undefined && (
        <ConfirmWithConsequences
          what={word(action)}
          isGrave={GRAVE.includes(action)}
          asks={WITH_OPINION.includes(action) ? ['reason'] : []}
          consequences={say(`application.will.${consequenceOf(action)}`)}
          close={() => setAction(undefined)}
          act={async ({ reason }) => {
            const body = {
              action,
              revision: application.revision,
              ...(reason === '' ? {} : { opinion: reason }),
            };
            await ask(`/applications/${application.id}/steps`, { method: 'POST', body });
            await again();
          }}
        />
      )}
    </>
  );
}

const CONSEQUENCES = [
  'submit',
  'accept',
  'return',
  'refuse',
  'pass',
  'fail',
  'sendBack',
  'approve',
  'reject',
  'abandon',
] as const;

function consequenceOf(action: string) {
  return CONSEQUENCES.find(known => known === action) ?? 'pass';
}
