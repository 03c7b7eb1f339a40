import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { OutcomeCounts } from '../record/outcome-counts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Failure, Waiting } from '../record/states.tsx';

interface Import {
  readonly id: string;
  readonly fileName: string;
  readonly state: string;
  readonly problem?: { readonly message: string };
  readonly columns: readonly { readonly title: string; readonly field: string | null }[];
  readonly unknownColumns: readonly string[];
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly counts: Readonly<Record<string, number>>;
}

interface Row {
  readonly line: number;
  readonly outcome: string;
  readonly nameZh: string | null;
  readonly uscc: string | null;
  readonly problems: readonly { readonly column?: string; readonly message: string }[];
}

const GOING: readonly string[] = ['waiting', 'reading', 'writing'];

/** An import while it is read, when it can be looked at, while it is written and after. */
export function ImportPreview({ id }: { readonly id: string }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [deciding, setDeciding] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['record', `/imports/${id}`, language],
    queryFn: () => ask<Import>(`/imports/${id}`),
    refetchInterval: ({ state }) => (GOING.includes(state.data?.state ?? '') ? 800 : false),
  });
  if (error) return <Failure error={error} />;
  if (data === undefined) return <Waiting />;
  const { counts, progress, state } = data;
  const good = (counts.new ?? 0) + (counts.change ?? 0);
  const act = async (what: 'confirm' | 'cancel') => {
    await ask(`/imports/${id}/${what}`, { method: 'POST' });
    await queries.invalidateQueries();
  };
  return (
    <>
      <PageHead
        title={data.fileName}
        sub={valueWord('importState', state, language)}
        actions={
          <>
            <Button href={`/imports/${id}/report.csv`}>{say('import.report')}</Button>
            {state === 'ready' && good > 0 && (
              <Button type="primary" onClick={() => setDeciding(true)}>
                {say('import.confirm', { n: good })}
              </Button>
            )}
            {(state === 'ready' || GOING.includes(state)) && (
              <Button onClick={() => void act('cancel')}>{say('form.cancel')}</Button>
            )}
          </>
        }
      />
      {data.problem && <Alert type="error" showIcon className="gap" title={data.problem.message} />}
      {data.unknownColumns.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="gap"
          title={say('import.unknownColumns', { names: data.unknownColumns.join('、') })}
        />
      )}
      {GOING.includes(state) && (
        <Progress
          percent={progress.total ? Math.round((100 * progress.done) / progress.total) : 0}
          aria-label={say('import.progress')}
        />
      )}
      <OutcomeCounts counts={counts} words="outcome" />
      <RecordTable<Row>
        key={state}
        list="import-rows"
        path="/imports/{id}/rows"
        address={`/imports/${id}/rows`}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', align: 'right' },
          { key: 'outcome', show: ({ outcome }) => valueWord('outcome', outcome, language) },
          { key: 'nameZh' },
          { key: 'uscc' },
          {
            key: 'problems',
            show: ({ problems }) =>
              problems.map(({ column, message }) => (
                <div key={`${column} ${message}`}>{[column, message].filter(Boolean).join('：')}</div>
              )),
          },
        ]}
      />
      {deciding && (
        <ConfirmWithConsequences
          what={say('nav.imports')}
          consequences={say('import.will', {
            n: counts.new ?? 0,
            changed: counts.change ?? 0,
            left: counts.error ?? 0,
          })}
          close={() => setDeciding(false)}
          act={() => act('confirm')}
        />
      )}
    </>
  );
}
