import type { ParsedEvent } from '@pinxin/epcis/event';
import { inTransaction } from '../../../kernel/transaction.ts';
import type { Capture } from './capture.ts';
import { contextToKeep } from './capture-context.ts';
import { countsOf, problemsIn, problemsOf, recordMasterData } from './capture-document.ts';
import {
  addProgress,
  type CaptureJob,
  finishJob,
  isRunning,
  nextInLine,
  setTotal,
  startJob,
} from './capture-job-store.ts';
import { queueLine, type WorkOff } from './capture-line.ts';
import { isAboutData } from './group-commit.ts';
import { numberEvents } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';
import type { ReadCapture, ReadEvent } from './read-capture.ts';

/** Events stored in one transaction when a document may be stored in parts. */
const CHUNK = 500;

/** A party with very many documents lets others have their turn after this time, ms. */
const LONGEST_TURN = 30_000;

type Job = CaptureJob & { readonly actor: string };

/**
 * Works off all documents that wait in a party's line, in the order in which they came. One that fails holds up none
 * behind it; at the end its failure is thrown, so that the line is tried again.
 */
export async function workOffLine(capture: Capture, wish: WorkOff): Promise<void> {
  if ('id' in wish) return await workOffCapture(capture, wish.id);
  const { ctx } = capture;
  const { party } = wish;
  const end = ctx.clock.now().getTime() + LONGEST_TURN;
  const failed = new Map<string, unknown>();
  for (;;) {
    const id = await nextInLine(ctx, party, ['running', 'queued'], [...failed.keys()]);
    if (id === undefined) break;
    if (ctx.clock.now().getTime() >= end) return await inTransaction(ctx, tx => queueLine(tx, party));
    try {
      await workOffCapture(capture, id);
    } catch (error) {
      failed.set(id, error);
    }
  }
  for (const [id, error] of failed) {
    ctx.log.error({ err: error, job: id }, 'a document could not be worked off; it is tried again');
  }
  if (failed.size > 0) throw [...failed.values()][0];
}

/**
 * Works off one queued document. Safe to run again after a crash: `proceed` goes on behind the last part that was
 * stored, `rollback` is stored with its job's end in one transaction. Does nothing for a job that has ended.
 */
export async function workOffCapture(capture: Capture, id: string): Promise<void> {
  const job = await startJob(capture.ctx, id);
  if (job === undefined) return;
  const read = await capture.ahead.read(job);
  capture.ahead.readNext(job.party);
  if (!read.ok) {
    await inTransaction(capture.ctx, tx => finishJob(tx, id, 'failed', read.error));
    return;
  }
  await setTotal(capture.ctx, id, read.value.events.length);
  if (job.behaviour === 'rollback') await storeWhole(capture, job, read.value);
  else await storeInParts(capture, job, read.value);
}

async function storeWhole(capture: Capture, job: Job, read: ReadCapture): Promise<void> {
  const refused = problemsOf(read.events);
  const fail = (problems: readonly CaptureProblem[]): Promise<boolean> =>
    inTransaction(capture.ctx, tx => finishJob(tx, job.id, 'failed', problems));
  if (refused.length > 0) return void (await fail(refused));
  const good = read.events.flatMap(event => (event.ok ? [event.value] : []));
  try {
    const result = await capture.groups.store({
      ...{ party: job.party, actor: job.actor, atomic: true },
      events: await numberEvents(capture.interner, good, contextToKeep(read.document.context.source)),
      pointerOf: ({ event }) => read.pointerOf(event.index),
      alongside: async (tx, outcomes) => {
        await addProgress(tx, job.id, { done: outcomes.length, ...countsOf(outcomes), errors: [] });
        await finishJob(tx, job.id, 'done');
      },
    });
    if (result.kind === 'refused') await fail(result.problems);
    else await recordMasterData(capture, job, read);
  } catch (error) {
    if (!isAboutData(error)) throw error;
    capture.ctx.log.error({ err: error, job: job.id }, 'a document could not be stored');
    await fail([{ code: 'notStorable', at: '' }]);
  }
}

async function storeInParts(capture: Capture, job: Job, read: ReadCapture): Promise<void> {
  for (let from = job.done; from < read.events.length; from += CHUNK) {
    if (!(await isRunning(capture.ctx, job.id))) return;
    await storePart(capture, job, read, read.events.slice(from, from + CHUNK));
  }
  await inTransaction(capture.ctx, tx => finishJob(tx, job.id, 'done'));
  await recordMasterData(capture, job, read);
}

/** Stores a part and counts it in the same transaction; halves it when an event in it cannot be stored. */
async function storePart(
  capture: Capture,
  job: Job,
  read: ReadCapture,
  part: readonly ReadEvent[],
): Promise<void> {
  const good = part.flatMap((event): ParsedEvent[] => (event.ok ? [event.value] : []));
  const refused = problemsOf(part);
  try {
    await capture.groups.store({
      ...{ party: job.party, actor: job.actor, atomic: false },
      events: await numberEvents(capture.interner, good, contextToKeep(read.document.context.source)),
      pointerOf: ({ event }) => read.pointerOf(event.index),
      alongside: (tx, outcomes) => {
        const errors = [...refused, ...problemsIn(outcomes)];
        return addProgress(tx, job.id, { done: part.length, ...countsOf(outcomes), errors });
      },
    });
  } catch (error) {
    if (!isAboutData(error)) throw error;
    if (part.length > 1) {
      const middle = part.length >> 1;
      await storePart(capture, job, read, part.slice(0, middle));
      await storePart(capture, job, read, part.slice(middle));
      return;
    }
    capture.ctx.log.error({ err: error, job: job.id }, 'an event could not be stored');
    const at = read.pointerOf(good[0]?.index ?? 0);
    const progress = { done: 1, stored: 0, repeated: 0, errors: [{ code: 'notStorable', at } as const] };
    await inTransaction(capture.ctx, tx => addProgress(tx, job.id, progress));
  }
}
