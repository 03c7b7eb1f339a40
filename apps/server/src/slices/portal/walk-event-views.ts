import { Role } from '@pinxin/lineage/role';
import { asked } from '../../kernel/db/asked.ts';
import type { Database } from '../../kernel/db/database.ts';
import { type CodedPart, partsCode, readParts } from './coded-rows.ts';
import type { KnownTerms } from './known-terms.ts';
import type { LinkRow, PartRow } from './scan-views.ts';
import { MOST_PARTS, type ReadAt } from './walk-views.ts';

type RawLink = readonly [kind: number, type: string | null, value: string];

/** An event as read. Instants are milliseconds since 1970. */
export interface EventRead {
  readonly id: number;
  readonly hash: string;
  readonly time: number;
  readonly recorded: number;
  readonly offset: number;
  readonly type: number;
  readonly action: number;
  readonly party: number;
  readonly step: string | null;
  readonly disposition: string | null;
  readonly place: number | null;
  readonly place_uri: string | null;
  readonly void: boolean;
  /** As received, where it may hold master data and is not very large. */
  readonly doc: Buffer | null;
  /** Without what went into a container: a pallet holds a hundred packs, and a page tells of one. */
  readonly parts: readonly PartRow[];
  readonly links: readonly LinkRow[];
}

type Line = Omit<EventRead, 'parts' | 'links' | 'step' | 'disposition' | 'place_uri'> & {
  readonly journal: number;
  readonly step: number | null;
  readonly disposition: number | null;
  readonly parts: string | null;
  readonly links: readonly RawLink[] | null;
};

const PARTS = partsCode('(select uri from lot where id = p.lot)');
const { childAdd } = Role;

/** Events with their first parts and what they point at. */
export async function readEvents(
  database: Database,
  terms: KnownTerms,
  ids: readonly number[],
): Promise<ReadAt<readonly EventRead[]>> {
  const { rows } = await database.pool.query<Line>({
    name: 'walk-events',
    text: `select (select seq from journal_head) as journal, e.id, encode(e.hash, 'hex') as hash,
        (extract(epoch from e.event_time) * 1000)::float8 as time, (extract(epoch from e.record_time) * 1000)::float8 as recorded,
        e.offset_minutes as offset, e.type, e.action, e.party, e.biz_step as step, e.disposition,
        coalesce(e.biz_location, e.read_point) as place,
        e.declared_at is not null or exists (select 1 from event_void v where v.event = e.id) as void,
        case when octet_length(e.doc) < 65536 and position('"ilmd"'::bytea in e.doc) > 0 then e.doc end as doc,
        (select ${PARTS} from (
           (select * from event_lot where event = e.id and role < ${childAdd} order by role, lot limit ${MOST_PARTS + 1})
           union all
           (select * from event_lot where event = e.id and role > ${childAdd} order by role, lot limit ${MOST_PARTS + 1})
         ) p) as parts,
        (select json_agg(json_build_array(k.kind, t.uri, v.uri)) from event_link k join term v on v.id = k.value
         left join term t on t.id = k.type where k.event = e.id and k.kind in (1, 4, 5, 6)) as links
      from ${asked('bigint')} as asked(id) join event e on e.id = asked.id`,
    values: [ids],
  });
  return { journal: rows[0]?.journal ?? 0, found: await eventsFrom(rows, terms) };
}

async function eventsFrom(lines: readonly Line[], terms: KnownTerms): Promise<readonly EventRead[]> {
  const coded = lines.map(line => ({ line, parts: readParts(line.parts) }));
  await terms.learn(termsOf(coded));
  return coded.map(({ line: { journal: _journal, links, ...event }, parts }) => ({
    ...event,
    step: terms.uriOf(event.step),
    disposition: terms.uriOf(event.disposition),
    place_uri: terms.uriOf(event.place),
    parts: parts.map(part => partFrom(event.id, part, terms)),
    links: (links ?? []).map(([kind, type, value]) => ({ event: event.id, kind, type, value })),
  }));
}

/** Few kinds of steps and units among many events. */
function termsOf(
  events: readonly { readonly line: Line; readonly parts: readonly CodedPart[] }[],
): ReadonlySet<number> {
  const terms = new Set<number>();
  for (const { line, parts } of events) {
    for (const term of [line.step, line.disposition, line.place]) if (term !== null) terms.add(term);
    for (const { unit } of parts) if (unit !== null) terms.add(unit);
  }
  return terms;
}

/** Of events with very many parts: some of each role that a walk goes on from. */
export async function readLargeEvents(
  database: Database,
  terms: KnownTerms,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly PartRow[]>> {
  const roles = [Role.input, Role.output, Role.process, Role.parentAdd];
  const { rows } = await database.pool.query<{ event: number; parts: string }>({
    name: 'walk-large-events',
    text: `select asked.id as event, (select ${PARTS} from (
        select * from (
          select x.* from unnest('{${roles}}'::smallint[]) as r(role) cross join lateral (
            select * from event_lot where event = asked.id and role = r.role order by lot limit 24) x
          union all
          (select * from event_lot where event = asked.id and role = ${Role.memberOf} order by lot limit 400)
        ) few order by role, lot) p) as parts
      from ${asked('bigint')} as asked(id)`,
    values: [ids],
  });
  const coded = rows.map(({ event, parts }) => ({ event, parts: readParts(parts) }));
  await terms.learn(coded.flatMap(({ parts }) => parts.flatMap(({ unit }) => unit ?? [])));
  return new Map(coded.map(({ event, parts }) => [event, parts.map(part => partFrom(event, part, terms))]));
}

/** What went into the containers of these events: the first lots of each, by number. */
export async function readContents(
  database: Database,
  events: readonly number[],
  most: number,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await database.pool.query<{ event: number; lots: string | null }>({
    name: 'walk-contents',
    text: `select asked.id as event, (select string_agg(c.lot::text, ' ') from (
        select lot from event_lot where event = asked.id and role = ${childAdd} order by lot limit $2) c) as lots
      from ${asked('bigint')} as asked(id)`,
    values: [events, most],
  });
  return new Map(rows.map(({ event, lots }) => [event, lots === null ? [] : lots.split(' ').map(Number)]));
}

function partFrom(event: number, { lot, role, quantity, unit, uri }: CodedPart, terms: KnownTerms): PartRow {
  return { event, lot, uri, role, quantity, unit: terms.uriOf(unit), step: undefined };
}
