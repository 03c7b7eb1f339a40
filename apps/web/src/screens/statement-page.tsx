import type { StatementView } from '@pinxin/contract/statements/statement-view';
import type { StatementAction } from '@pinxin/contract/statements/status';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Timeline } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad, Sides } from '../record/page.tsx';
import { timeText } from '../record/texts.ts';
import { NameOf, StateTag } from '../record/value.tsx';
import type { JsonSchema } from '../schema/json-schema.ts';
import { CertificateLink } from './certificate-link.tsx';
import { ContentFacts } from './content-facts.tsx';
import { SignatureCard } from './signature-card.tsx';
import { ReachSentence } from './statement-reach.tsx';

const ENVELOPE = [
  'issuer',
  'subject',
  'scheme',
  'number',
  'validFrom',
  'validTo',
  'issuedAt',
  'legalBasis',
  'publicFrom',
  'publicTo',
];

/** A statement's page: what is said, on which power, and everything that was done to it. */
export function StatementPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { language } = useWords();
  return (
    <RecordLoad<StatementView> address={`/statements/${encodeURIComponent(id)}`}>
      {({ value: statement }, again) => (
        <>
          <PageHead
            title={`${valueWord('kind', statement.kind, language)} ${statement.number ?? statement.id}`}
            sub={
              <>
                <StateTag field="status" state={statement.status} language={language} />
                <NameOf of={statement.subject} language={language} />
              </>
            }
            actions={<StatementActions statement={statement} again={again} />}
          />
          <StatementSides statement={statement} />
        </>
      )}
    </RecordLoad>
  );
}

function StatementSides({ statement }: { readonly statement: StatementView }) {
  const { say, language } = useWords();
  const { subject, mandate, evidence, supersedes, supersededBy } = statement;
  const { data: kinds } = useQuery({
    queryKey: ['statement-kinds'],
    queryFn: () => ask<{ items: readonly { kind: string; content: JsonSchema }[] }>('/statement-kinds'),
  });
  const schema = kinds?.items.find(({ kind }) => kind === statement.kind)?.content;
  const more =
    subject.kind === 'party'
      ? {
          subject: (
            <Link to={`/parties/${subject.id}`}>
              <NameOf of={subject} language={language} />
            </Link>
          ),
        }
      : {};
  return (
    <Sides
      sides={[
        {
          key: 'overview',
          label: say('record.overview'),
          children: (
            <>
              <section className="card">
                <Facts of={statement} fields={ENVELOPE} more={more} />
                <p className="hint">
                  {say('statement.onMandate', { basis: mandate.legalBasis })}
                  {mandate.needsSecondPerson && ` · ${say('statement.twoPersons')}`}
                </p>
                <CertificateLink statement={statement.id} />
                {supersedes && <Link to={`/statements/${supersedes}`}>{say('statement.supersedes')}</Link>}
                {supersededBy && (
                  <Link to={`/statements/${supersededBy}`}>{say('statement.supersededBy')}</Link>
                )}
              </section>
              <section className="card">
                {schema && <ContentFacts schema={schema} content={statement.content} />}
              </section>
              <SignatureCard statement={statement.id} />
            </>
          ),
        },
        {
          key: 'evidence',
          label: `${say('record.evidence')} (${evidence.length})`,
          children: (
            <section className="card">
              {evidence.map(({ digest, name, mediaType, size }) => (
                <div key={digest}>
                  <a href={`/evidence/${digest}`}>{name ?? digest}</a>{' '}
                  <small>
                    {mediaType} · {Math.ceil(size / 1024)} kB
                  </small>
                </div>
              ))}
              {evidence.length === 0 && say('record.none')}
            </section>
          ),
        },
        { key: 'history', label: say('record.history'), children: <History statement={statement} /> },
      ]}
    />
  );
}

function History({ statement }: { readonly statement: StatementView }) {
  const { language } = useWords();
  return (
    <section className="card">
      <Timeline
        items={statement.history.map(step => ({
          key: step.seq,
          content: (
            <>
              <b>{valueWord('action', step.action, language)}</b> →{' '}
              {valueWord('status', step.status, language)}
              <div className="hint">
                {[timeText(step.at, language), step.party.name, step.actor, step.secondPerson]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
              {step.reason && <p>{step.reason}</p>}
              {step.legalBasis && <p className="hint">{step.legalBasis}</p>}
            </>
          ),
        }))}
      />
    </section>
  );
}

const GRAVE: readonly StatementAction[] = ['suspend', 'withdraw', 'cancel'];

function StatementActions({
  statement,
  again,
}: {
  readonly statement: StatementView;
  readonly again: () => Promise<unknown>;
}) {
  const { say, language } = useWords();
  const [action, setAction] = useState<StatementAction>();
  const word = (one: StatementAction) => valueWord('action', one, language);
  return (
    <>
      {statement.may.map(one => (
        <Button key={one} danger={GRAVE.includes(one)} onClick={() => setAction(one)}>
          {word(one)}
        </Button>
      ))}
      {action && (
        <ConfirmWithConsequences
          what={word(action)}
          isGrave={GRAVE.includes(action)}
          asks={['reason', 'legalBasis']}
          consequences={
            <>
              <p>{say(`statement.will.${action}`, { subject: statement.subject.name })}</p>
              <ReachSentence statement={statement.id} />
            </>
          }
          close={() => setAction(undefined)}
          act={async texts => {
            await ask(`/statements/${statement.id}/changes`, {
              method: 'POST',
              body: { to: action, ...texts },
            });
            await again();
          }}
        />
      )}
    </>
  );
}
