import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Select, Steps } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { officeOf } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { PageHead } from '../record/page.tsx';
import { Failure, Waiting } from '../record/states.tsx';
import { timeText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import {
  type Ceremony,
  ceremoniesFor,
  ceremonyOf,
  type KeyProposal,
  type SigningKeyRow,
} from './ceremony.ts';

const DAYS = 7;

/** 签名密钥: the keys of one's own party, and what two persons do to them, step by step. */
export function SigningKeys() {
  const { say } = useWords();
  const queries = useQueryClient();
  const party = officeOf(useSession())?.party.id;
  const [chosen, setChosen] = useState<Ceremony>();
  const keys = useQuery({
    queryKey: ['signing-keys', party],
    queryFn: () => ask<{ items: readonly SigningKeyRow[] }>(`/issuer-keys?party=${party}`),
  });
  const waiting = useQuery({
    queryKey: ['signing-keys', 'proposals'],
    queryFn: () => ask<{ items: readonly KeyProposal[] }>('/issuer-keys/proposals'),
  });
  const error = keys.error ?? waiting.error;
  if (error !== null) return <Failure error={error} />;
  if (keys.data === undefined || waiting.data === undefined) return <Waiting />;
  const again = () => queries.invalidateQueries({ queryKey: ['signing-keys'] });
  return (
    <>
      <PageHead title={say('nav.signingKeys')} sub={say('signing.sub')} />
      {waiting.data.items.map(proposal => (
        <WaitingProposal key={proposal.id} proposal={proposal} again={again} />
      ))}
      <section className="card">
        <KeyList rows={keys.data.items} />
      </section>
      <section className="card">
        <h2>{say('signing.next')}</h2>
        <p className="hint">{say('signing.steps', { days: DAYS })}</p>
        <div className="bar">
          {ceremoniesFor(keys.data.items).map(ceremony => (
            <Button key={ceremony.name} danger={ceremony.isGrave} onClick={() => setChosen(ceremony)}>
              {say(`signing.${ceremony.name}`)}
            </Button>
          ))}
        </div>
      </section>
      {chosen && (
        <ConfirmWithConsequences
          what={say('signing.propose', { what: say(`signing.${chosen.name}`) })}
          isGrave={chosen.isGrave}
          asks={['reason']}
          consequences={
            <>
              <p>{say('signing.onlyProposes')}</p>
              <p>{say(`signing.will.${chosen.name}`)}</p>
            </>
          }
          {...(chosen.asksKind === true ? { fields: <KindChoice /> } : {})}
          close={() => setChosen(undefined)}
          act={async ({ reason, kind: wanted }) => {
            const { act, kind = wanted } = chosen;
            await ask('/issuer-keys/proposals', {
              method: 'POST',
              body: { act, ...(kind === undefined ? {} : { kind }), reason, request: crypto.randomUUID() },
            });
            await again();
          }}
        />
      )}
    </>
  );
}

/** What the new key shall be: the usual one, or the other that UNTP and W3C know. */
function KindChoice() {
  const { say } = useWords();
  const options = (['P-256', 'Ed25519'] as const).map(value => ({
    value,
    label: say(`signing.kind.${value}`),
  }));
  return (
    <Form.Item name="kind" label={say('signing.kind')} initialValue="P-256" extra={say('signing.kindHint')}>
      <Select options={options} />
    </Form.Item>
  );
}

function KeyList({ rows }: { readonly rows: readonly SigningKeyRow[] }) {
  const { say, language } = useWords();
  if (rows.length === 0) return <p>{say('signing.none')}</p>;
  return (
    <dl className="facts">
      {rows.map(({ id, name, kind, state, activeFrom, endedAt }) => (
        <div key={id}>
          <dt>
            {name} · {kind}
          </dt>
          <dd>
            {say(`signature.key.${state}`)} · {say('signing.since', { at: timeText(activeFrom, language) })}
            {endedAt !== null && ` · ${say('signing.ended', { at: timeText(endedAt, language) })}`}
          </dd>
        </div>
      ))}
      <div>
        <dt>{say('signing.profile')}</dt>
        <dd>{say(`signing.profile.${rows[0]!.statusProfile}`)}</dd>
      </div>
    </dl>
  );
}

function WaitingProposal({
  proposal,
  again,
}: {
  readonly proposal: KeyProposal;
  readonly again: () => Promise<unknown>;
}) {
  const { say, language } = useWords();
  const [step, setStep] = useState<'confirm' | 'decline'>();
  const ceremony = ceremonyOf(proposal);
  const what = say(`signing.${ceremony.name}`);
  const until = timeText(proposal.expiresAt, language);
  return (
    <section className="card">
      <h2>
        {what}
        {ceremony.asksKind === true && proposal.kind !== null && ` · ${proposal.kind}`}
      </h2>
      <p>{proposal.reason}</p>
      <Steps
        className="gap"
        size="small"
        current={1}
        items={[
          { title: say('signing.proposed', { name: proposal.proposedByName ?? '—', until }) },
          { title: say('signing.waits') },
        ]}
      />
      <div className="bar">
        {proposal.mayConfirm ? (
          <Button type="primary" onClick={() => setStep('confirm')}>
            {say('signing.confirm')}
          </Button>
        ) : (
          <span className="hint">{say('signing.own')}</span>
        )}
        <Button danger onClick={() => setStep('decline')}>
          {say('signing.decline')}
        </Button>
      </div>
      {step && (
        <ConfirmWithConsequences
          what={step === 'confirm' ? what : say('signing.decline')}
          isGrave={step === 'confirm' ? ceremony.isGrave : false}
          consequences={
            step === 'confirm' ? say(`signing.will.${ceremony.name}`) : say('signing.declineWill')
          }
          close={() => setStep(undefined)}
          act={async () => {
            await ask(`/issuer-keys/proposals/${proposal.id}/${step}`, { method: 'POST' });
            await again();
          }}
        />
      )}
    </section>
  );
}
