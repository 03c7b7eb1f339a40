import { PERSONAL_KINDS } from '@pinxin/contract/parties';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Subject, SubjectKind } from '../subject.ts';

/** A party as a request names it. */
export interface NamedParty {
  readonly id: number;
  readonly publicId: string;
  readonly division: string | null;
}

/**
 * The party of a public id or 统一社会信用代码; of one that was merged, the one it was merged into. For the public
 * (`isPublic`), natural persons are not found by their codes.
 */
export async function partyOfCode(
  { query }: Pick<Tx, 'query'>,
  code: string,
  isPublic = false,
): Promise<NamedParty | undefined> {
  const { rows } = await sql<NamedParty>`
    select k.id, k.public_id as "publicId", k.division from party p
    join party k on k.id = coalesce(p.merged_into, p.id)
    where p.public_id = ${code} or (p.uscc = ${code} and not (${isPublic} and p.kind = any(${[...PERSONAL_KINDS]})))
    limit 1`.execute(query);
  return rows[0];
}

/** How a request names what a statement is about: exactly one member. */
export interface SubjectReference {
  /** Public id or 统一社会信用代码. */
  readonly party?: string;
  /** Digital Link of the place, canonical. */
  readonly place?: string;
  /** GTIN of 14 digits, or public id. */
  readonly product?: string;
  readonly brand?: string;
  /** Digital Link of the lot or item, canonical. */
  readonly lot?: string;
}

/** The subject that a reference names; undefined when it is not registered. */
export async function subjectOfReference(
  tx: Pick<Tx, 'query'>,
  reference: SubjectReference,
  isPublic = false,
): Promise<Subject | undefined> {
  for (const kind of ['party', 'place', 'product', 'brand', 'lot'] as const) {
    const code = reference[kind];
    if (code !== undefined) return (await subjectsOfCodes(tx, kind, [code], isPublic))[0];
  }
  return undefined;
}

/** The subjects of one kind that codes name, in their order; undefined where one is not registered. */
export async function subjectsOfCodes(
  { query }: Pick<Tx, 'query'>,
  kind: SubjectKind,
  codes: readonly string[],
  isPublic = false,
): Promise<readonly (Subject | undefined)[]> {
  const { rows } = await FINDERS[kind]([...new Set(codes)], isPublic).execute(query);
  const found = new Map(rows.map(({ code, id }) => [code, { [kind]: id } as unknown as Subject]));
  return codes.map(code => found.get(code));
}

type Find = (
  codes: readonly string[],
  isPublic: boolean,
) => RawBuilder<{ readonly code: string; readonly id: number }>;

const FINDERS: Readonly<Record<SubjectKind, Find>> = {
  party: (codes, isPublic) => sql`select g.code, k.id from unnest(${codes}::text[]) as g(code)
    cross join lateral (select coalesce(p.merged_into, p.id) as id from party p
      where p.public_id = g.code or (p.uscc = g.code and not (${isPublic} and p.kind = any(${[...PERSONAL_KINDS]})))
      limit 1) as k`,
  place: codes => sql`select t.uri as code, l.id from term t join place l on l.id = t.id
    where t.uri = any(${codes}::text[])`,
  product: codes => sql`select g.code, d.id from unnest(${codes}::text[]) as g(code)
    cross join lateral (select id from product where gtin = g.code or public_id = g.code limit 1) as d`,
  brand: codes => sql`select public_id as code, id from brand where public_id = any(${codes}::text[])`,
  lot: codes => sql`select uri as code, id from lot where uri = any(${codes}::text[])`,
};
