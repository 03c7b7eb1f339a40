import type { Database } from '../../kernel/db/database.ts';

/** Why an event counts no more, as stored. */
export interface ErrorRow {
  readonly at: string;
  /** Of the declaring event, minutes. */
  readonly offset: number;
  readonly declaration: string;
  /** The event is the declaration itself. */
  readonly own: boolean;
  readonly wrong: string | null;
  /** The declaration as received, base64; null when it is very large. */
  readonly doc: string | null;
}

/** One JSON object over `evs`, a single event; null when nobody declared it wrong. */
export const errorOf = (largest: number) => `(
  select json_build_object('at', v.declared_at, 'offset', d.offset_minutes, 'declaration', encode(d.hash, 'hex'),
      'own', d.id = v.event, 'doc', case when octet_length(d.doc) < ${largest} then encode(d.doc, 'base64') end,
      'wrong', case when d.id = v.event then (
        select encode(o.hash, 'hex')
          from event_declaration t join event o on o.hash = t.hash or o.event_id = t.event_id
         where t.event = d.id and o.declared_at is null and o.party = t.party limit 1) end)
    from evs e join event_void v on v.event = e.id join event d on d.id = v.declared_by)`;

/** Digests of the events with these eventIDs or digests, by what was asked. */
export async function readEventDigests(
  database: Database,
  ids: readonly { readonly id: string; readonly digest: string | undefined }[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.pool.query<{ id: string; hash: string }>({
    name: 'event-digests',
    text: `select asked.id, encode(e.hash, 'hex') as hash
             from unnest($1::text[], $2::text[]) as asked(id, digest)
             join lateral (
               select hash from event where event_id = asked.id and declared_at is null
               union select hash from event where hash = decode(asked.digest, 'hex')) as e on true`,
    values: [ids.map(({ id }) => id), ids.map(({ digest }) => digest ?? null)],
  });
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}
