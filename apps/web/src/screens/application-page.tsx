import type { LocalText } from '@pinxin/contract/scan';
import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Steps, Timeline } from 'antd';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead, RecordLoad, Sides } from '../record/page.tsx';
import { dateText, nameText, timeText } from '../record/texts.ts';
import { NameOf, StateTag } from '../record/value.tsx';
import { useSession } from '../shell/session-context.tsx';
import { ApplicationActions } from './application-actions.tsx';
import { ApplicationDraft } from './application-draft.tsx';
import { CertificateLink } from './certificate-link.tsx';
import { Objections } from './objections.tsx';
import { ScoreSheet } from './score-sheet.tsx';

/** A gap or an obstacle, with its place. */
export interface Told {
  readonly at: string;
  readonly code: string;
  readonly message: LocalText | string;
}

/** One application as its page shows it. */
export interface Application {
  readonly id: string;
  readonly scheme: string;
  readonly schemeName: LocalText;
  readonly applicant: { readonly id: string; readonly name: string; readonly nameEn: string | null };
  readonly subject: string;
  readonly subjectEn: string | null;
  readonly state: string;
  readonly revision: number;
  readonly dueOn: string | null;
  readonly daysLeft?: number;
  readonly statement: string | null;
  readonly rules: SchemeRules;
  readonly areaMu: string | null;
  readonly outputKg: string | null;
  readonly scope: string | null;
  readonly renews: string | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly documents: Readonly<Record<string, readonly { readonly digest: string; readonly name: string }[]>>;
  readonly steps: readonly Done[];
  readonly missing: readonly Told[];
  readonly blockers: readonly Told[];
  readonly can: readonly string[];
  readonly known?: Known;
}

/** What the register knows of the applicant: nothing of it is asked again. */
export interface Known {
  readonly places: readonly { readonly uri: string; readonly nameZh: string }[];
  readonly products: readonly { readonly gtin: string; readonly nameZh: string }[];
  readonly brands: readonly { readonly id: string; readonly nameZh: string }[];
}

interface Done {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly to: string;
  readonly actor: string;
  readonly office: string | null;
  readonly opinion: string | null;
}

const FACTS = [
  'applicant',
  'subject',
  'round',
  'areaMu',
  'outputKg',
  'scope',
  'submittedAt',
  'stateSince',
  'noticeUntil',
  'points',
  'rank',
  'number',
  'validFrom',
  'validTo',
];

/** An application's page: where it stands, what is missing, what stands against it, what can be done now. */
export function ApplicationPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <RecordLoad<Application> address={`/applications/${id}`}>
      {({ value: application }, again) => <Whole application={application} again={again} />}
    </RecordLoad>
  );
}

function Whole({
  application,
  again,
}: {
  readonly application: Application;
  readonly again: () => Promise<unknown>;
}) {
  const { say, language } = useWords();
  const session = useSession();
  const { rules, state, can } = application;
  const isOpen = can.includes('submit');
  const sides = [
    ...(isOpen
      ? [
          {
            key: 'draft',
            label: say('application.draft'),
            children: <ApplicationDraft {...{ application, again }} />,
          },
        ]
      : []),
    {
      key: 'overview',
      label: say('record.overview'),
      children: (
        <section className="card">
          <Facts of={application} fields={FACTS} />
          {application.statement && (
            <>
              <p>
                <Link to={`/statements/${application.statement}`}>{say('application.statement')}</Link>
              </p>
              <CertificateLink statement={application.statement} />
            </>
          )}
        </section>
      ),
    },
    { key: 'answers', label: say('application.answers'), children: <Answers application={application} /> },
    { key: 'history', label: say('application.history'), children: <History steps={application.steps} /> },
    ...(rules.criteria.some(({ points }) => points !== undefined)
      ? [
          {
            key: 'scores',
            label: say('application.scores'),
            children: <ScoreSheet application={application} />,
          },
        ]
      : []),
  ];
  if (may(session, 'application.review') && rules.steps.some(({ step }) => step === 'publicNotice')) {
    sides.push({
      key: 'objections',
      label: say('objection.title'),
      children: <Objections application={application.id} />,
    });
  }
  return (
    <>
      <PageHead
        title={`${nameText(application.schemeName, language)} · ${(language === 'en' ? application.subjectEn : null) ?? application.subject}`}
        sub={
          <>
            <StateTag field="state" state={state} language={language} />
            <NameOf of={application.applicant} language={language} />
            {application.dueOn !== null &&
              ` · ${say('today.deadline', { date: dateText(application.dueOn, language) })}`}
          </>
        }
        actions={<ApplicationActions {...{ application, again }} />}
      />
      <Progress application={application} />
      <Notes kind="error" title={say('application.blockers')} lines={application.blockers} />
      <Notes kind="warning" title={say('application.missing')} lines={application.missing} />
      <Sides key={application.id} sides={sides} />
    </>
  );
}

function Progress({ application: { rules, state } }: { readonly application: Application }) {
  const { language } = useWords();
  const plan = ['draft', 'submitted', ...rules.steps.map(({ step }) => step), 'decision', 'certified'];
  const at = plan.indexOf(state === 'returned' ? 'draft' : state);
  return (
    <div className="card progress">
      <Steps
        size="small"
        responsive
        current={at === -1 ? plan.length - 1 : at}
        status={at === -1 ? 'error' : state === 'certified' ? 'finish' : 'process'}
        items={plan.map(step => ({ title: valueWord('state', step, language) }))}
      />
    </div>
  );
}

interface NotesProps {
  readonly kind: 'error' | 'warning';
  readonly title: string;
  readonly lines: readonly Told[];
}

function Notes({ kind, title, lines }: NotesProps) {
  const { language } = useWords();
  if (lines.length === 0) return null;
  return (
    <Alert
      className="gap"
      type={kind}
      showIcon
      title={title}
      description={
        <ul>
          {lines.map(({ at, code, message }) => (
            <li key={`${at} ${code}`}>{nameText(message, language)}</li>
          ))}
        </ul>
      }
    />
  );
}

function Answers({ application: { rules, answers, documents } }: { readonly application: Application }) {
  const { say, language } = useWords();
  return (
    <section className="card">
      <dl className="facts">
        {rules.criteria.map(({ code, text }) => (
          <div key={code}>
            <dt>{nameText(text as LocalText, language)}</dt>
            <dd>{answers[code] ?? say('record.none')}</dd>
          </div>
        ))}
        {rules.documents.map(({ code, name }) => (
          <div key={code}>
            <dt>{nameText(name as LocalText, language)}</dt>
            <dd>
              {(documents[code] ?? []).map(({ digest, name: file }) => (
                <div key={digest}>
                  <a href={`/evidence/${digest}`}>{file}</a>
                </div>
              ))}
              {(documents[code] ?? []).length === 0 && say('record.none')}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function History({ steps }: { readonly steps: readonly Done[] }) {
  const { language } = useWords();
  return (
    <section className="card">
      <Timeline
        items={steps.map(step => ({
          key: step.seq,
          content: (
            <>
              <b>{valueWord('action', step.action, language)}</b> → {valueWord('state', step.to, language)}
              <div className="hint">
                {timeText(step.at, language)} · {step.office ?? ''} {step.actor}
              </div>
              {step.opinion && <blockquote>{step.opinion}</blockquote>}
            </>
          ),
        }))}
      />
    </section>
  );
}
