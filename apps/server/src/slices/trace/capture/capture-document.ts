import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { uuidv7 } from '../../../kernel/ids.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { recordVocabulary } from '../vocabulary/record-vocabulary.ts';
import type { Capture, Teller } from './capture.ts';
import { contextToKeep } from './capture-context.ts';
import { type ErrorBehaviour, insertJob, limited } from './capture-job-store.ts';
import { queueLine } from './capture-line.ts';
import type { Outcome, UnitResult } from './capture-unit.ts';
import { isAboutData } from './group-commit.ts';
import { numberEvents } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';
import { type ReadCapture, type ReadEvent, readCapture, roughEventCount } from './read-capture.ts';

/** Why a document was not taken. */
export type CaptureRefusal =
  | { readonly code: 'invalid'; readonly problems: readonly CaptureProblem[] }
  /** More events than a capture may have. */
  | { readonly code: 'tooManyEvents'; readonly count: number };

/**
 * Captures a document and answers the id of its job. A small one is stored when this returns; a large one is
 * durably kept and will be worked off. The same document again is success and stores nothing twice.
 */
export async function captureDocument(
  capture: Capture,
  teller: Teller,
  body: Buffer,
  behaviour: ErrorBehaviour,
): Promise<Result<string, CaptureRefusal>> {
  const { inlineEvents, maxEvents } = capture.limits;
  const rough = await roughEventCount(body);
  if (rough > maxEvents) return refuse({ code: 'tooManyEvents', count: rough });
  if (rough > inlineEvents) return ok(await captureLater(capture, teller, body, behaviour));
  const read = readCapture(body, capture.limits);
  if (!read.ok) return refuse(refusalOf(read.error));
  const { events } = read.value;
  if (events.length > inlineEvents) return ok(await captureLater(capture, teller, body, behaviour));
  const problems = problemsOf(events);
  if (behaviour === 'rollback' && problems.length > 0) return refuse({ code: 'invalid', problems });
  const id = uuidv7(capture.ctx.clock.now());
  try {
    const result = await captureNow(capture, teller, read.value, behaviour, id);
    if (result.kind === 'refused') return refuse({ code: 'invalid', problems: result.problems });
  } catch (error) {
    if (!isAboutData(error)) throw error;
    capture.ctx.log.error({ err: error }, 'a document could not be stored');
    // One by one in the background, so that the events that can be stored are.
    if (behaviour === 'proceed') return ok(await captureLater(capture, teller, body, behaviour));
    return refuse({ code: 'invalid', problems: [{ code: 'notStorable', at: '' }] });
  }
  await recordMasterData(capture, teller, read.value);
  return ok(id);
}

/** Keeps the document and puts it in line. */
async function captureLater(
  capture: Capture,
  teller: Teller,
  body: Buffer,
  behaviour: ErrorBehaviour,
): Promise<string> {
  const id = uuidv7(capture.ctx.clock.now());
  await inTransaction(capture.ctx, async tx => {
    await insertJob(tx, { id, party: teller.party, behaviour, body });
    await queueLine(tx, teller.party);
  });
  return id;
}

async function captureNow(
  capture: Capture,
  teller: Teller,
  read: ReadCapture,
  behaviour: ErrorBehaviour,
  id: string,
): Promise<UnitResult> {
  const createdAt = capture.ctx.clock.now();
  const good = read.events.flatMap(event => (event.ok ? [event.value] : []));
  const refused = problemsOf(read.events);
  const context = contextToKeep(read.document.context.source);
  return capture.groups.store({
    ...teller,
    atomic: behaviour === 'rollback',
    events: await numberEvents(capture.interner, good, context),
    pointerOf: ({ event }) => read.pointerOf(event.index),
    job: outcomes => ({
      ...{ id, party: teller.party, createdAt, behaviour, total: read.events.length },
      ...countsOf(outcomes),
      errors: limited([...refused, ...problemsIn(outcomes)]),
    }),
  });
}

/** Takes over master data from a captured document; the capture stands whatever comes of it. */
export async function recordMasterData(
  capture: Capture,
  teller: Teller,
  { document }: ReadCapture,
): Promise<void> {
  if (document.masterData.length === 0) return;
  try {
    await capture.recordPlaces(teller, document.masterData);
    await recordVocabulary(capture.ctx, teller, document.masterData, document.context);
  } catch (error) {
    capture.ctx.log.error({ err: error }, 'master data of a document was not recorded');
  }
}

/** All problems of a document's events, in order. */
export function problemsOf(events: readonly ReadEvent[]): readonly CaptureProblem[] {
  return events.flatMap(event => (event.ok ? [] : event.error));
}

/** How many were stored and how many were there before. */
export function countsOf(outcomes: readonly Outcome[]): {
  readonly stored: number;
  readonly repeated: number;
} {
  const count = (kind: Outcome['kind']): number => outcomes.filter(outcome => outcome.kind === kind).length;
  return { stored: count('stored'), repeated: count('repeated') };
}

/** The problems among outcomes. */
export function problemsIn(outcomes: readonly Outcome[]): readonly CaptureProblem[] {
  return outcomes.flatMap(outcome => (outcome.kind === 'refused' ? [outcome.problem] : []));
}

function refusalOf(problems: readonly CaptureProblem[]): CaptureRefusal {
  const tooMany = problems.find(({ code }) => code === 'tooManyEvents');
  if (tooMany === undefined) return { code: 'invalid', problems };
  return { code: 'tooManyEvents', count: Number(tooMany.params?.count ?? 0) };
}
