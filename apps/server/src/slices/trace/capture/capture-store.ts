import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { copyIn } from './copy-in.ts';
import type { Epoch } from './interner.ts';
import type { GroupRows } from './rows.ts';

/** Held shared by every group, alone by one that declares errors: see `prepareGroup`. */
const DECLARATION_LOCK = 7_046_201_828;

const HASH_BYTES = 32;

/** An event that is stored already. */
export interface StoredEvent {
  readonly id: number;
  readonly party: number;
}

/** What the database knows of the events of a group; places count from 0 in the lists asked about. */
export interface Found {
  /** Place in the list of hashes → the event with that hash. */
  readonly byHash: ReadonlyMap<number, StoredEvent>;
  /** Place in the list of eventIDs → hash of the event that has it. */
  readonly hashByEventId: ReadonlyMap<number, Buffer>;
  /** Place in the list of hashes → error declarations that speak of it. */
  readonly declaredByHash: ReadonlyMap<number, readonly StoredEvent[]>;
  readonly declaredByEventId: ReadonlyMap<number, readonly StoredEvent[]>;
}

/**
 * Begins a group. An event and its error declaration may come at the same time in two groups, in either order: one
 * of them must see the other. The numbers given out before must still be there (see `Interner`). And the lookups must go by index, also when the statement is planned while the tables
 * are nearly empty and used when they are large.
 */
export async function prepareGroup(tx: Tx, declares: boolean, epochs: ReadonlySet<Epoch>): Promise<void> {
  const lock = declares ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  const { rows } = await tx.client.query<{ held: string[] }>({
    name: `capture-group-${lock}`,
    text: `select ${lock}($1), set_config('enable_seqscan', 'off', true),
             array(select id::text from interner_epoch where id = any($2::uuid[])) as held`,
    values: [DECLARATION_LOCK, [...epochs].map(({ id }) => id)],
  });
  const held = new Set(rows[0]?.held);
  for (const epoch of epochs) if (!held.has(epoch.id)) epoch.lost = true;
  if (held.size < epochs.size) throw new NumbersLost();
}

/** The database crashed after it numbered what these events name. Nothing was stored; sent again, it will be. */
class NumbersLost extends Error {
  /** PostgreSQL's own code for it: crash_shutdown. */
  readonly code = '57P02';

  constructor() {
    super('numbers of lots may have been lost in a crash of the database');
  }
}

/** Looks up events by stored hash and by eventID, and what was declared wrong of them. */
export async function findStored(
  tx: Tx,
  hashes: readonly Uint8Array[],
  eventIds: readonly string[],
): Promise<Found> {
  const found = {
    byHash: new Map<number, StoredEvent>(),
    hashByEventId: new Map<number, Buffer>(),
    declaredByHash: new Map<number, StoredEvent[]>(),
    declaredByEventId: new Map<number, StoredEvent[]>(),
  };
  const byHash = await tx.client.query<HashRow>({
    name: 'capture-find-hashes',
    text: FIND_HASHES,
    values: [Buffer.concat(hashes), hashes.length],
  });
  for (const { what, n, id, party } of byHash.rows) {
    if (what === 1) found.byHash.set(n, { id, party });
    else append(found.declaredByHash, n, { id, party });
  }
  if (eventIds.length === 0) return found;
  const byId = await tx.client.query<HashRow & { hash: Buffer }>({
    name: 'capture-find-event-ids',
    text: FIND_EVENT_IDS,
    values: [eventIds],
  });
  for (const { what, n, id, party, hash } of byId.rows) {
    if (what === 1) found.hashByEventId.set(n - 1, hash);
    else append(found.declaredByEventId, n - 1, { id, party });
  }
  return found;
}

interface HashRow {
  readonly what: number;
  readonly n: number;
  readonly id: number;
  readonly party: number;
}

const FIND_HASHES = `
  select 1 as what, n, e.id, e.party from generate_series(0, $2::int - 1) as n
  cross join lateral (
    select id, party from event where hash = substring($1::bytea from ${HASH_BYTES} * n + 1 for ${HASH_BYTES}) limit 1) as e
  union all
  select 2, n, d.event, d.party from generate_series(0, $2::int - 1) as n
  cross join lateral (
    select event, party from event_declaration
    where hash = substring($1::bytea from ${HASH_BYTES} * n + 1 for ${HASH_BYTES}) offset 0) as d`;

const FIND_EVENT_IDS = `
  select 1 as what, n::int, e.id, e.party, e.hash from unnest($1::text[]) with ordinality as g(given, n)
  cross join lateral (
    select id, party, hash from event where event_id = g.given and declared_at is null limit 1) as e
  union all
  select 2, n::int, d.event, d.party, d.hash from unnest($1::text[]) with ordinality as g(given, n)
  cross join lateral (select event, party, hash from event_declaration where event_id = g.given offset 0) as d`;

/** The eventID under which an event is stored; undefined when it was told without one. */
export async function eventIdOf(ctx: Context, event: number): Promise<string | undefined> {
  const { rows } = await ctx.database.pool.query<{ id: string | null }>(
    'select event_id as id from event where id = $1',
    [event],
  );
  return rows[0]?.id ?? undefined;
}

/** Writes a group's rows. */
export async function insertRows(tx: Tx, rows: GroupRows): Promise<void> {
  const parts = rows.parts();
  if (parts.length > 0) await copyIn(tx.client, parts);
}

/** Notes who else told an event; answers the pairs that are new. */
export async function insertTellers(
  tx: Tx,
  tellers: readonly { readonly event: number; readonly party: number }[],
): Promise<readonly { readonly event: number; readonly party: number }[]> {
  const { rows } = await tx.client.query<{ event: number; party: number }>(
    `insert into event_teller (event, party, at)
     select event, party, $3 from unnest($1::bigint[], $2::int[]) as t(event, party)
     order by event, party on conflict do nothing returning event, party`,
    [tellers.map(({ event }) => event), tellers.map(({ party }) => party), tx.at],
  );
  return rows;
}

/** An error declaration that was just stored. */
export interface NewDeclaration {
  readonly event: number;
  readonly party: number;
  /** Hash of the event it declares wrong. */
  readonly hash: Uint8Array;
  readonly eventId: string | undefined;
}

/**
 * Remembers declarations and voids what they speak of: themselves, and the event of the same content or eventID
 * that the same party told. Answers the events voided and by which declaration, without the declarations themselves.
 */
export async function insertDeclarations(
  tx: Tx,
  declarations: readonly NewDeclaration[],
): Promise<readonly { readonly event: number; readonly declaredBy: number }[]> {
  const ids = declarations.map(({ event }) => event);
  await tx.client.query(
    `insert into event_declaration (event, party, hash, event_id)
     select * from unnest($1::bigint[], $2::int[], $3::bytea[], $4::text[])`,
    [
      ids,
      declarations.map(({ party }) => party),
      declarations.map(({ hash }) => Buffer.from(hash)),
      declarations.map(({ eventId }) => eventId ?? null),
    ],
  );
  await tx.client.query(
    `insert into event_void (event, declared_by, declared_at)
     select id, id, declared_at from event where id = any($1) on conflict do nothing`,
    [ids],
  );
  const { rows } = await tx.client.query<{ event: number; declaredBy: number }>(
    `insert into event_void (event, declared_by, declared_at)
     select original.id, d.event, told.declared_at
     from event_declaration as d join event as told on told.id = d.event
     cross join lateral (
       select id, party from event where hash = d.hash and declared_at is null
       union select id, party from event where event_id = d.event_id and declared_at is null) as original
     where d.event = any($1) and original.party = d.party
     order by original.id on conflict do nothing returning event, declared_by as "declaredBy"`,
    [ids],
  );
  return rows;
}

/** Voids events whose error declaration came before them. */
export async function insertVoids(
  tx: Tx,
  voids: readonly { readonly event: number; readonly declaredBy: number }[],
): Promise<void> {
  await tx.client.query(
    `insert into event_void (event, declared_by, declared_at)
     select v.event, v.declared_by, told.declared_at
     from unnest($1::bigint[], $2::bigint[]) as v(event, declared_by) join event as told on told.id = v.declared_by
     on conflict do nothing`,
    [voids.map(({ event }) => event), voids.map(({ declaredBy }) => declaredBy)],
  );
}

function append(map: Map<number, StoredEvent[]>, place: number, event: StoredEvent): void {
  const list = map.get(place);
  if (list === undefined) map.set(place, [event]);
  else list.push(event);
}
