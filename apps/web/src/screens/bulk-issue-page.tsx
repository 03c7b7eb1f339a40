import type { StatementKind } from '@pinxin/contract/statements/kind';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { HowFar } from '../record/how-far.tsx';
import { OutcomeCounts } from '../record/outcome-counts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Failure, Waiting } from '../record/states.tsx';

/** A batch as the server tells it. */
export interface BulkIssue {
  readonly id: string;
  readonly name: string;
  readonly kind: StatementKind;
  readonly state: 'open' | 'ready' | 'issuing' | 'done' | 'stopped';
  readonly progress: { readonly done: number; readonly total: number };
  readonly counts: Readonly<Record<string, number>>;
  readonly unknownColumns: readonly string[];
}

const REFETCH = { open: false, ready: 5_000, issuing: 1_000, done: false, stopped: false } as const;

/** One batch: its sheet, what is wrong in it, the start, how far it is, and what became of each row. */
export function BulkIssuePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [deciding, setDeciding] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [outcome, setOutcome] = useState<string>();
  const address = `/statement-bulks/${id}`;
  const { data, error } = useQuery({
    queryKey: ['record', address, language],
    queryFn: () => ask<BulkIssue>(address),
    // A colleague may start it elsewhere.
    refetchInterval: ({ state }) => REFETCH[state.data?.state ?? 'done'],
  });
  const done = data?.progress.done;
  // The rows on the screen follow the progress, on the page and with the filters that are set.
  useEffect(() => {
    if (done !== undefined) void queries.invalidateQueries({ queryKey: ['list', `${address}/rows`] });
  }, [queries, address, done]);
  if (error) return <Failure error={error} />;
  if (data === undefined) return <Waiting />;
  const act = async (what: 'start' | 'stop') => {
    await ask(`${address}/${what}`, { method: 'POST' });
    await queries.invalidateQueries();
  };
  const send = async (file: File) => {
    setFailure(undefined);
    const headers = { 'content-type': 'application/octet-stream' };
    try {
      await ask(`${address}/sheet`, { method: 'PUT', body: file, headers });
    } catch (refused) {
      setFailure(refused);
    }
    await queries.invalidateQueries();
  };
  const { state, counts, progress } = data;
  return (
    <>
      <PageHead
        title={data.name}
        sub={`${valueWord('kind', data.kind, language)} · ${valueWord('bulkState', state, language)}`}
        actions={<Actions bulk={data} start={() => setDeciding(true)} stop={() => void act('stop')} />}
      />
      {(state === 'open' || state === 'ready') && <SheetDrop kind={data.kind} send={send} />}
      {failure !== undefined && <Failure error={failure} />}
      {data.unknownColumns.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="gap"
          title={say('import.unknownColumns', { names: data.unknownColumns.join('、') })}
        />
      )}
      {state !== 'open' && state !== 'ready' && <HowFar {...progress} isGoing={state === 'issuing'} />}
      {state !== 'open' && (
        <OutcomeCounts counts={counts} words="bulkOutcome" chosen={outcome} choose={setOutcome} />
      )}
      {state !== 'open' && (
        <Rows key={`${state} ${progress.total} ${outcome}`} address={address} outcome={outcome} />
      )}
      {deciding && (
        <ConfirmWithConsequences
          what={say('bulk.new')}
          consequences={say('bulk.will', { n: counts.waiting ?? 0, left: counts.wrong ?? 0 })}
          close={() => setDeciding(false)}
          act={() => act('start')}
        />
      )}
    </>
  );
}

function Actions({ bulk, start, stop }: { bulk: BulkIssue; start: () => void; stop: () => void }) {
  const { say } = useWords();
  const waiting = bulk.counts.waiting ?? 0;
  return (
    <>
      {bulk.state !== 'open' && (
        <Button href={`/statement-bulks/${bulk.id}/report.xlsx`}>{say('import.report')}</Button>
      )}
      {(bulk.state === 'ready' || bulk.state === 'issuing') && (
        <Button onClick={stop}>{say('bulk.stop')}</Button>
      )}
      {bulk.state === 'ready' && waiting > 0 && (
        <Button type="primary" onClick={start}>
          {say('bulk.start', { n: waiting })}
        </Button>
      )}
    </>
  );
}

function SheetDrop({ kind, send }: { kind: StatementKind; send: (file: File) => Promise<void> }) {
  const { say } = useWords();
  const [sending, setSending] = useState(false);
  return (
    <section className="card">
      <Upload.Dragger
        accept=".xlsx,.csv"
        showUploadList={false}
        disabled={sending}
        beforeUpload={file => {
          setSending(true);
          void send(file).finally(() => setSending(false));
          return false;
        }}
      >
        <p>
          <b>{say('import.drop')}</b>
        </p>
        <p className="hint">{say('bulk.limits')}</p>
      </Upload.Dragger>
      <p className="hint">
        <a href={`/statement-bulks/template.xlsx?kind=${kind}`}>{say('import.template')}</a>
      </p>
    </section>
  );
}

interface Row {
  readonly line: number;
  readonly subject: string | null;
  readonly number: string | null;
  readonly outcome: string;
  readonly statement: string | null;
  readonly problems: readonly { readonly at: string; readonly message: string }[];
}

function Rows({ address, outcome }: { readonly address: string; readonly outcome: string | undefined }) {
  const { language } = useWords();
  return (
    <RecordTable<Row>
      list="bulk-issue-rows"
      path="/statement-bulks/{id}/rows"
      address={`${address}/rows`}
      within
      fixed={outcome === undefined ? {} : { outcome }}
      rowKey={({ line }) => String(line)}
      columns={[
        { key: 'line', align: 'right' },
        { key: 'outcome', show: ({ outcome }) => valueWord('bulkOutcome', outcome, language) },
        { key: 'subject' },
        {
          key: 'number',
          show: ({ number, statement }) =>
            statement === null ? (
              (number ?? '—')
            ) : (
              <Link to={`/statements/${statement}`}>{number ?? statement}</Link>
            ),
        },
        {
          key: 'problems',
          show: ({ problems }) =>
            problems.map(({ at, message }) => <div key={`${at} ${message}`}>{message}</div>),
        },
      ]}
    />
  );
}
