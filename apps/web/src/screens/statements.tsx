import type { ListedStatement } from '@pinxin/contract/statements/statement-view';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { dateText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import { useStatementBatch } from './statement-batch.tsx';

/** A statement as lists show it. */
export type StatementRow = ListedStatement;

/** The columns of any list of statements. */
export const STATEMENT_COLUMNS: readonly Column<StatementRow>[] = [
  { key: 'number', show: ({ number, id }) => number ?? id },
  { key: 'kind' },
  { key: 'scheme' },
  { key: 'subject' },
  { key: 'issuer' },
  { key: 'status' },
  { key: 'validFrom' },
  { key: 'validTo', sort: 'validTo' },
  { key: 'issuedAt', sort: 'issued', hidden: true },
  { key: 'id', hidden: true },
];

const FACTS = [
  'status',
  'kind',
  'scheme',
  'subject',
  'issuer',
  'validFrom',
  'validTo',
  'issuedAt',
  'legalBasis',
];

/** 声明: all statements that this person may read. */
export function Statements() {
  const { say, language } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  const [began, setBegan] = useState<string>();
  return (
    <>
      <PageHead title={say('nav.statements')} />
      {began !== undefined && (
        <Alert
          type="info"
          showIcon
          className="gap"
          title={say('statement.noRecord', { date: dateText(began, language) })}
        />
      )}
      <RecordTable<StatementRow>
        list="statements"
        path="/statements"
        columns={STATEMENT_COLUMNS}
        rowKey={({ id }) => id}
        href={({ id }) => `/statements/${id}`}
        look={row => <Facts of={row} fields={FACTS} />}
        batch={useStatementBatch()}
        onAnswer={answer => setBegan((answer as { recordBegan?: string }).recordBegan)}
        actions={
          may(session, 'statement.issue') && (
            <Button type="primary" onClick={() => void navigate({ to: '/statements/new' })}>
              {say('statement.issue')}
            </Button>
          )
        }
      />
    </>
  );
}

/** 证书: the certificates of this person's own party. */
export function Certificates() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('nav.certificates')} />
      <RecordTable<StatementRow>
        list="certificates"
        path="/statements"
        fixed={CERTIFICATES}
        columns={STATEMENT_COLUMNS}
        rowKey={({ id }) => id}
        href={({ id }) => `/statements/${id}`}
        look={row => <Facts of={row} fields={FACTS} />}
      />
    </>
  );
}

const CERTIFICATES = { kind: 'certification' };
