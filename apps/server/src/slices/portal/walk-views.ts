import { Role } from '@pinxin/lineage/role';
import { asked } from '../../kernel/db/asked.ts';
import type { Database } from '../../kernel/db/database.ts';
import { type CodedLotRow, lotRowsCode, readLotRows } from './coded-rows.ts';
import type { KnownTerms } from './known-terms.ts';
import { RECALLS } from './recall-views.ts';
import type { RecallRow, ScanRows } from './scan-views.ts';

/** One line of `event_lot` seen from its lot. */
export interface LotRow {
  readonly role: number;
  readonly event: number;
  readonly quantity: string | null;
  readonly unit: string | null;
  /** Whether the event says something lasting of the lot: a recall, a finding (EPCIS persistentDisposition). */
  readonly says: boolean;
}

/** A lot as read: its lines in order of role and event, cut off at a bound. */
export interface LotRead {
  readonly id: number;
  readonly uri: string;
  readonly rows: readonly LotRow[];
  /** How often it was scanned; only of lots that a page is about. */
  readonly scans: ScanRows['scans'] | null;
  /** Published recalls that it is in. */
  readonly recalls: readonly RecallRow[];
}

/** An answer of the database with the journal number that it holds for. */
export interface ReadAt<T> {
  readonly journal: number;
  readonly found: T;
}

/** More lines than this and a lot is a hub: only some of each role are looked at. */
export const MOST_LOT_ROWS = 48;
/** As many parts of an event are kept as such; of larger ones (a container load) only what a walk may need. */
export const MOST_PARTS = 100;

/** Roles in which something is said of a lot: a recall, a finding. Links of kind 4 and 5 are persistent dispositions. */
export const SAID_ROLES: readonly number[] = [Role.input, Role.output, Role.seen, Role.seenParent];
const SAYS = `x.role in (${SAID_ROLES}) and exists (
    select from event_link k where k.event = x.event and k.kind in (4, 5))`;

/** Lines of a lot `l`, in order of role and event. */
const LOT_ROWS = `(select ${lotRowsCode(SAYS)} from (
    select role, event, quantity, uom from event_lot where lot = l.id order by role, event limit ${MOST_LOT_ROWS + 1}) x)`;

const SCANS = `(select json_build_object(
    'total', coalesce((select sum(scans) from scan_count where lot = l.id), 0),
    'first', f.at,
    'days', coalesce((select json_agg(json_build_object('day', day, 'division', division, 'scans', scans)) from (
      select day, division, scans from scan_count where lot = l.id order by day desc limit 400) recent), '[]')) as scans
  from scan_first f where f.lot = l.id)`;

interface LotLine {
  readonly journal: number;
  readonly id: number | null;
  readonly uri: string;
  readonly scans: ScanRows['scans'] | null;
  readonly recalls: readonly RecallRow[] | null;
  readonly rows: string | null;
}

/** Lots by their canonical URI; what nobody told of is not among the found. */
export async function readLotsByUri(
  database: Database,
  terms: KnownTerms,
  uris: readonly string[],
): Promise<ReadAt<ReadonlyMap<string, LotRead>>> {
  const { rows } = await database.pool.query<LotLine>({
    name: 'walk-lots-by-uri',
    text: `select h.seq as journal, l.* from journal_head h left join (
        select l.id, l.uri, ${SCANS} as scans, ${RECALLS} as recalls, ${LOT_ROWS} as rows
        from ${asked('text')} as asked(uri) join lot l on l.uri = asked.uri collate "C"
      ) l on true`,
    values: [uris],
  });
  const lots = await lotsFrom(rows, terms);
  return { journal: rows[0]!.journal, found: new Map(lots.map(lot => [lot.uri, lot])) };
}

/** Lots by their number. */
export async function readLots(
  database: Database,
  terms: KnownTerms,
  ids: readonly number[],
): Promise<ReadAt<ReadonlyMap<number, LotRead>>> {
  const { rows } = await database.pool.query<LotLine>({
    name: 'walk-lots',
    text: `select h.seq as journal, l.* from journal_head h left join (
        select l.id, l.uri, null::json as scans, ${RECALLS} as recalls, ${LOT_ROWS} as rows
        from ${asked('bigint')} as asked(id) join lot l on l.id = asked.id
      ) l on true`,
    values: [ids],
  });
  const lots = await lotsFrom(rows, terms);
  return { journal: rows[0]!.journal, found: new Map(lots.map(lot => [lot.id, lot])) };
}

async function lotsFrom(lines: readonly LotLine[], terms: KnownTerms): Promise<readonly LotRead[]> {
  const coded = lines.flatMap(({ id, rows, ...line }) =>
    id === null ? [] : [{ id, line, rows: readLotRows(rows) }],
  );
  await terms.learn(unitsOf(coded));
  return coded.map(({ id, line: { uri, scans, recalls }, rows }) => ({
    ...{ id, uri, scans, recalls: recalls ?? [] },
    rows: rows.map(row => ({ ...row, unit: terms.uriOf(row.unit) })),
  }));
}

function unitsOf(lots: readonly { readonly rows: readonly CodedLotRow[] }[]): ReadonlySet<number> {
  const units = new Set<number>();
  for (const { rows } of lots) for (const { unit } of rows) if (unit !== null) units.add(unit);
  return units;
}

/** Roles by which a lot came about: made, part of a process, filled, item of a lot. */
export const MADE_ROLES: readonly number[] = [Role.output, Role.process, Role.parentAdd, Role.member];
/** Roles by which a lot's own page finds its events; observed containment and the rest tell nothing new. */
export const TOLD_ROLES: readonly number[] = [
  ...MADE_ROLES,
  Role.seen,
  Role.input,
  Role.childAdd,
  Role.childDelete,
  Role.parentDelete,
  Role.seenParent,
  Role.memberOf,
];
/** The latest of each role that a page tells. */
export const LATEST_TOLD = 12;
/** The first that a walk follows. */
export const FIRST_MADE = 16;
const MOST_SAID = 400;
/** What of lasting states decides a verdict (CBV 2.0 §7.2). */
const GRAVE = ['recalled', 'non_conformant', 'destroyed', 'disposed'].map(
  word => `https://ref.gs1.org/cbv/Disp-${word}`,
);

/**
 * What of a hub's lines a page looks at. Recalls and findings are found among any number of sightings: by what was ever
 * recalled, which is little, and not by all that ever used a pesticide.
 */
export async function readHubRows(
  database: Database,
  lots: readonly number[],
): Promise<readonly (LotRow & { readonly lot: number })[]> {
  const columns = 'role, event, quantity::text as quantity, uom';
  const { rows } = await database.pool.query<LotRow & { readonly lot: number }>({
    name: 'walk-hubs',
    text: `select distinct asked.lot, x.role, x.event, x.quantity, u.uri as unit, ${SAYS} as says
      from ${asked('bigint')} as asked(lot) cross join lateral (
        select t.* from unnest('{${TOLD_ROLES}}'::smallint[]) as r(role) cross join lateral (
          select ${columns} from event_lot where lot = asked.lot and role = r.role order by event desc limit ${LATEST_TOLD}) t
        union all
        (select ${columns} from event_lot el where lot = asked.lot and role in (${MADE_ROLES})
           and not exists (select 1 from event_void v where v.event = el.event) order by role, event limit ${FIRST_MADE})
        union all
        (select el.role, el.event, el.quantity::text, el.uom
         from term t join event_link k on k.value = t.id and k.kind in (4, 5)
         cross join lateral (select * from event_lot
           where event = k.event and lot = asked.lot and role in (${SAID_ROLES}) offset 0) el
         where t.uri = any('{${GRAVE}}'::text[]) order by el.event desc limit ${MOST_SAID})
      ) x left join term u on u.id = x.uom
      order by asked.lot, x.role, x.event`,
    values: [lots],
  });
  return rows;
}

/** Records of a hub, counted up to a bound. */
export async function countRecords(database: Database, lot: number, most: number): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>({
    name: 'walk-count',
    text: 'select count(*) from (select distinct event from event_lot where lot = $1 limit $2) own',
    values: [lot, most],
  });
  return rows[0]!.count;
}
