import type { Tx } from '../../../kernel/transaction.ts';
import type { FieldRow } from '../capture/field-rows.ts';
import { EXTENDED_TYPE, LINK_KINDS, WORD_KINDS } from '../codes.ts';

/** Events with smaller numbers are still to be read; undefined when none are. Locks the place. */
export async function openBacklog(tx: Tx): Promise<number | undefined> {
  const { rows } = await tx.client.query<{ before: number }>(
    'select before from event_field_backlog for update',
  );
  return rows[0]?.before;
}

export async function moveBacklog(tx: Tx, before: number): Promise<void> {
  await tx.client.query('update event_field_backlog set before = $1', [before]);
}

export async function clearBacklog(tx: Tx): Promise<void> {
  await tx.client.query('delete from event_field_backlog');
}

/** Stored events below a number, the newest first. */
export async function eventsBefore(
  tx: Tx,
  before: number,
  limit: number,
): Promise<readonly { readonly id: number; readonly doc: Buffer; readonly context: Buffer | null }[]> {
  const { rows } = await tx.client.query<{ id: number; doc: Buffer; context: Buffer | null }>(
    'select id, doc, context from event where id < $1 order by id desc limit $2',
    [before, limit],
  );
  return rows;
}

/** Writes rows of `event_field`. */
export async function writeFields(
  tx: Tx,
  rows: readonly (FieldRow & { readonly event: number })[],
  terms: ReadonlyMap<string, number>,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.client.query(
    `insert into event_field (event, place, name, uom, text, number, at)
     select * from unnest($1::bigint[], $2::smallint[], $3::int[], $4::int[], $5::text[], $6::numeric[], $7::timestamptz[])`,
    [
      rows.map(({ event }) => event),
      rows.map(({ place }) => place),
      rows.map(({ name }) => terms.get(name)),
      rows.map(({ uom }) => (uom === undefined ? null : terms.get(uom))),
      rows.map(({ text }) => text ?? null),
      rows.map(({ number }) => number ?? null),
      rows.map(({ moment }) => (moment === undefined ? null : new Date(moment))),
    ],
  );
}

/** Notes which words these events use. */
export async function writeWords(tx: Tx, events: readonly number[]): Promise<void> {
  await tx.client.query(
    `insert into event_word (kind, word, party)
     select distinct used.kind, used.word, event.party from event
     cross join lateral (values (${WORD_KINDS.bizStep}, biz_step), (${WORD_KINDS.disposition}, disposition),
       (${WORD_KINDS.readPoint}, read_point), (${WORD_KINDS.bizLocation}, biz_location)) as used (kind, word)
     where event.id = any($1::bigint[]) and used.word is not null
     union
     select distinct ${WORD_KINDS.eventType}, link.value, event.party from event
     join event_link as link on link.event = event.id and link.kind = ${LINK_KINDS.extendedType}
     where event.id = any($1::bigint[]) and event.type = ${EXTENDED_TYPE}
     on conflict do nothing`,
    [events],
  );
}
