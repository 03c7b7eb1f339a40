import { Alert, Button, Progress } from 'antd';
import { useWords } from '../language.tsx';
import type { BatchResult, BatchState } from './batch-run.ts';
import { csvText } from './columns.ts';
import { saveText } from './save-text.ts';

interface BatchReportProps {
  readonly state: BatchState;
  readonly stop: () => void;
  readonly close: () => void;
}

/** How far a batch is, and when it is over what became of each row. */
export function BatchReport({ state: { label, total, results, isOver }, stop, close }: BatchReportProps) {
  const { say } = useWords();
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  const words = ({ outcome, why }: BatchResult) =>
    outcome === 'failed' ? why : say(outcome === 'ok' ? 'batch.ok' : 'batch.waits');
  const save = () =>
    saveText(
      csvText(
        [label, ''],
        results.map(result => [result.name, words(result)]),
      ),
      'report.csv',
    );
  return (
    <section className="card" aria-live="polite" aria-label={label}>
      <h2>{label}</h2>
      <Progress
        percent={total === 0 ? 100 : Math.round((100 * results.length) / total)}
        status={isOver ? (failed.length > 0 ? 'exception' : 'success') : 'active'}
        aria-label={label}
      />
      <div className="bar">
        <span className="grow">
          {isOver
            ? say('batch.done', { ok: results.length - failed.length, failed: failed.length })
            : say('batch.running', { done: results.length, n: total })}
          {isOver && results.length < total && ` · ${say('batch.stopped', { n: total - results.length })}`}
        </span>
        {!isOver && <Button onClick={stop}>{say('batch.stop')}</Button>}
        {isOver && <Button onClick={save}>{say('batch.report')}</Button>}
        {isOver && (
          <Button type="primary" onClick={close}>
            {say('batch.close')}
          </Button>
        )}
      </div>
      {failed.map(({ name, why }) => (
        <Alert key={name} type="error" showIcon className="gap" title={name} description={why} />
      ))}
    </section>
  );
}
