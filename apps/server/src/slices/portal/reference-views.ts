import type { Database } from '../../kernel/db/database.ts';
import type { PartyRow, PlaceRow, ProductRow } from './scan-views.ts';

/** Products by GTIN. */
export async function readProducts(
  database: Database,
  gtins: readonly string[],
): Promise<readonly ProductRow[]> {
  const { rows } = await database.pool.query<ProductRow>({
    name: 'reference-products',
    text: `select id, gtin, party, kind, name_zh as zh, name_en as en, brand_zh, brand_en, category, net_content as net
      from product where gtin = any($1::text[])`,
    values: [gtins],
  });
  return rows;
}

/** Parties by number. */
export async function readParties(
  database: Database,
  ids: readonly number[],
): Promise<readonly (PartyRow & { readonly id: number })[]> {
  const { rows } = await database.pool.query<PartyRow & { id: number }>({
    name: 'reference-parties',
    text: `select id, kind, name_zh as zh, name_en as en, uscc, division, phone from party where id = any($1::int[])`,
    values: [ids],
  });
  return rows;
}

/** Places by the number of their term. */
export async function readPlaces(
  database: Database,
  ids: readonly number[],
): Promise<readonly (PlaceRow & { readonly id: number })[]> {
  const { rows } = await database.pool.query<PlaceRow & { id: number }>({
    name: 'reference-places',
    text: `select w.id, w.kind, w.name_zh as zh, w.name_en as en, w.division,
        coalesce(o.kind in ('household', 'familyFarm'), false) as personal
      from place w left join party o on o.id = w.party where w.id = any($1::int[])`,
    values: [ids],
  });
  return rows;
}

/** Terms by number; what is no term is not among them. */
export async function readTerms(
  database: Database,
  ids: readonly number[],
): Promise<readonly { readonly id: number; readonly uri: string }[]> {
  const { rows } = await database.pool.query<{ id: number; uri: string }>({
    name: 'reference-terms',
    text: 'select id, uri from term where id = any($1::int[])',
    values: [ids],
  });
  return rows;
}

/** What the journal says happened: which lots are told of anew, or that anything may have changed. */
export type JournalNews = LotNews | { readonly kind: 'anything' };

/** Which lots are told of anew, which events count no more, whether other lots are recalled or marks stand otherwise. */
export interface LotNews {
  readonly kind: 'lots';
  readonly lots: readonly number[];
  readonly voided: readonly number[];
  readonly areRecallsChanged: boolean;
  readonly areMarksChanged: boolean;
}

/** Facts that change nothing of what a page says of a lot. */
const SILENT: ReadonlySet<string> = new Set([
  'events-retold',
  'key-issued',
  'key-revoked',
  'capture-cancelled',
  'recall-drafted',
  'recall-notified',
  'recall-acknowledged',
  'evidence-deposited',
  'mandate-granted',
  'mandate-ended',
  'statement-proposed',
  'statement-confirmed',
  'statement-declined',
]);
const RECALLING: ReadonlySet<string> = new Set([
  'recall-published',
  'recall-extended',
  'recall-ended',
  'recall-withdrawn',
]);
const MARKING: ReadonlySet<string> = new Set(['statement-issued', 'statement-changed']);
const MOST_ENTRIES = 500;
const MOST_EVENTS = 5_000;

/** Reads what was journaled after `from` up to `to`. Entries that are missing or not understood mean anything. */
export async function readJournalNews(database: Database, from: number, to: number): Promise<JournalNews> {
  if (to - from > MOST_ENTRIES) return { kind: 'anything' };
  const { rows } = await database.pool.query<{ kind: string; facts: CaptureFacts }>({
    name: 'journal-news',
    text: 'select kind, facts from journal where seq > $1 and seq <= $2',
    values: [from, to],
  });
  const ranges: (readonly [number, number])[] = [];
  const voided: number[] = [];
  let events = 0;
  let areRecallsChanged = false;
  let areMarksChanged = false;
  for (const { kind, facts } of rows) {
    if (SILENT.has(kind)) continue;
    if (RECALLING.has(kind)) {
      areRecallsChanged = true;
      continue;
    }
    if (MARKING.has(kind)) {
      areMarksChanged = true;
      continue;
    }
    if (kind !== 'events-captured' || !Array.isArray(facts.ranges)) return { kind: 'anything' };
    ranges.push(...facts.ranges);
    events += facts.count;
    if (facts.voided !== undefined) voided.push(...facts.voided);
  }
  if (rows.length !== to - from || events > MOST_EVENTS) return { kind: 'anything' };
  for (const event of voided) ranges.push([event, event]);
  const lots = await lotsOfEvents(database, ranges);
  return { kind: 'lots', voided, areRecallsChanged, areMarksChanged, lots };
}

interface CaptureFacts {
  readonly count: number;
  readonly ranges: readonly (readonly [number, number])[];
  readonly voided?: readonly number[];
}

async function lotsOfEvents(
  database: Database,
  ranges: readonly (readonly [number, number])[],
): Promise<readonly number[]> {
  if (ranges.length === 0) return [];
  const { rows } = await database.pool.query<{ lot: number }>({
    name: 'lots-of-events',
    text: `select distinct el.lot from unnest($1::bigint[], $2::bigint[]) as r(first, last)
      join event_lot el on el.event between r.first and r.last`,
    values: [ranges.map(([first]) => first), ranges.map(([, last]) => last)],
  });
  return rows.map(({ lot }) => lot);
}
