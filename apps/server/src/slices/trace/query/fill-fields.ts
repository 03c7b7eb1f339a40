import { type EventField, eventFields } from '@pinxin/epcis/event-fields';
import { readStored } from '@pinxin/epcis/xml/stored-event';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { internTerms } from '../../parties/api.ts';
import { rowOf } from '../capture/field-rows.ts';
import {
  clearBacklog,
  eventsBefore,
  moveBacklog,
  openBacklog,
  writeFields,
  writeWords,
} from './fill-store.ts';

/** Name of the background job. */
export const FILL_TASK = 'fill-event-fields';

/** Events read in one transaction. */
const BATCH = 500;

/** Queues the job where events wait that were stored before queries could ask for fields. Safe at every start. */
export async function startFilling(ctx: Context): Promise<void> {
  await inTransaction(ctx, async tx => {
    if ((await openBacklog(tx)) !== undefined) await enqueue(tx, FILL_TASK, {}, { key: FILL_TASK });
  });
}

/**
 * Writes fields and words of events that are older than their tables, from the newest on, some hundred a transaction:
 * broken off anywhere it goes on there. Until it is done, queries by field find the newer events only.
 */
export async function fillFields(ctx: Context): Promise<void> {
  while (await fillSome(ctx));
}

function fillSome(ctx: Context): Promise<boolean> {
  return inTransaction(ctx, async tx => {
    const before = await openBacklog(tx);
    if (before === undefined) return false;
    const events = await eventsBefore(tx, before, BATCH);
    const last = events.at(-1);
    if (last === undefined) {
      await clearBacklog(tx);
      return false;
    }
    const rows = events.flatMap(({ id, doc, context }) =>
      fieldsOf(doc, context).map(field => ({ event: id, ...rowOf(field) })),
    );
    const terms = await internTerms(
      tx,
      rows.flatMap(({ name, uom }) => (uom === undefined ? [name] : [name, uom])).sort(),
    );
    await writeFields(tx, rows, terms);
    await writeWords(
      tx,
      events.map(({ id }) => id),
    );
    await moveBacklog(tx, last.id);
    return true;
  });
}

function fieldsOf(doc: Buffer, context: Buffer | null): readonly EventField[] {
  const kept = context === null ? {} : { context: JSON.parse(context.toString('utf8')) as unknown };
  const { value, context: read, exact } = readStored({ bytes: doc, ...kept });
  return eventFields(value, exact === undefined ? { context: read } : { context: read, exact });
}
