import type { Context } from '../../../kernel/context.ts';
import { binaryArray } from '../../../kernel/db/binary-array.ts';
import { type Step, type StepRows, sendTogether } from '../../../kernel/db/pipeline.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { GroupKeys } from './decide-group.ts';
import type { Epoch } from './interner.ts';

/** Held shared by every group, alone by one that declares errors: see `prepareGroup`. */
const DECLARATION_LOCK = 7_046_201_828;

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
 * What a group sends together with `begin`; `readOpening` reads the answers. An event and its error declaration may
 * come at the same time in two groups, in either order: one of them must see the other, so the lock is a statement of
 * its own before the look-up. The numbers given out before must still be there (see `Interner`). And the look-up must
 * go by index, also when it is planned while the tables are nearly empty and used when they are large. No statement of
 * a group gains by a plan of its own for each list: planning anew takes the server longer than most of them.
 */
export function openingOf(declares: boolean, epochs: ReadonlySet<Epoch>, keys: GroupKeys): readonly Step[] {
  const lock = declares ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  return [
    {
      name: `capture-group-${lock}`,
      text: `select ${lock}($1), set_config('enable_seqscan', 'off', true),
               set_config('plan_cache_mode', 'force_generic_plan', true),
               (select string_agg(id::text, ',') from interner_epoch where id = any($2::uuid[])) as held`,
      values: [DECLARATION_LOCK, `{${[...epochs].map(({ id }) => id).join()}}`],
    },
    {
      name: 'capture-find-stored',
      text: FIND_STORED,
      values: [binaryArray('bytea', keys.hashes), binaryArray('text', keys.eventIds)],
    },
  ];
}

/** The database crashed after it numbered what these events name. Nothing was stored; sent again, it will be. */
class NumbersLost extends Error {
  /** PostgreSQL's own code for it: crash_shutdown. */
  readonly code = '57P02';

  constructor() {
    super('numbers of lots may have been lost in a crash of the database');
  }
}

/** What is stored of a group's events, and what was declared wrong of them; marks the epochs that are lost. */
export function readOpening(
  [lock, stored]: readonly StepRows[],
  epochs: ReadonlySet<Epoch>,
  keys: GroupKeys,
): Found {
  const held = new Set(lock?.[0]?.[3]?.split(','));
  for (const epoch of epochs) if (!held.has(epoch.id)) epoch.lost = true;
  if (held.size < epochs.size) throw new NumbersLost();
  const found = {
    byHash: new Map<number, StoredEvent>(),
    hashByEventId: new Map<number, Buffer>(),
    declaredByHash: new Map<number, StoredEvent[]>(),
    declaredByEventId: new Map<number, StoredEvent[]>(),
  };
  if (stored === undefined || stored.length === 0) return found;
  const placeOfHash = new Map(keys.hashes.map((hash, place) => [Buffer.from(hash).toString('hex'), place]));
  const placeOfId = new Map(keys.eventIds.map((eventId, place) => [eventId, place]));
  for (const [what, hash, eventId, id, party] of stored) {
    const event = { id: Number(id), party: Number(party) };
    const place = eventId === null ? placeOfHash.get(hash ?? '') : placeOfId.get(eventId ?? '');
    if (place === undefined) throw new Error('the database told of an event that was not asked about');
    if (what === 'h') found.byHash.set(place, event);
    else if (what === 'i') found.hashByEventId.set(place, Buffer.from(hash ?? '', 'hex'));
    else append(eventId === null ? found.declaredByHash : found.declaredByEventId, place, event);
  }
  return found;
}

/** h: event by hash, i: event by eventID, d: declaration that speaks of it. */
const FIND_STORED = `
  select 'h', encode(hash, 'hex'), null, id, party from event where hash = any($1::bytea[])
  union all
  select 'd', encode(hash, 'hex'), null, event, party from event_declaration where hash = any($1)
  union all
  select 'i', encode(hash, 'hex'), event_id, id, party from event where event_id = any($2::text[]) and declared_at is null
  union all
  select 'd', null, event_id, event, party from event_declaration where event_id = any($2)`;

/** The eventID under which an event is stored; undefined when it was told without one. */
export async function eventIdOf(ctx: Context, event: number): Promise<string | undefined> {
  const { rows } = await ctx.database.pool.query<{ id: string | null }>(
    'select event_id as id from event where id = $1',
    [event],
  );
  return rows[0]?.id ?? undefined;
}

/** Writes a group's rows now, for statements that read them. */
export async function insertRows(tx: Tx, steps: readonly Step[]): Promise<void> {
  await sendTogether(tx.client, steps);
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
