import { useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import type { Application } from './application-page.tsx';
import { ExpertChoice } from './expert-choice.tsx';

const ASSIGNED_IN: readonly string[] = ['formalReview', 'materialReview', 'onSiteReview', 'defence'];

/** 分派专家: names who scores this application; nothing where the time for it is over. */
export function AssignExperts({ application }: { readonly application: Application }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  if (!ASSIGNED_IN.includes(application.state)) return null;
  const assign = async (experts: unknown) => {
    await ask(`/applications/${application.id}/experts`, { method: 'POST', body: { experts } });
    await queries.invalidateQueries();
  };
  return (
    <div className="bar">
      <Button onClick={() => setAsked(true)}>{say('expert.assign')}</Button>
      {asked && (
        <ConfirmWithConsequences
          what={say('expert.assign')}
          consequences={say('expert.assignWill')}
          fields={
            <Form.Item
              name="experts"
              label={say('nav.experts')}
              rules={[{ required: true, message: say('form.required', { field: say('nav.experts') }) }]}
            >
              <ExpertChoice />
            </Form.Item>
          }
          close={() => setAsked(false)}
          act={({ experts }) => assign(experts)}
        />
      )}
    </div>
  );
}
