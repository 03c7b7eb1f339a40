import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../language.tsx';
import { BatchReport } from './batch-report.tsx';
import { useBatchRun } from './batch-run.ts';
import { type ConfirmTexts, ConfirmWithConsequences } from './confirm.tsx';

/** Something that can be done to many rows of a list at once. */
export interface BatchAction<Row> {
  readonly key: string;
  readonly label: string;
  readonly isGrave?: boolean;
  readonly asks?: readonly ('reason' | 'legalBasis')[];
  readonly fields?: ReactNode;
  /** Whether the row can take it, as far as the list knows; the server decides. */
  readonly fits: (row: Row) => boolean;
  readonly consequences: (rows: readonly Row[]) => ReactNode;
  /** Done from here, one row after the other; or handed over as a whole to the server, which goes on by itself. */
  readonly how:
    | { readonly each: (row: Row, texts: ConfirmTexts) => Promise<'ok' | 'waits'> }
    | { readonly all: (rows: readonly Row[], texts: ConfirmTexts) => Promise<void> };
}

/** What a list offers for the rows that somebody chose. */
export interface Batch<Row> {
  readonly nameOf: (row: Row) => string;
  readonly actions: readonly BatchAction<Row>[];
}

interface BatchBarProps<Row> {
  readonly batch: Batch<Row>;
  readonly chosen: readonly Row[];
  readonly clear: () => void;
}

/** Under the filter while rows are chosen: what can be done to how many of them, then progress and report. */
export function BatchBar<Row>({ batch: { nameOf, actions }, chosen, clear }: BatchBarProps<Row>) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<BatchAction<Row>>();
  const run = useBatchRun<Row>(nameOf);
  const fitting = (action: BatchAction<Row>) => chosen.filter(action.fits);
  const close = () => {
    run.forget();
    clear();
    void queries.invalidateQueries();
  };
  if (run.state) return <BatchReport state={run.state} stop={run.stop} close={close} />;
  if (chosen.length === 0) return null;
  return (
    <div className="bar batch" role="toolbar" aria-label={say('batch.chosen', { n: chosen.length })}>
      <b>{say('batch.chosen', { n: chosen.length })}</b>
      {actions
        .filter(action => fitting(action).length > 0)
        .map(action => (
          <Button key={action.key} danger={action.isGrave ?? false} onClick={() => setAsked(action)}>
            {say('batch.fits', { what: action.label, n: fitting(action).length })}
          </Button>
        ))}
      <Button type="link" onClick={clear}>
        {say('batch.clear')}
      </Button>
      {asked && (
        <ConfirmWithConsequences
          what={asked.label}
          {...(asked.isGrave === undefined ? {} : { isGrave: asked.isGrave })}
          {...(asked.asks === undefined ? {} : { asks: asked.asks })}
          fields={asked.fields}
          consequences={asked.consequences(fitting(asked))}
          close={() => setAsked(undefined)}
          act={async texts => {
            const { how, label } = asked;
            const rows = fitting(asked);
            if ('all' in how) await how.all(rows, texts);
            else void run.start(label, rows, row => how.each(row, texts));
          }}
        />
      )}
    </div>
  );
}
