import { randomBytes } from 'node:crypto';
import { type ParsedEvent, parseDocument } from '@pinxin/epcis/document';
import { systemClock } from '@pinxin/server/kernel/clock';
import type { Context } from '@pinxin/server/kernel/context';
import type { Database } from '@pinxin/server/kernel/db/database';
import { timeOrderedId } from '@pinxin/server/kernel/ids';
import { silentLog } from '@pinxin/server/kernel/log';
import { openSecrets } from '@pinxin/server/kernel/secrets';
import { contextToKeep } from '@pinxin/server/slices/trace/capture/capture-context';
import { EventIds } from '@pinxin/server/slices/trace/capture/event-ids';
import { Interner } from '@pinxin/server/slices/trace/capture/interner';
import { numberEvents } from '@pinxin/server/slices/trace/capture/prepared-event';
import { GroupRows } from '@pinxin/server/slices/trace/capture/rows';
import { storeGroup } from '@pinxin/server/slices/trace/capture/store-group';

/** Events of a document as the parser gives them, and the context to store beside them. */
export interface ParsedBatch {
  readonly events: readonly ParsedEvent[];
  readonly context: Buffer | undefined;
}

/** Parses a document that is known to be good. Throws when it is not. */
export function parsedBatch(body: Buffer): ParsedBatch {
  const parsed = parseDocument(body, { strictness: 'strict' });
  if (!parsed.ok) throw new Error(`the bench made a bad document: ${JSON.stringify(parsed.error[0])}`);
  const events = parsed.value.events.map(event => {
    if (!event.ok) throw new Error(`the bench made a bad event: ${JSON.stringify(event.error[0])}`);
    return event.value;
  });
  return { events, context: contextToKeep(parsed.value.context.source) };
}

/** A context over a database, for calling commands of the server directly. */
export function contextOver(database: Database): Context {
  const newId: Context['newId'] = prefix => timeOrderedId(prefix, systemClock.now());
  return {
    clock: systemClock,
    newId,
    database,
    log: silentLog,
    secrets: openSecrets([randomBytes(32)]),
    publicUrl: 'https://pinxin.example',
  };
}

/** Our way of writing, without HTTP and parsing: numbers what the events name, then one group, one transaction. */
export function groupWriter(database: Database, party: number): (batch: ParsedBatch) => Promise<void> {
  const ctx = contextOver(database);
  const interner = new Interner(ctx);
  const ids = new EventIds(ctx);
  const rows = new GroupRows();
  return async ({ events, context }) => {
    const prepared = await numberEvents(interner, events, context);
    const unit = { party, actor: 'bench', atomic: true, events: prepared, pointerOf: () => '' };
    await storeGroup(ctx, [unit], ids, rows);
  };
}
