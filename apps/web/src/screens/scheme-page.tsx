import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad, Sides } from '../record/page.tsx';
import { Nothing } from '../record/states.tsx';
import { dateText, nameText } from '../record/texts.ts';
import { shownValue } from '../record/value.tsx';
import { WideTable } from '../record/wide-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import { NewApplication } from './new-application.tsx';
import { SchemeForm } from './scheme-form.tsx';

/** A scheme with its editions and rounds. */
export interface Scheme {
  readonly code: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly editions: readonly (SchemeRules & { readonly edition: number })[];
  readonly rounds: readonly {
    readonly id: string;
    readonly code: string;
    readonly opensOn: string;
    readonly closesOn: string;
    readonly places: number | null;
  }[];
}

const FACTS = [
  'procedure',
  'outcome',
  'subject',
  'applicantKinds',
  'acceptanceDays',
  'correctionDays',
  'decisionDays',
  'placesPerRound',
  'validityMonths',
  'surveillanceMonths',
  'numberTemplate',
  'suspendedBy',
  'closedFrom',
  'legalBasis',
  'source',
  'effectiveFrom',
];

/** A scheme's rules as they stand, with every edition before, and its rounds. */
export function SchemePage() {
  const { code } = useParams({ strict: false }) as { code: string };
  const { say, language } = useWords();
  const session = useSession();
  const [form, setForm] = useState<'edition' | 'round' | 'application'>();
  return (
    <RecordLoad<Scheme> address={`/schemes/${code}`}>
      {({ value: scheme }, again) => {
        const rules = scheme.editions.at(-1)!;
        const done = () => {
          setForm(undefined);
          void again();
        };
        return (
          <>
            <PageHead
              title={nameText(rules.name, language)}
              sub={`${scheme.owner.name} · ${say('scheme.edition', { n: rules.edition })}`}
              actions={
                <>
                  {may(session, 'application.write') && (
                    <Button type="primary" onClick={() => setForm('application')}>
                      {say('application.new')}
                    </Button>
                  )}
                  {may(session, 'scheme.manage') && (
                    <>
                      <Button onClick={() => setForm('edition')}>{say('scheme.revise')}</Button>
                      <Button onClick={() => setForm('round')}>{say('scheme.openRound')}</Button>
                    </>
                  )}
                </>
              }
            />
            {!rules.confirmed && (
              <Alert type="warning" showIcon className="gap" title={say('scheme.unconfirmedHint')} />
            )}
            <SchemeSides scheme={scheme} rules={rules} />
            {form === 'edition' && (
              <SchemeForm path="/schemes/{code}/editions" {...{ code, done }} start={rules} />
            )}
            {form === 'round' && <SchemeForm path="/schemes/{code}/rounds" {...{ code, done }} />}
            {form === 'application' && <NewApplication scheme={code} close={() => setForm(undefined)} />}
          </>
        );
      }}
    </RecordLoad>
  );
}

function SchemeSides({ scheme, rules }: { readonly scheme: Scheme; readonly rules: SchemeRules }) {
  const { say, language } = useWords();
  const cell = (field: string) => (value: unknown) => shownValue(field, value, language);
  const column = (field: string) => ({
    dataIndex: field,
    title: fieldWord(field, language),
    render: cell(field),
  });
  const table = (rows: readonly object[], key: string, fields: readonly string[]) => (
    <WideTable
      label={key}
      size="small"
      rowKey={key}
      dataSource={[...rows]}
      columns={fields.map(column)}
      locale={{ emptyText: <Nothing title={say('record.none')} /> }}
    />
  );
  return (
    <Sides
      sides={[
        {
          key: 'overview',
          label: say('record.overview'),
          children: (
            <section className="card">
              <Facts of={rules} fields={FACTS} />
            </section>
          ),
        },
        {
          key: 'steps',
          label: fieldWord('steps', language),
          children: table(rules.steps, 'step', ['step', 'workingDays']),
        },
        {
          key: 'criteria',
          label: fieldWord('criteria', language),
          children: table(rules.criteria, 'code', ['text', 'points', 'legalBasis']),
        },
        {
          key: 'documents',
          label: fieldWord('documents', language),
          children: table(rules.documents, 'code', ['name', 'required']),
        },
        {
          key: 'rounds',
          label: say('scheme.rounds'),
          children: (
            <>
              {table(scheme.rounds, 'id', ['code', 'opensOn', 'closesOn', 'places'])}
              <div className="bar">
                {scheme.rounds.map(round => (
                  <Link key={round.id} className="quick" to={`/schemes/${scheme.code}/rounds/${round.id}`}>
                    {say('round.open', { round: round.code })}
                  </Link>
                ))}
              </div>
            </>
          ),
        },
        {
          key: 'editions',
          label: say('scheme.editions'),
          children: (
            <ol>
              {scheme.editions.map(({ edition, effectiveFrom, source }) => (
                <li key={edition}>
                  {dateText(effectiveFrom, language)} · {source}
                </li>
              ))}
            </ol>
          ),
        },
      ]}
    />
  );
}
