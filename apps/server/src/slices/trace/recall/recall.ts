import type { Context } from '../../../kernel/context.ts';
import { LOT_KINDS } from '../codes.ts';
import type { Lineage } from '../lineage/lineage.ts';
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
export type SheetPart = Pick<Recall, 'lots' | 'times' | 'asOf'>;

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
  const goods = await withoutProcesses(parts, recall);
  return { ...recall, ...goods, milliseconds: performance.now() - started };
}

/** The same with processes among its lots: a sheet leaves them out while it reads what its lots are. */
export async function findForSheet(parts: RecallParts, question: RecallQuestion): Promise<Recall> {
  const started = performance.now();
  const read = await readQuestion(parts.ctx.database, question);
  const answer = await parts.lineage.closure({
    direction: read.direction,
    suspects: read.suspects.map(({ lot, time }) => (time === undefined ? { lot } : { lot, time })),
    ...(read.asOf === undefined ? {} : { asOf: read.asOf }),
  });
  const { lots, times, carriers, events, watermark, by } = answer;
  return {
    ...{ ...read, lots, times, carriers, events, watermark, by, asOf: read.asOf },
    milliseconds: performance.now() - started,
  };
}

async function withoutProcesses(parts: RecallParts, { lots, times }: Recall) {
  if (lots.length === 0) return { lots, times };
  const processes = await processesAmong(parts.ctx.database, lots, LOT_KINDS.process);
  if (processes.size === 0) return { lots, times };
  const kept = Array.from(lots.keys()).filter(index => !processes.has(lots[index]!));
  return {
    lots: Uint32Array.from(kept, index => lots[index]!),
    times: Float64Array.from(kept, index => times[index]!),
  };
}

/** Part of a recall: its lots from `from` (index) on, `count` of them. */
export function partOf(recall: Recall, from: number, count: number): SheetPart {
  return {
    asOf: recall.asOf,
    lots: recall.lots.subarray(from, from + count),
    times: recall.times.subarray(from, from + count),
  };
}
