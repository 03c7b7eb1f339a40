import { useNavigate } from '@tanstack/react-router';
import { Form } from 'antd';
import { useRef } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import type { Batch, BatchAction } from '../record/batch.tsx';
import { useSession } from '../shell/session-context.tsx';
import type { ApplicationRow } from './applications.tsx';
import { ExpertChoice } from './expert-choice.tsx';

/** Steps in which many applications can be taken on together, and the states in which each is taken. */
const REVIEWED: readonly (readonly [action: string, states: readonly string[], isGrave: boolean])[] = [
  ['accept', ['submitted'], false],
  ['pass', ['formalReview', 'materialReview', 'onSiteReview', 'defence', 'publicNotice'], false],
];
const DECIDED: readonly (readonly [action: string, states: readonly string[], isGrave: boolean])[] = [
  ['approve', ['decision'], false],
  ['reject', ['decision', 'rejectionProposed'], true],
];
const SCORED: readonly string[] = ['formalReview', 'materialReview', 'onSiteReview', 'defence'];

/** What this person can do to many applications at once: steps, each with the opinion, and the experts. */
export function useApplicationBatch(): Batch<ApplicationRow> {
  const { say, language } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  // The same wish sent again, after a broken connection, is the same batch; another wish is another.
  const sent = useRef({ wish: '', request: '' });
  const start = async (rows: readonly ApplicationRow[], what: object) => {
    const applications = rows.map(({ id, revision }) => ({ id, revision }));
    const wish = JSON.stringify({ applications, ...what });
    if (sent.current.wish !== wish) sent.current = { wish, request: crypto.randomUUID() };
    const body = { request: sent.current.request, applications, ...what };
    const { id } = await ask<{ readonly id: string }>('/application-bulks', { method: 'POST', body });
    await navigate({ to: `/application-bulks/${id}` });
  };
  const step = ([action, states, isGrave]: (typeof REVIEWED)[number]): BatchAction<ApplicationRow> => ({
    ...{ key: action, isGrave, label: valueWord('action', action, language) },
    asks: action === 'accept' ? [] : ['reason'],
    fits: ({ state }) => states.includes(state),
    consequences: rows => say('batch.applications', { n: rows.length }),
    how: {
      all: (rows, { reason }) => start(rows, { action, ...(reason === '' ? {} : { opinion: reason }) }),
    },
  });
  const experts: BatchAction<ApplicationRow> = {
    ...{ key: 'experts', label: say('expert.assign') },
    fields: (
      <Form.Item
        name="experts"
        label={say('nav.experts')}
        rules={[{ required: true, message: say('form.required', { field: say('nav.experts') }) }]}
      >
        <ExpertChoice />
      </Form.Item>
    ),
    fits: ({ state }) => SCORED.includes(state),
    consequences: rows => say('batch.experts', { n: rows.length }),
    how: { all: (rows, { experts: chosen }) => start(rows, { action: 'experts', experts: chosen }) },
  };
  return {
    nameOf: ({ subject, id }) => `${subject} ${id}`,
    actions: [
      ...(may(session, 'application.review') ? [...REVIEWED.map(step), experts] : []),
      ...(may(session, 'application.decide') ? DECIDED.map(step) : []),
    ],
  };
}
