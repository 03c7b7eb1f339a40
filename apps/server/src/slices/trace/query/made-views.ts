import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../kernel/db/database.ts';

/** Whose events, of which products, told to have happened when. */
export interface MadeQuestion {
  readonly parties: readonly number[];
  /** GTIN-14; every raw product when absent. */
  readonly gtins?: readonly string[];
  readonly from: Date;
  /** First instant after. */
  readonly until: Date;
}

/** A quantity as told, with what a piece of the product holds. */
export interface MadeRow {
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly net: string | null;
}

/** Quantities of lots that came into being: outputs of transformations, lots that an event commissioned. Voided events count for nothing. */
export async function madeRows(
  database: Pick<Database, 'pool'>,
  question: MadeQuestion,
): Promise<readonly MadeRow[]> {
  const { parties, gtins, from, until } = question;
  const { rows } = await database.pool.query<MadeRow>({
    name: 'made-rows',
    text: `select el.quantity::text as quantity, regexp_replace(u.uri, '^.*[/:#]', '') as unit, g.net_content as net
             from event e join event_lot el on el.event = e.id
             join lot l on l.id = el.lot join product g on g.gtin = substr(l.uri, 23, 14)
             left join term u on u.id = el.uom
            where e.party = any($1::int[]) and e.event_time >= $2 and e.event_time < $3 and e.declared_at is null
              and not exists (select from event_void v where v.event = e.id)
              and (el.role = ${Role.output} or (el.role = ${Role.seen} and e.action = 1))
              and l.uri like 'https://id.gs1.org/01/%'
              and case when $4::text[] is null then g.kind = 'raw' else g.gtin = any($4) end`,
    values: [[...parties], from, until, gtins === undefined ? null : [...gtins]],
  });
  return rows;
}

/** A quantity that went out, of which lot and from where. */
export interface ShippedRow extends MadeRow {
  readonly lot: string;
  readonly place: string;
}

/** Quantities of some products that these parties shipped or sold. Voided events count for nothing. */
export async function shippedRows(
  database: Pick<Database, 'pool'>,
  { parties, gtins, from, until }: MadeQuestion & { readonly gtins: readonly string[] },
): Promise<readonly ShippedRow[]> {
  const { rows } = await database.pool.query<ShippedRow>({
    name: 'shipped-rows',
    text: `select l.uri as lot, coalesce(e.biz_location, e.read_point, 0)::text as place, el.quantity::text as quantity,
                  regexp_replace(u.uri, '^.*[/:#]', '') as unit, g.net_content as net
             from event e join term b on b.id = e.biz_step and b.uri ~ '(^|[-:/])(shipping|retail_selling)$'
             join event_lot el on el.event = e.id and el.role = ${Role.seen}
             join lot l on l.id = el.lot join product g on g.gtin = substr(l.uri, 23, 14)
             left join term u on u.id = el.uom
            where e.party = any($1::int[]) and e.event_time >= $2 and e.event_time < $3 and e.declared_at is null
              and not exists (select from event_void v where v.event = e.id)
              and l.uri like 'https://id.gs1.org/01/%' and g.gtin = any($4::text[])`,
    values: [[...parties], from, until, [...gtins]],
  });
  return rows;
}
