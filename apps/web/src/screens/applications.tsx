import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Spoken } from '../record/value.tsx';
import { useSession } from '../shell/session-context.tsx';
import { useApplicationBatch } from './application-batch.tsx';

/** An application as lists show it. */
export interface ApplicationRow {
  readonly id: string;
  readonly state: string;
  readonly subject: string;
  readonly subjectEn: string | null;
  readonly revision: number;
}

/** The columns of any list of applications. */
export const APPLICATION_COLUMNS: readonly Column<ApplicationRow>[] = [
  { key: 'schemeName' },
  { key: 'applicant' },
  {
    key: 'subject',
    show: ({ subject, subjectEn }, { language }) => (
      <Spoken text={(language === 'en' ? subjectEn : null) ?? subject} language={language} />
    ),
  },
  { key: 'state' },
  { key: 'dueOn' },
  { key: 'submittedAt' },
  { key: 'round', hidden: true },
  { key: 'points', align: 'right', hidden: true },
  { key: 'rank', align: 'right', hidden: true },
  { key: 'number', hidden: true },
  { key: 'validTo', hidden: true },
  { key: 'id', hidden: true },
];

const FACTS = [
  'applicant',
  'subject',
  'state',
  'stateSince',
  'dueOn',
  'submittedAt',
  'round',
  'number',
  'validTo',
];

/** 申请: all that this person may read. */
export function Applications() {
  const { say } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={say('nav.applications')} />
      <RecordTable<ApplicationRow>
        list="applications"
        path="/applications"
        columns={APPLICATION_COLUMNS}
        rowKey={({ id }) => id}
        href={({ id }) => `/applications/${id}`}
        look={row => <Facts of={row} fields={FACTS} />}
        noneYet={say('application.noneYet')}
        batch={useApplicationBatch()}
        actions={
          <>
            {(may(session, 'application.review') || may(session, 'application.decide')) && (
              <Button onClick={() => void navigate({ to: '/application-bulks' })}>
                {say('applicationBulk.title')}
              </Button>
            )}
            {may(session, 'application.write') && (
              <Button type="primary" onClick={() => void navigate({ to: '/schemes' })}>
                {say('application.choose')}
              </Button>
            )}
          </>
        }
      />
    </>
  );
}
