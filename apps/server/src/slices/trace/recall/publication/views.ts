import type { Hazard, LegalBasisCode, RecallOrder, RecallState } from '@pinxin/contract/recall';
import type { Database } from '../../../../kernel/db/database.ts';
import { numbers, packedRow } from '../packed-copy.ts';
import type { RecallQuestion } from '../question.ts';
import { RECALL_PARTS } from './recall-lots.ts';

/** A recall as it stands in its table, with the name of who recalls. */
export interface RecallRow {
  readonly id: number;
  readonly publicId: string;
  readonly party: number;
  readonly partyId: string;
  readonly partyKind: string;
  readonly partyZh: string;
  readonly partyEn: string | null;
  readonly partyDivision: string | null;
  readonly partyPhone: string | null;
  readonly state: RecallState;
  readonly question: Pick<RecallQuestion, 'suspects' | 'places'>;
  readonly hazard: Hazard;
  readonly reasonZh: string;
  readonly reasonEn: string | null;
  readonly adviceZh: string;
  readonly adviceEn: string | null;
  readonly contactZh: string;
  readonly contactEn: string | null;
  readonly phone: string;
  readonly legalBasis: LegalBasisCode;
  readonly draftedAt: Date;
  readonly publishedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closingZh: string | null;
  readonly closingEn: string | null;
  readonly watermark: number | null;
  readonly lots: number;
  readonly carriers: number;
  readonly notifiedAt: Date | null;
  readonly products: readonly {
    readonly gtin: string;
    readonly zh: string | null;
    readonly en: string | null;
    readonly lots: number;
  }[];
}

const COLUMNS = `r.id, r.public_id as "publicId", r.party, p.public_id as "partyId", p.kind as "partyKind",
  p.name_zh as "partyZh", p.name_en as "partyEn", p.division as "partyDivision", p.phone as "partyPhone", r.state,
  r.question, r.hazard, r.reason_zh as "reasonZh", r.reason_en as "reasonEn", r.advice_zh as "adviceZh",
  r.advice_en as "adviceEn", r.contact_zh as "contactZh", r.contact_en as "contactEn", r.phone,
  r.legal_basis as "legalBasis", r.drafted_at as "draftedAt", r.published_at as "publishedAt",
  r.closed_at as "closedAt", r.closing_zh as "closingZh", r.closing_en as "closingEn", r.watermark, r.lots,
  r.carriers, r.notified_at as "notifiedAt",
  coalesce((select json_agg(json_build_object('gtin', x.gtin, 'zh', d.name_zh, 'en', d.name_en, 'lots', x.lots)
    order by x.lots desc, x.gtin) from recall_product x left join product d on d.gtin = x.gtin
    where x.recall = r.id), '[]') as products`;
const FROM = 'from recall r join party p on p.id = r.party';

/** A recall by the id that is shown. */
export async function readRecall(database: Database, publicId: string): Promise<RecallRow | undefined> {
  const { rows } = await database.pool.query<RecallRow>({
    name: 'recall-by-public-id',
    text: `select ${COLUMNS} ${FROM} where r.public_id = $1`,
    values: [publicId],
  });
  return rows[0];
}

/** A recall by its number. */
export async function readRecallById(database: Database, id: number): Promise<RecallRow | undefined> {
  const { rows } = await database.pool.query<RecallRow>({
    name: 'recall-by-id',
    text: `select ${COLUMNS} ${FROM} where r.id = $1`,
    values: [id],
  });
  return rows[0];
}

/** A recall by the id that its sender chose. */
export async function readByClientId(
  database: Database,
  party: number,
  clientId: string,
): Promise<RecallRow | undefined> {
  const { rows } = await database.pool.query<RecallRow>({
    name: 'recall-by-client-id',
    text: `select ${COLUMNS} ${FROM} where r.party = $1 and r.client_id = $2`,
    values: [party, clientId],
  });
  return rows[0];
}

/** What of the recalls is looked for. */
export interface RecallFilter {
  readonly states: readonly RecallState[];
  readonly hazard?: Hazard | undefined;
  /** Words in the reason, or in the name of a product. */
  readonly query?: string | undefined;
  readonly order?: RecallOrder | undefined;
  readonly limit: number;
  readonly offset: number;
}

const WHEN = 'coalesce(r.published_at, r.drafted_at)';
const ORDERS: Readonly<Record<RecallOrder, string>> = {
  newest: `${WHEN} desc, r.id desc`,
  oldest: `${WHEN}, r.id`,
  hazard: `array_position(array['first', 'second', 'third'], r.hazard), ${WHEN} desc, r.id desc`,
  lots: `r.lots desc, ${WHEN} desc, r.id desc`,
};

/** Recalls, the latest first unless asked otherwise, and how many there are in all. */
export async function listRecalls(
  database: Database,
  { states, hazard, query, order = 'newest', limit, offset }: RecallFilter,
): Promise<{ readonly recalls: readonly RecallRow[]; readonly total: number }> {
  const { rows } = await database.pool.query<RecallRow & { readonly total: number }>({
    name: `recalls-${order}`,
    text: `select ${COLUMNS}, count(*) over ()::int as total ${FROM}
            where r.state = any($1::text[]) and ($2::text is null or r.hazard = $2)
              and ($3::text is null or position($3 in lower(concat_ws(' ', r.reason_zh, r.reason_en, p.name_zh, p.name_en))) > 0
                or exists (select 1 from recall_product x join product d on d.gtin = x.gtin where x.recall = r.id
                  and position($3 in lower(concat_ws(' ', d.gtin, d.name_zh, d.name_en))) > 0))
            order by ${ORDERS[order]} limit $4 offset $5`,
    values: [states, hazard ?? null, query?.toLowerCase() ?? null, limit, offset],
  });
  return { recalls: rows, total: rows[0]?.total ?? 0 };
}

/** A holder's notice. */
export interface NoticeRow {
  readonly party: number;
  readonly partyId: string;
  readonly kind: string;
  readonly zh: string;
  readonly en: string | null;
  readonly phone: string | null;
  readonly lots: number;
  readonly toldAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedLots: number | null;
  readonly amounts: readonly { readonly unit: string; readonly quantity: string }[];
}

/** Notices of a recall, unanswered ones first; of these parties only, if given. */
export async function readNotices(
  database: Database,
  recall: number,
  parties?: readonly number[],
): Promise<readonly NoticeRow[]> {
  const { rows } = await database.pool.query<NoticeRow>({
    name: 'recall-notices-read',
    text: `select n.party, p.public_id as "partyId", p.kind, p.name_zh as zh, p.name_en as en, p.phone, n.lots,
                  n.told_at as "toldAt", n.acknowledged_at as "acknowledgedAt",
                  n.acknowledged_lots as "acknowledgedLots",
                  coalesce((select json_agg(json_build_object('unit', a.unit, 'quantity', a.quantity::text)
                    order by a.unit) from recall_notice_amount a where a.recall = n.recall and a.party = n.party), '[]') as amounts
             from recall_notice n join party p on p.id = n.party
            where n.recall = $1 and ($2::int[] is null or n.party = any($2))
            order by n.acknowledged_at is not null, n.lots desc, n.party`,
    values: [recall, parties ?? null],
  });
  return rows;
}

/** Published recalls of which these parties have a notice, the latest first. */
export async function noticedRecalls(
  database: Database,
  parties: readonly number[],
): Promise<readonly { readonly publicId: string; readonly party: number; readonly isAnswered: boolean }[]> {
  const { rows } = await database.pool.query<{ publicId: string; party: number; isAnswered: boolean }>({
    name: 'recalls-noticed',
    text: `select r.public_id as "publicId", n.party, coalesce(n.acknowledged_lots >= n.lots, false) as "isAnswered"
             from recall_notice n join recall r on r.id = n.recall
            where n.party = any($1::int[]) and r.state = 'published' order by r.published_at desc limit 200`,
    values: [parties],
  });
  return rows;
}

/** Goods of a recall, ascending. */
export function recalledGoods(database: Database, recall: number): Promise<Uint32Array> {
  return lotsOf(database, recall, `and part = ${RECALL_PARTS.goods}`);
}

/** Everything on record of a recall: goods, containers, processes; ascending. */
export function allRecalled(database: Database, recall: number): Promise<Uint32Array> {
  return lotsOf(database, recall, '');
}

async function lotsOf(database: Database, recall: number, condition: string): Promise<Uint32Array> {
  const [lots] = await packedRow(
    database,
    `select array_agg(lot) from recall_lot where recall = ${Math.trunc(recall)} ${condition}`,
  );
  return Uint32Array.from(numbers(lots!)).sort();
}

/** A published recall that the journal has moved on from. */
export interface BehindRow {
  readonly id: number;
  readonly publicId: string;
  readonly question: RecallRow['question'];
  readonly watermark: number;
  /** Something that was told since names what it takes back, or made something told before count no more. */
  readonly isTouched: boolean;
}

/**
 * Published recalls behind `head`. A lot can only come to be affected by an event that names something affected, or by
 * one that puts others right; a recall by place is also touched by whatever happens.
 */
export async function recallsBehind(database: Database, head: number): Promise<readonly BehindRow[]> {
  const { rows } = await database.pool.query<BehindRow>({
    name: 'recalls-behind',
    text: `with behind as materialized (
        select id, public_id, question, watermark from recall where state = 'published' and watermark < $1),
      told as materialized (
        select seq, facts from journal where kind = 'events-captured' and seq > (select min(watermark) from behind) and seq <= $1),
      touched as materialized (
        select distinct x.recall from told t cross join lateral jsonb_array_elements(t.facts->'ranges') g
        join event_lot el on el.event between (g->>0)::bigint and (g->>1)::bigint
        join recall_lot x on x.lot = el.lot)
      select b.id, b.public_id as "publicId", b.question, b.watermark,
             exists (select 1 from touched where recall = b.id)
               or coalesce(jsonb_array_length(b.question->'places') > 0, false)
               or exists (select 1 from told where facts ? 'voided') as "isTouched"
        from behind b order by b.id`,
    values: [head],
  });
  return rows;
}

/** How far the journal is. */
export async function journalHead(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ seq: number }>({
    name: 'recall-journal-head',
    text: 'select seq from journal_head',
  });
  return rows[0]!.seq;
}
