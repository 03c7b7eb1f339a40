import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { Failure, Nothing, Waiting } from '../record/states.tsx';
import { timeText } from '../record/texts.ts';

interface Objection {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly name: string | null;
  readonly contact: string | null;
  readonly state: string;
  readonly answer: string | null;
}

/** 异议: what people said against an application within its notice, and the answer to each. */
export function Objections({ application }: { readonly application: string }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [deciding, setDeciding] = useState<{ readonly id: string; readonly state: 'upheld' | 'dismissed' }>();
  const address = `/applications/${application}/objections`;
  const { data, error } = useQuery({
    queryKey: ['record', address],
    queryFn: () => ask<{ items: readonly Objection[] }>(address),
  });
  if (error) return <Failure error={error} />;
  if (data === undefined) return <Waiting />;
  if (data.items.length === 0) return <Nothing title={say('objection.none')} />;
  return (
    <>
      {data.items.map(({ id, at, text, name, contact, state, answer }) => (
        <section key={id} className="card">
          <p>{text}</p>
          <p className="hint">
            {[timeText(at, language), name, contact, valueWord('objectionState', state, language)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {answer !== null && <blockquote>{answer}</blockquote>}
          {answer === null && (
            <div className="bar">
              <Button onClick={() => setDeciding({ id, state: 'dismissed' })}>
                {say('objection.dismissed')}
              </Button>
              <Button danger onClick={() => setDeciding({ id, state: 'upheld' })}>
                {say('objection.upheld')}
              </Button>
            </div>
          )}
        </section>
      ))}
      {deciding && (
        <ConfirmWithConsequences
          what={say(`objection.${deciding.state}`)}
          isGrave={deciding.state === 'upheld'}
          asks={['reason']}
          consequences={say(`objection.will.${deciding.state}`)}
          close={() => setDeciding(undefined)}
          act={async ({ reason }) => {
            const body = { state: deciding.state, answer: reason };
            await ask(`/objections/${deciding.id}/answer`, { method: 'POST', body });
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
}
