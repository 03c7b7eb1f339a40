import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { ask } from '../api/client.ts';
import { useWords, type Words } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { HowFar } from '../record/how-far.tsx';
import { OutcomeCounts } from '../record/outcome-counts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Failure, Waiting } from '../record/states.tsx';

/** A batch of applications as the server tells it. */
interface ApplicationBulk {
  readonly id: string;
  readonly action: string;
  readonly opinion: string | null;
  readonly state: 'going' | 'done' | 'stopped';
  readonly progress: { readonly done: number; readonly total: number };
  readonly counts: Readonly<Record<string, number>>;
  readonly madeAt: string;
}

interface Row {
  readonly line: number;
  readonly application: string;
  readonly outcome: string;
  readonly problems: readonly { readonly at: string; readonly message: string }[];
}

const actionWord = ({ action }: { readonly action: string }, { say, language }: Words) =>
  action === 'experts' ? say('expert.assign') : valueWord('action', action, language);

/** 逐份办理: what this person let be done to many applications, the latest first. */
export function ApplicationBulks() {
  const { say, language } = useWords();
  return (
    <>
      <PageHead title={say('applicationBulk.title')} sub={say('applicationBulk.sub')} />
      <RecordTable<ApplicationBulk>
        list="application-bulks"
        path="/application-bulks"
        rowKey={({ id }) => id}
        href={({ id }) => `/application-bulks/${id}`}
        columns={[
          { key: 'action', show: actionWord },
          { key: 'state', show: ({ state }) => valueWord('applicationBulkState', state, language) },
          { key: 'progress', show: ({ progress }) => `${progress.done} / ${progress.total}` },
          { key: 'opinion' },
          { key: 'madeAt' },
        ]}
      />
    </>
  );
}

/** One of them: how far it is, and what became of each application; it goes on when the page is closed. */
export function ApplicationBulkPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const words = useWords();
  const { say, language } = words;
  const queries = useQueryClient();
  const address = `/application-bulks/${id}`;
  const { data, error } = useQuery({
    queryKey: ['record', address, language],
    queryFn: () => ask<ApplicationBulk>(address),
    refetchInterval: ({ state }) => (state.data?.state === 'going' ? 1_000 : false),
  });
  const done = data?.progress.done;
  // The rows on the screen follow the progress, on the page and with the filters that are set.
  useEffect(() => {
    if (done !== undefined) void queries.invalidateQueries({ queryKey: ['list', `${address}/rows`] });
  }, [queries, address, done]);
  if (error) return <Failure error={error} />;
  if (data === undefined) return <Waiting />;
  const stop = async () => {
    await ask(`${address}/stop`, { method: 'POST' });
    await queries.invalidateQueries();
  };
  const { state, counts, progress, opinion } = data;
  return (
    <>
      <PageHead
        title={`${say('applicationBulk.title')}${language === 'en' ? ': ' : '：'}${actionWord(data, words)}`}
        sub={[valueWord('applicationBulkState', state, language), opinion].filter(Boolean).join(' · ')}
        actions={
          <>
            <Button href={`${address}/report.xlsx`}>{say('import.report')}</Button>
            {state === 'going' && <Button onClick={() => void stop()}>{say('bulk.stop')}</Button>}
          </>
        }
      />
      <HowFar {...progress} isGoing={state === 'going'} />
      <OutcomeCounts counts={counts} words="applicationBulkOutcome" />
      <RecordTable<Row>
        list="application-bulk-rows"
        path="/application-bulks/{id}/rows"
        address={`${address}/rows`}
        within
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', align: 'right' },
          { key: 'outcome', show: ({ outcome }) => valueWord('applicationBulkOutcome', outcome, language) },
          { key: 'schemeName' },
          { key: 'applicant' },
          { key: 'subject' },
          {
            key: 'application',
            show: ({ application }) => <Link to={`/applications/${application}`}>{application}</Link>,
          },
          {
            key: 'problems',
            show: ({ problems }) =>
              problems.map(({ at, message }) => <div key={`${at} ${message}`}>{message}</div>),
          },
        ]}
      />
    </>
  );
}
