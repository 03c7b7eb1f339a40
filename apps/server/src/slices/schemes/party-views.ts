import { sql } from 'kysely';
import type { Database } from '../../kernel/db/database.ts';
import type { Tx } from '../../kernel/transaction.ts';

/** Anything that queries: the pool's builder or an open transaction. */
export type Reader = Pick<Tx, 'query'> | Pick<Database, 'query'>;

/** What applications need to know of a party. */
export interface PartyFacts {
  readonly id: number;
  readonly publicId: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly uscc: string | null;
  readonly division: string | null;
}

/** Numbers of the parties named by USCC or public id, by what they were named. */
export async function partyIdsOf(
  database: Reader,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const wanted = [...new Set(names)];
  const rows = await database.query
    .selectFrom('party')
    .select(['id', 'public_id', 'uscc'])
    .where(eb => eb.or([eb('public_id', 'in', wanted), eb('uscc', 'in', wanted)]))
    .execute();
  return new Map(
    rows.flatMap(({ id, public_id, uscc }) => [[public_id, id] as const, [uscc ?? public_id, id] as const]),
  );
}

/** One party by number. */
export async function partyFacts(database: Reader, id: number): Promise<PartyFacts | undefined> {
  return await database.query
    .selectFrom('party')
    .select([
      'id',
      'public_id as publicId',
      'kind',
      'name_zh as nameZh',
      'name_en as nameEn',
      'uscc',
      'division',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What the register knows of a party, so that an application need not ask for it again. */
export async function knownOf(database: Reader, party: number) {
  const places = database.query
    .selectFrom('place')
    .innerJoin('term', 'term.id', 'place.id')
    .select([
      'term.uri',
      'place.kind',
      'place.name_zh as nameZh',
      'place.name_en as nameEn',
      'place.division',
      'place.area_mu as areaMu',
    ])
    .where('place.party', '=', party)
    .orderBy('place.id')
    .limit(200)
    .execute();
  const products = database.query
    .selectFrom('product')
    .select(['gtin', 'kind', 'name_zh as nameZh', 'name_en as nameEn', 'category'])
    .where('party', '=', party)
    .orderBy('id')
    .limit(200)
    .execute();
  const brands = database.query
    .selectFrom('brand')
    .select(['public_id as id', 'kind', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('owner', '=', party)
    .orderBy('id')
    .limit(200)
    .execute();
  return { places: await places, products: await products, brands: await brands };
}

/** The subject of an application, found among what the applicant has. */
export async function findSubject(
  database: Reader,
  applicant: number,
  subject: { readonly place?: string; readonly product?: string; readonly brand?: string },
): Promise<
  | { readonly place: number | null; readonly product: number | null; readonly brand: number | null }
  | undefined
> {
  const none = { place: null, product: null, brand: null };
  if (subject.place !== undefined) {
    const row = await database.query
      .selectFrom('place')
      .innerJoin('term', 'term.id', 'place.id')
      .select('place.id')
      .where('term.uri', '=', subject.place)
      .where('place.party', '=', applicant)
      .executeTakeFirst();
    return row && { ...none, place: row.id };
  }
  if (subject.product !== undefined) {
    const row = await database.query
      .selectFrom('product')
      .select('id')
      .where(eb =>
        eb.or([
          eb('gtin', '=', sql<string>`lpad(${subject.product}, 14, '0')`),
          eb('public_id', '=', subject.product!),
        ]),
      )
      .where('party', '=', applicant)
      .executeTakeFirst();
    return row && { ...none, product: row.id };
  }
  if (subject.brand !== undefined) {
    const row = await database.query
      .selectFrom('brand')
      .select('id')
      .where('public_id', '=', subject.brand)
      .where('owner', '=', applicant)
      .executeTakeFirst();
    return row && { ...none, brand: row.id };
  }
  return none;
}

/** What the subject of an application is called, and its GTIN where it is a product. */
export async function subjectNames(
  database: Reader,
  subject: {
    readonly applicant: number;
    readonly place: number | null;
    readonly product: number | null;
    readonly brand: number | null;
  },
): Promise<{ readonly subjectName: string; readonly gtin: string | null }> {
  const { rows } = await sql<{ subjectName: string; gtin: string | null }>`
    select coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as "subjectName", g.gtin
      from party p left join product g on g.id = ${subject.product} left join place l on l.id = ${subject.place}
      left join brand b on b.id = ${subject.brand}
     where p.id = ${subject.applicant}`.execute(database.query);
  if (rows[0] === undefined) throw new Error(`no party ${subject.applicant}`);
  return rows[0];
}

/** The area of a party's plots in the register, or of one of its places, in mu; undefined where none is told. */
export async function landOf(database: Reader, party: number, place?: number): Promise<string | undefined> {
  const { rows } = await sql<{
    area: string | null;
  }>`select sum(area_mu)::numeric(14, 2)::text as area from place
    where party = ${party} and (${place ?? null}::int is null or id = ${place ?? null}::int)`.execute(
    database.query,
  );
  return rows[0]?.area ?? undefined;
}
