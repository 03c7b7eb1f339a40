import type { DateKind, JourneyStep, LocalText } from '@pinxin/contract/scan';
import type { Database } from '../../kernel/db/database.ts';
import type { MarkRow } from './mark-views.ts';

/** A party as the page's SQL gives it. */
export interface PartyRow {
  readonly kind: string;
  readonly zh: string;
  readonly en: string | null;
  readonly uscc: string | null;
  readonly division: string | null;
  readonly phone: string | null;
}

export interface PlaceRow {
  readonly kind: string;
  readonly zh: string;
  readonly en: string | null;
  readonly division: string | null;
  /** Held by a household: its name may name a person. */
  readonly personal: boolean;
}

export interface ProductRow {
  readonly id: number;
  readonly gtin: string;
  readonly party: number | null;
  readonly kind: string;
  readonly zh: string;
  readonly en: string | null;
  readonly brand_zh: string | null;
  readonly brand_en: string | null;
  readonly category: string | null;
  readonly net: string | null;
}

/** A lot that the walk met. `depth` 0 is the lot asked about, its class and the lot of an item; negative are containers. */
export interface NodeRow {
  readonly lot: number;
  readonly uri: string;
  readonly depth: number;
}

/** An event that is not void. Instants are ISO 8601 in UTC. */
export interface EventRowOfPage {
  readonly id: number;
  readonly hash: string;
  readonly time: string;
  readonly recorded: string;
  readonly offset: number;
  /** On the clock of its place, where that was worked out already. */
  readonly at?: string;
  readonly type: number;
  readonly action: number;
  readonly party: number;
  readonly step: string | null;
  readonly disposition: string | null;
  readonly place: number | null;
  readonly place_uri: string | null;
  /** What it says of the way of goods, once somebody read it. */
  way?: { readonly of: readonly PartRow[]; readonly says: EventWay } | undefined;
}

/** A way that goods went, between two lots of the walk. */
export interface SmallEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: 'made' | 'contains' | 'member';
  readonly event: EventRowOfPage;
  /** The part of `from` that went in. */
  readonly part: PartRow;
}

/** What one event by itself says of the way. */
export interface EventWay {
  readonly edges: readonly SmallEdge[];
  readonly processes: readonly PartRow[];
  /** Lots that it brings into being. */
  readonly brought: readonly number[];
}

export interface PartRow {
  readonly event: number;
  readonly lot: number;
  readonly uri: string;
  readonly role: number;
  readonly quantity: string | null;
  readonly unit: string | null;
  /**
   * The event told as a step about this part, once somebody told it: pages share remembered events. Kept here and not
   * in a table by part, which the garbage collector would have to go through for each of a hundred thousand parts.
   */
  step?: JourneyStep | undefined;
}

/** kind as in `event_link`. */
export interface LinkRow {
  readonly event: number;
  readonly kind: number;
  readonly type: string | null;
  readonly value: string;
}

/** A date that the master data of an event states. */
export interface LabelDate {
  readonly kind: DateKind;
  readonly date: string;
}

/** A published recall that the thing is in: itself, its lot or class, or as the container that it is. */
export interface RecallRow {
  readonly id: string;
  readonly number: number;
  readonly hazard: string;
  readonly reason: LocalText;
  readonly advice: LocalText;
  readonly contact: LocalText;
  readonly phone: string;
  readonly isCarrier: boolean;
  readonly by: PartyRow;
  /** Instant in UTC. */
  readonly at: string;
}

/** Everything the scan page says. */
export interface ScanRows {
  readonly journal: number;
  readonly demo: boolean;
  readonly subjects: readonly { readonly id: number; readonly uri: string }[];
  readonly product: ProductRow | null;
  readonly nodes: readonly NodeRow[];
  readonly events: readonly EventRowOfPage[];
  /** By event. */
  readonly partsOf: ReadonlyMap<number, readonly PartRow[]>;
  readonly links: readonly LinkRow[];
  /** What the register says of the product and its maker. */
  readonly marks: readonly MarkRow[];
  /** Published recalls of the thing, its lot and its class, the latest first. */
  readonly recalls: readonly RecallRow[];
  /** By event; only of events that made or named the lot asked about. */
  readonly labelDates: ReadonlyMap<number, readonly LabelDate[]>;
  readonly parties: Readonly<Record<string, PartyRow>>;
  readonly places: Readonly<Record<string, PlaceRow>>;
  readonly products: Readonly<Record<string, ProductRow>>;
  /** Records that name the lot itself, counted up to a bound. */
  readonly records: number;
  readonly scans: {
    readonly total: number;
    readonly first: string | null;
    readonly days: readonly { readonly day: string; readonly division: string; readonly scans: number }[];
  };
}

/** How far and how wide the page walks; a hub has more, and the lineage page shows it. */
export const WALK = { depth: 8, nodes: 60, events: 300, records: 1000 } as const;

/** One spelling of instants, whatever time zone the session has: they are compared as texts. */
export function inUtc<E extends { readonly time: string; readonly recorded: string }>(event: E): E {
  return {
    ...event,
    time: new Date(event.time).toISOString(),
    recorded: new Date(event.recorded).toISOString(),
  };
}

/** The journal's head: has anything happened? */
export async function readJournalHead(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ seq: number }>({
    name: 'journal-head',
    text: 'select seq from journal_head',
  });
  return rows[0]!.seq;
}

/** Whether the data of this instance is fictional. */
export async function readDemo(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query<{ demo: boolean }>({
    name: 'is-demo',
    text: `select exists (select 1 from instance where name = 'demo') as demo`,
  });
  return rows[0]!.demo;
}

/** Lots and items of registered products that bear this lot or serial number; one index probe a product. */
export async function readLotsLabelled(
  database: Database,
  encoded: string,
): Promise<readonly { uri: string; zh: string; en: string | null }[]> {
  const { rows } = await database.pool.query<{ uri: string; zh: string; en: string | null }>({
    name: 'lots-labelled',
    text: `select l.uri, p.name_zh as zh, p.name_en as en from product p cross join unnest('{10,21}'::text[]) as q(ai)
      join lot l on l.uri = ('https://id.gs1.org/01/' || p.gtin || '/' || q.ai || '/' || $1::text) collate "C" limit 21`,
    values: [encoded],
  });
  return rows;
}
