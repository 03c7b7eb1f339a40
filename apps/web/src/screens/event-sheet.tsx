import { Alert, Button, Table, Upload } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { PageHead } from '../record/page.tsx';
import { Failure } from '../record/states.tsx';

interface Problem {
  readonly line: number;
  readonly column?: string;
  readonly message: string;
}

interface Answer {
  readonly rows: number;
  readonly events: number;
  readonly problems: readonly Problem[];
  readonly captureID?: string;
}

const TEMPLATE = '/imports/events/template';

/** 用表格上报: a sheet of events, for those who have no software: shown first, then its good rows are captured. */
export function EventSheet() {
  const { say } = useWords();
  const [file, setFile] = useState<File>();
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (sheet: File, isConfirmed: boolean) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const headers = { 'content-type': 'application/octet-stream' };
      const address = `/imports/events${isConfirmed ? '?confirm=true' : ''}`;
      setAnswer(await ask<Answer>(address, { method: 'POST', body: sheet, headers }));
      setFile(sheet);
    } catch (error) {
      setAnswer(undefined);
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHead
        title={say('nav.eventSheet')}
        sub={say('eventSheet.sub')}
        actions={
          <>
            <Button href={`${TEMPLATE}/xlsx`}>{say('import.template')}</Button>
            <Button href={`${TEMPLATE}/csv`}>{say('eventSheet.csv')}</Button>
          </>
        }
      />
      <section className="card">
        <Upload.Dragger
          accept=".xlsx,.csv"
          showUploadList={false}
          disabled={busy}
          beforeUpload={sheet => {
            void send(sheet, false);
            return false;
          }}
        >
          <p>
            <b>{say('import.drop')}</b>
          </p>
        </Upload.Dragger>
        {failure !== undefined && <Failure error={failure} />}
      </section>
      {answer && file && <Preview {...{ answer, busy }} report={() => void send(file, true)} />}
    </>
  );
}

function Preview(props: { readonly answer: Answer; readonly busy: boolean; readonly report: () => void }) {
  const { answer, busy, report } = props;
  const { say } = useWords();
  const n = String(answer.events);
  const isDone = answer.captureID !== undefined;
  return (
    <section className="card">
      <Alert
        showIcon
        type={isDone ? 'success' : answer.problems.length > 0 ? 'warning' : 'info'}
        title={
          isDone ? say('eventSheet.done', { n }) : say('eventSheet.found', { rows: String(answer.rows), n })
        }
        action={
          !isDone &&
          answer.events > 0 && (
            <Button type="primary" loading={busy} onClick={report}>
              {say('eventSheet.report', { n })}
            </Button>
          )
        }
      />
      {answer.problems.length > 0 && (
        <Table<Problem>
          size="small"
          // A long code breaks within its cell instead of widening the page of a phone.
          tableLayout="fixed"
          rowKey={({ line, column, message }) => `${line} ${column ?? ''} ${message}`}
          dataSource={[...answer.problems]}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          columns={[
            { title: say('eventSheet.line'), dataIndex: 'line', width: 56 },
            { title: say('eventSheet.column'), dataIndex: 'column', width: 72 },
            { title: say('eventSheet.problem'), dataIndex: 'message' },
          ]}
        />
      )}
    </section>
  );
}
