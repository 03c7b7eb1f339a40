import { STATEMENT_KINDS, type StatementKind } from '@pinxin/contract/statements/kind';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, Result, Select } from 'antd';
import { useMemo, useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { fieldWord, valueWord } from '../messages/words.ts';
import { FileList, type Files } from '../record/file-list.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { timeText } from '../record/texts.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { statementForm } from '../schema/statement-form.ts';

interface Kinds {
  readonly items: readonly { readonly kind: StatementKind; readonly content: JsonSchema }[];
}

interface Issued {
  readonly id?: string;
  readonly proposal?: string;
  readonly expiresAt?: string;
}

/** 作出声明: choose what is said, then fill in the form of that kind. */
export function IssueStatement() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const [kind, setKind] = useState<StatementKind>();
  const [files, setFiles] = useState<Files>([]);
  const [waiting, setWaiting] = useState<Issued>();
  const [request] = useState(() => crypto.randomUUID());
  const { schema: body } = useBodySchema('POST', '/statements');
  const { data: kinds } = useQuery({
    queryKey: ['statement-kinds'],
    queryFn: () => ask<Kinds>('/statement-kinds'),
  });
  const content = kinds?.items.find(one => one.kind === kind)?.content;
  const schema = useMemo(() => body && content && statementForm(body, content), [body, content]);
  const issue = async (wish: Readonly<Record<string, unknown>>) => {
    const evidence = files.map(({ digest }) => digest);
    const whole = { content: {}, ...wish, kind, request, ...(evidence.length > 0 ? { evidence } : {}) };
    const issued = await ask<Issued>('/statements', { method: 'POST', body: whole });
    if (issued.id === undefined) setWaiting(issued);
    else void navigate({ to: `/statements/${issued.id}` });
  };
  if (waiting) {
    const until = waiting.expiresAt === undefined ? '' : timeText(waiting.expiresAt, language);
    return (
      <Result
        status="info"
        title={say('statement.waits')}
        subTitle={say('statement.waitsUntil', { until })}
      />
    );
  }
  return (
    <>
      <PageHead title={say('statement.issue')} sub={say('statement.issueSub')} />
      <section className="card">
        <Form layout="vertical">
          <Form.Item label={fieldWord('kind', language)} htmlFor="kind">
            <Select
              id="kind"
              placeholder={say('form.choose')}
              value={kind ?? null}
              onChange={(chosen: StatementKind) => setKind(chosen)}
              options={STATEMENT_KINDS.map(one => ({ value: one, label: valueWord('kind', one, language) }))}
            />
          </Form.Item>
        </Form>
        {schema && (
          <RecordForm key={kind} schema={schema} submitLabel={say('statement.issue')} submit={issue}>
            <fieldset className="group">
              <legend>{say('record.evidence')}</legend>
              <FileList value={files} onChange={setFiles} />
              <p className="hint">{say('application.fileLimits')}</p>
            </fieldset>
          </RecordForm>
        )}
      </section>
    </>
  );
}
