import { Role } from '@pinxin/lineage/role';
import type { Moment } from '../../../kernel/db/one-moment.ts';

/** Whose events, of which products, told to have happened when. */
export interface MadeQuestion {
  readonly parties: readonly number[];
  /** GTIN-14; every raw product when absent. */
  readonly gtins?: readonly string[];
  readonly from: Date;
  /** First instant after. */
  readonly until: Date;
  /** Beginning of a division code: what was made at a registered place outside does not count. */
  readonly area?: string;
  /** Of these lots only; of all when absent. */
  readonly lots?: readonly number[];
}

/** A quantity of a lot as told, with what a piece of the product holds. */
export interface MadeRow {
  readonly id: number;
  readonly lot: string;
  readonly time: Date;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly net: string | null;
}

/** Quantities of lots that came into being: outputs of transformations, lots that an event commissioned. Voided events count for nothing. */
export async function madeRows(moment: Moment, question: MadeQuestion): Promise<readonly MadeRow[]> {
  const { parties, gtins, from, until, area, lots } = question;
  const { rows } = await moment.query<MadeRow>({
    name: 'made-rows',
    text: `select el.lot as id, l.uri as lot, e.event_time as time, el.quantity::text as quantity, regexp_replace(u.uri, '^.*[/:#]', '') as unit, g.net_content as net
             from event e join event_lot el on el.event = e.id
             join lot l on l.id = el.lot join product g on g.gtin = substr(l.uri, 23, 14)
             left join term u on u.id = el.uom
            where e.party = any($1::int[]) and e.event_time >= $2 and e.event_time < $3 and e.declared_at is null
              and not exists (select from event_void v where v.event = e.id)
              and (el.role = ${Role.output} or (el.role = ${Role.seen} and e.action = 1))
              and l.uri like 'https://id.gs1.org/01/%'
              and case when $4::text[] is null then g.kind = 'raw' else g.gtin = any($4) end
              and ($5::text is null or not exists (select from place w
                    where w.id = coalesce(e.biz_location, e.read_point) and not starts_with(w.division, $5)))
              and ($6::bigint[] is null or el.lot = any($6))`,
    values: [
      ...[[...parties], from, until, gtins === undefined ? null : [...gtins], area ?? null],
      lots === undefined ? null : [...lots],
    ],
  });
  return rows;
}

/** A quantity that went out, and from where. */
export interface ShippedRow extends MadeRow {
  readonly place: string;
}

/** Quantities of some products that these parties shipped or sold. Voided events count for nothing. */
export async function shippedRows(
  moment: Moment,
  { parties, gtins, from, until }: MadeQuestion & { readonly gtins: readonly string[] },
): Promise<readonly ShippedRow[]> {
  const { rows } = await moment.query<ShippedRow>({
    name: 'shipped-rows',
    text: `select el.lot as id, l.uri as lot, e.event_time as time, coalesce(e.biz_location, e.read_point, 0)::text as place, el.quantity::text as quantity,
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
