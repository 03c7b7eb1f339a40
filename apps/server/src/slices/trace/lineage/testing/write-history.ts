import type { HistoryEvent } from '@pinxin/lineage/testing/random-history';
import type { Context } from '../../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../../kernel/transaction.ts';

/** An event as a test tells it; what is absent is not said. */
export interface ToldHistoryEvent extends HistoryEvent {
  readonly place?: number;
  readonly party?: number;
  /** `event.type` and `event.action`: 1, 1 is a commissioning. */
  readonly type?: number;
  readonly action?: number;
  /** Beside `rows`: quantity and unit. */
  readonly quantities?: readonly (readonly [quantity: string, uom: number | null] | undefined)[];
}

/** What one capture brings. */
export interface ToldHistory {
  readonly events: readonly ToldHistoryEvent[];
  readonly voided: readonly number[];
}

/** Writes events as a capture would: rows, voids and one journal entry, together. Times are ms since 1970. */
export async function writeHistory(ctx: Context, history: ToldHistory): Promise<void> {
  await inTransaction(ctx, async tx => {
    await insertHistory(tx, history);
    const ranges = history.events.map(({ id }) => [id, id]);
    tx.journal({
      ...{ actor: 'tester', kind: 'events-captured' },
      facts: {
        party: 1,
        count: ranges.length,
        ranges,
        ...(history.voided.length > 0 ? { voided: history.voided } : {}),
      },
    });
  });
}

/** The rows only, without a journal entry. */
export async function insertHistory(tx: Tx, { events, voided }: ToldHistory): Promise<void> {
  const rows = events.flatMap(({ id, rows: own, quantities }) =>
    own.map(([lot, role, group], at) => ({
      id,
      lot,
      role,
      quantity: quantities?.[at]?.[0] ?? (group ? String(group) : null),
      uom: quantities?.[at]?.[1] ?? null,
    })),
  );
  await tx.client.query(
    `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_location, hash, doc)
     select id, to_timestamp(ms / 1000), to_timestamp(ms / 1000), 0, type, action, party, nullif(place, 0),
       sha256(id::text::bytea), ''
     from unnest($1::bigint[], $2::float8[], $3::int[], $4::int[], $5::int[], $6::int[]) as e(id, ms, type, action, party, place)`,
    [
      events.map(({ id }) => id),
      events.map(({ time }) => time),
      events.map(({ type }) => type ?? 1),
      events.map(({ action }) => action ?? 2),
      events.map(({ party }) => party ?? 1),
      events.map(({ place }) => place ?? 0),
    ],
  );
  await tx.client.query(
    `insert into event_lot (event, lot, role, quantity, uom)
     select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::numeric[], $5::int[])`,
    [
      rows.map(({ id }) => id),
      rows.map(({ lot }) => lot),
      rows.map(({ role }) => role),
      rows.map(({ quantity }) => quantity),
      rows.map(({ uom }) => uom),
    ],
  );
  await tx.client.query(
    `insert into event_void (event, declared_by, declared_at)
     select id, id, $2 from unnest($1::bigint[]) as v(id) on conflict do nothing`,
    [voided, tx.at],
  );
}
