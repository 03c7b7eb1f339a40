import type { TraceQuestion } from '@pinxin/contract/lineage-page';
import { useNavigate } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { Nothing, Waiting } from '../record/states.tsx';

interface DraftRecallProps {
  readonly question: TraceQuestion;
  readonly close: () => void;
}

const SKIP = ['id', 'question'];

/** The announcement of a recall whose reach was just worked out; publishing is a step of its own. */
export function DraftRecall({ question, close }: DraftRecallProps) {
  const { say } = useWords();
  const navigate = useNavigate();
  // One draft for one opened form: sent twice it is the same.
  const [id] = useState(() => crypto.randomUUID());
  const { schema, isPending } = useBodySchema('POST', '/recalls');
  const submit = async (body: Readonly<Record<string, unknown>>) => {
    const drafted = await ask<{ id: string }>('/recalls', {
      method: 'POST',
      body: { ...body, id, question: asked(question) },
    });
    close();
    void navigate({ to: `/recalls/${drafted.id}` });
  };
  return (
    <Drawer open onClose={close} size={560} title={say('recall.draft')}>
      <p className="hint">{say('recall.draftHint')}</p>
      {isPending && <Waiting />}
      {!isPending && schema === undefined && <Nothing title={say('form.noSchema')} />}
      {schema && (
        <RecordForm schema={schema} skip={SKIP} submitLabel={say('recall.saveDraft')} submit={submit} />
      )}
    </Drawer>
  );
}

function asked({ codes, places }: TraceQuestion) {
  return { ...(codes.length > 0 ? { suspects: codes } : {}), ...(places.length > 0 ? { places } : {}) };
}
