import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { SheetRow } from '../../../kernel/sheets/cell.ts';
import { readSheetRows, type SheetRefusal, SheetRefused } from '../../../kernel/sheets/read-sheet.ts';
import type { Capture, Teller } from '../capture/capture.ts';
import { captureDocument } from '../capture/capture-document.ts';
import type { CaptureProblem } from '../capture/problem.ts';
import { readCapture } from '../capture/read-capture.ts';
import { problemCell } from './problem-cell.ts';
import { type ReadEvents, readSheetEvents, type SheetEvent, type SheetProblem } from './sheet-events.ts';

/** What is taken; a cooperative's day has hundreds of rows. */
export const SHEET_LIMITS = {
  bytes: 8 * 1024 * 1024,
  rows: 10_000,
  unpackedBytes: 100 * 1024 * 1024,
  batch: 1_000,
};

/** A problem of a row, or of the event that its rows make. */
export type RowProblem = SheetProblem & { readonly event?: CaptureProblem };

/** What a sheet holds, and what became of it. */
export interface SheetAnswer {
  readonly rows: number;
  /** Events that are good: what is captured. */
  readonly events: number;
  readonly problems: readonly RowProblem[];
  /** The job of the capture; absent in a preview. */
  readonly captureID?: string;
}

/**
 * Reads a sheet of events and says what is wrong, row by row; with `isConfirmed` the good events are captured, the
 * others left for the next time. The same sheet again stores nothing twice.
 */
export async function importEvents(
  capture: Capture,
  teller: Teller,
  file: Uint8Array,
  isConfirmed: boolean,
): Promise<Result<SheetAnswer, SheetRefusal>> {
  const rows: SheetRow[] = [];
  try {
    for await (const batch of readSheetRows(file, SHEET_LIMITS)) rows.push(...batch);
  } catch (error) {
    if (!(error instanceof SheetRefused)) throw error;
    return refuse(error.code);
  }
  const sheet = readSheetEvents(rows);
  const judged = judge(capture, sheet);
  const problems = [...sheet.problems, ...judged.problems].sort((a, b) => a.line - b.line);
  const answer = { rows: sheet.rows, events: judged.good.length, problems };
  if (!isConfirmed || judged.good.length === 0) return ok(answer);
  const taken = await captureDocument(capture, teller, documentOf(capture, judged.good), 'proceed');
  return ok(taken.ok ? { ...answer, captureID: taken.value } : answer);
}

/** The same judgement as that of any capture: a check digit is wrong in a sheet as it is in a document. */
function judge(
  capture: Capture,
  { events, columns }: ReadEvents,
): { readonly good: readonly SheetEvent[]; readonly problems: readonly RowProblem[] } {
  if (events.length === 0) return { good: [], problems: [] };
  const read = readCapture(documentOf(capture, events), capture.limits);
  if (!read.ok) throw new Error('a sheet made no document');
  const good: SheetEvent[] = [];
  const problems: RowProblem[] = [];
  for (const [index, event] of events.entries()) {
    const one = read.value.events[index];
    if (one?.ok === true) good.push(event);
    else
      for (const problem of one?.error ?? []) {
        const cell = problemCell(event, problem);
        const column = cell.field && columns.get(cell.field);
        problems.push({
          ...{ ...cell, code: 'eventWrong' as const, event: problem },
          ...(column === undefined ? {} : { column }),
        });
      }
  }
  return { good, problems: onceEach(problems) };
}

/** One place is read point and business location at once: what is wrong with it is told once. */
function onceEach(problems: readonly RowProblem[]): readonly RowProblem[] {
  const told = new Map(
    problems.map(problem => {
      const { line, column = problem.event?.at, event } = problem;
      return [JSON.stringify([line, column, event?.code, event?.params]), problem] as const;
    }),
  );
  return [...told.values()];
}

function documentOf({ ctx }: Capture, events: readonly SheetEvent[]): Buffer {
  return Buffer.from(
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: ctx.clock.now().toISOString() },
      epcisBody: { eventList: events.map(({ event }) => event) },
    }),
  );
}
