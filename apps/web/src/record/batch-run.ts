import { useRef, useState } from 'react';
import { Refusal } from '../api/problem.ts';

/** What became of one row. */
export interface BatchResult {
  readonly name: string;
  readonly outcome: 'ok' | 'waits' | 'failed';
  /** Why not, in the reader's language. */
  readonly why: string;
}

/** How a batch stands. */
export interface BatchState {
  readonly label: string;
  readonly total: number;
  readonly results: readonly BatchResult[];
  readonly isOver: boolean;
}

/** Something to be done to each row; `waits` when it was only proposed to a second person. */
export type RowAct<Row> = (row: Row) => Promise<'ok' | 'waits'>;

/**
 * Does the same to many rows, one after the other, so that a refusal of one says nothing of the next. Can be stopped
 * between two rows: what is done stays done, and the report says so.
 */
export function useBatchRun<Row>(nameOf: (row: Row) => string) {
  const [state, setState] = useState<BatchState>();
  const stopped = useRef(false);
  const start = async (label: string, rows: readonly Row[], act: RowAct<Row>): Promise<void> => {
    stopped.current = false;
    const results: BatchResult[] = [];
    const tell = (isOver: boolean) => setState({ label, total: rows.length, results: [...results], isOver });
    tell(false);
    for (const row of rows) {
      if (stopped.current) break;
      results.push(await doOne(row, nameOf(row), act));
      tell(false);
    }
    tell(true);
  };
  const stop = () => {
    stopped.current = true;
  };
  return { state, start, stop, forget: () => setState(undefined) };
}

async function doOne<Row>(row: Row, name: string, act: RowAct<Row>): Promise<BatchResult> {
  try {
    return { name, outcome: await act(row), why: '' };
  } catch (error) {
    return { name, outcome: 'failed', why: whyOf(error) };
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
  const { title, detail, problems } = error.document;
  return [title, detail, ...problems.map(({ message }) => message)].filter(Boolean).join(' ');
}
