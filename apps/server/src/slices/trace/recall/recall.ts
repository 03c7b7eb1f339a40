import type { Context } from '../../../kernel/context.ts';
import { LOT_KINDS } from '../codes.ts';
import type { CustodyColumns, Lineage } from '../lineage/lineage.ts';
import type { QuestionProblem, RecallQuestion } from './question.ts';
import { processesAmong } from './sheet-views.ts';
import type { SuspectRow } from './suspect-views.ts';
import { readQuestion } from './suspects.ts';

/** What the recall desk works with. */
export interface RecallParts {
  readonly ctx: Context;
  readonly lineage: Lineage;
}

/** Lots of which rows are made, as they were at `asOf` (ms; absent = now). */
export interface SheetPart extends Pick<Recall, 'lots' | 'times' | 'asOf'> {
  /** Beside `lots`: where they are now, if that is known already. */
  readonly custody?: CustodyColumns;
  /** How far the graph was when it found them: what stands around them is told as of then or later. Absent: as of now. */
  readonly reached?: number;
}

/** Everything that the suspects reach, by number; rows are made of it as they are wished for. */
export interface Recall {
  readonly direction: 'forward' | 'back';
  readonly suspects: readonly SuspectRow[];
  readonly problems: readonly QuestionProblem[];
  /** Affected lots, ascending. */
  readonly lots: Uint32Array;
  /** Beside `lots`: affected from (forward), or mattering until (back), in ms. */
  readonly times: Float64Array;
  readonly carriers: Uint32Array;
  readonly events: Uint32Array;
  readonly watermark: number;
  readonly by: 'sql' | 'graph';
  readonly asOf: number | undefined;
  readonly milliseconds: number;
}

/** 召回: the closure of a question. Without any usable suspect the answer is empty and says why. */
export async function findRecall(parts: RecallParts, question: RecallQuestion): Promise<Recall> {
  const started = performance.now();
  const recall = await findForSheet(parts, question);
  return { ...(await withoutProcesses(parts, recall)), milliseconds: performance.now() - started };
}

/** The same with processes among its lots: a sheet leaves them out while it reads what its lots are. */
export async function findForSheet(parts: RecallParts, question: RecallQuestion): Promise<Recall> {
  return (await findWithCustody(parts, question, 0)).recall;
}

/** The same, with custody beside its lots if they are no more than `most` and the graph answered. */
export async function findWithCustody(
  parts: RecallParts,
  question: RecallQuestion,
  most: number,
): Promise<{ readonly recall: Recall; readonly custody: CustodyColumns | undefined }> {
  const started = performance.now();
  const { direction, suspects, problems, asOf, reached } = await readQuestion(parts.ctx.database, question);
  const answer = await parts.lineage.closure({
    direction,
    suspects: suspects.map(({ lot, time }) => (time === undefined ? { lot } : { lot, time })),
    ...(asOf === undefined ? {} : { asOf }),
    ...(reached === undefined ? {} : { reached }),
    custodyWithin: most,
  });
  const { lots, times, carriers, events, watermark, by, custody } = answer;
  const milliseconds = performance.now() - started;
  return {
    recall: {
      ...{ direction, suspects, problems, lots, times, carriers, events, watermark, by, asOf },
      milliseconds,
    },
    custody,
  };
}

/** The goods of a recall. */
export async function withoutProcesses(parts: RecallParts, recall: Recall): Promise<Recall> {
  const { lots } = recall;
  if (lots.length === 0) return recall;
  const processes = await processesAmong(parts.ctx.database, lots, LOT_KINDS.process);
  return only(recall, lot => !processes.has(lot));
}

/** A recall of some of its lots. */
export function only(recall: Recall, isKept: (lot: number) => boolean): Recall {
  const { lots, times } = recall;
  const kept = Uint32Array.from(lots.keys()).filter(index => isKept(lots[index]!));
  if (kept.length === lots.length) return recall;
  return {
    ...recall,
    lots: kept.map(index => lots[index]!),
    times: Float64Array.from(kept, index => times[index]!),
  };
}

/** Part of a recall: its lots from `from` (index) on, `count` of them. */
export function partOf({ asOf, lots, times }: Recall, from: number, count: number): SheetPart {
  return { asOf, lots: lots.subarray(from, from + count), times: times.subarray(from, from + count) };
}
