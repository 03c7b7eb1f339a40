import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords, type Words } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import type { Batch } from '../record/batch.tsx';
import type { Column } from '../record/columns.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { type Proposal, proposalTitle } from './proposal.ts';

const COLUMNS: readonly Column<Proposal>[] = [
  { key: 'action', show: (row, { language }) => proposalTitle(row, language) },
  { key: 'number' },
  { key: 'party' },
  { key: 'proposedByName' },
  { key: 'proposedAt' },
  { key: 'expiresAt' },
  { key: 'state', show: ({ state }, { language }) => valueWord('proposalState', state, language) },
  { key: 'id', hidden: true },
];

const FACTS = ['kind', 'scheme', 'number', 'party', 'proposedByName', 'proposedAt', 'expiresAt'];

/** 待第二人确认: what one person proposed and another is to confirm. */
export function Proposals() {
  const words = useWords();
  const { say } = words;
  return (
    <>
      <PageHead title={say('nav.proposals')} sub={say('proposal.sub')} />
      <RecordTable<Proposal>
        list="proposals"
        path="/statement-proposals"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        noneYet={say('proposal.none')}
        look={proposal => <Look proposal={proposal} />}
        batch={batchOf(words)}
      />
    </>
  );
}

function batchOf({ say, language }: Words): Batch<Proposal> {
  return {
    nameOf: row => `${proposalTitle(row, language)} ${row.number ?? row.id}`,
    actions: [
      {
        key: 'confirm',
        label: say('proposal.confirm'),
        fits: ({ mayConfirm }) => mayConfirm,
        consequences: rows => say('proposal.batch', { n: rows.length }),
        how: {
          each: async ({ id }) => {
            await ask(`/statement-proposals/${id}/confirmation`, { method: 'POST' });
            return 'ok';
          },
        },
      },
    ],
  };
}

function Look({ proposal }: { readonly proposal: Proposal }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [step, setStep] = useState<'confirm' | 'decline'>();
  const { id, wish, statement, mayConfirm, state } = proposal;
  const act = async (reason: string) => {
    await (step === 'confirm'
      ? ask(`/statement-proposals/${id}/confirmation`, { method: 'POST' })
      : ask(`/statement-proposals/${id}/refusal`, { method: 'POST', body: { reason } }));
    await queries.invalidateQueries();
  };
  return (
    <>
      <Facts of={proposal} fields={FACTS} />
      <h2>{say('confirm.willHappen')}</h2>
      <Facts of={wish} fields={Object.keys(wish).filter(key => !HIDDEN.includes(key))} />
      {statement !== undefined && <Link to={`/statements/${statement}`}>{say('record.statements')}</Link>}
      {state === 'waiting' && (
        <div className="bar">
          {mayConfirm ? (
            <Button type="primary" onClick={() => setStep('confirm')}>
              {say('proposal.confirm')}
            </Button>
          ) : (
            <span className="hint">{say('proposal.own')}</span>
          )}
          <Button danger onClick={() => setStep('decline')}>
            {say('proposal.decline')}
          </Button>
        </div>
      )}
      {step && (
        <ConfirmWithConsequences
          what={say(`proposal.${step}`)}
          isGrave={step === 'decline'}
          asks={step === 'decline' ? ['reason'] : []}
          consequences={say(`proposal.${step}Will`, { what: proposalTitle(proposal, language) })}
          close={() => setStep(undefined)}
          act={({ reason }) => act(reason)}
        />
      )}
    </>
  );
}

/** Numbers of rows and what the facts above say already. */
const HIDDEN: readonly string[] = [
  'issuer',
  'request',
  'statement',
  'subject',
  'kind',
  'scheme',
  'number',
  'to',
];
