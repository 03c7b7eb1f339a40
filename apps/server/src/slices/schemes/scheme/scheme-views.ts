import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** One edition as published. */
export interface Edition {
  readonly id: number;
  readonly edition: number;
  readonly rules: SchemeRules;
}

/** A scheme with an edition: what an application lives by. */
export interface SchemeAt extends Edition {
  readonly scheme: number;
  readonly code: string;
  readonly owner: number;
  readonly bodies: readonly number[];
}

interface EditionRow {
  id: number;
  scheme: number;
  code: string;
  owner: number;
  bodies: number[];
  edition: number;
  rules: SchemeRules;
}

/** An edition's rules put together by the database, in the form in which they were sent. */
const rulesOf = sql<SchemeRules>`json_strip_nulls(json_build_object(
  'name', json_build_object('zh-CN', e.name_zh, 'en', e.name_en),
  'procedure', e.procedure, 'outcome', e.outcome, 'subject', e.subject, 'applicantKinds', e.applicant_kinds,
  'acceptanceDays', e.acceptance_days, 'correctionDays', e.correction_days, 'decisionDays', e.decision_days,
  'steps', (select json_agg(json_build_object('step', s.step, 'workingDays', s.working_days) order by s.seq)
              from scheme_step s where s.edition = e.id),
  'criteria', coalesce((select json_agg(json_build_object('code', c.code, 'text', json_build_object('zh-CN', c.text_zh, 'en', c.text_en),
              'points', c.points, 'legalBasis', c.legal_basis) order by c.seq) from scheme_criterion c where c.edition = e.id), '[]'),
  'documents', coalesce((select json_agg(json_build_object('code', d.code, 'name', json_build_object('zh-CN', d.name_zh, 'en', d.name_en),
              'required', d.required) order by d.seq) from scheme_document d where d.edition = e.id), '[]'),
  'placesPerRound', e.places_per_round, 'validityMonths', e.validity_months,
  'renewal', case when e.renewal_from is not null then json_build_object(
                'unit', e.renewal_unit, 'from', e.renewal_from, 'until', e.renewal_until, 'grace', e.renewal_grace) end,
  'surveillanceMonths', e.surveillance_months, 'numberTemplate', e.number_template, 'numberPattern', e.number_pattern,
  'suspendedBy', e.suspended_by, 'closedFrom', e.closed_from, 'legalBasis', e.legal_basis, 'source', e.source,
  'confirmed', e.confirmed, 'effectiveFrom', e.effective_from))`;

const selectEdition = sql`select e.id, e.scheme, s.code, s.owner, e.edition,
  array(select b.party from scheme_body b where b.scheme = s.id order by b.party) as bodies, ${rulesOf} as rules
  from scheme_edition e join scheme s on s.id = e.scheme`;

/** The edition of a scheme that is in force on a day; undefined before the first. */
export async function rulesInForce(
  database: Reader,
  code: string,
  on: string,
): Promise<SchemeAt | undefined> {
  const { rows } = await sql<EditionRow>`${selectEdition}
    where s.code = ${code} and e.effective_from <= ${on} order by e.effective_from desc limit 1`.execute(
    database.query,
  );
  return rows[0];
}

/** An edition by number: what an application began under. */
export async function editionById(database: Reader, id: number): Promise<SchemeAt> {
  const { rows } = await sql<EditionRow>`${selectEdition} where e.id = ${id}`.execute(database.query);
  if (rows[0] === undefined) throw new Error(`no edition ${id}`);
  return rows[0];
}

/** A scheme with all its editions, oldest first. */
export async function readScheme(
  database: Reader,
  code: string,
): Promise<{ readonly ownerId: number; readonly editions: readonly SchemeAt[] } | undefined> {
  const { rows } = await sql<EditionRow>`${selectEdition} where s.code = ${code} order by e.edition`.execute(
    database.query,
  );
  const [first] = rows;
  return first && { ownerId: first.owner, editions: rows };
}

/** What a list of schemes shows. */
export interface SchemeLine {
  readonly code: string;
  readonly name: { readonly 'zh-CN': string; readonly en?: string };
  readonly owner: { readonly id: string; readonly name: { readonly 'zh-CN': string; readonly en?: string } };
  readonly procedure: string;
  readonly outcome: string;
  readonly subject: string;
  readonly edition: number;
  readonly effectiveFrom: string;
  readonly closed: boolean;
  readonly confirmed: boolean;
  readonly legalBasis: string;
  /** How many marks were granted and how many applications are under way. */
  readonly granted: number;
  readonly underWay: number;
}

/** All schemes as of a day, in the order of their codes. There are tens of them: no pages. */
export async function listSchemes(
  database: Reader,
  filter: { readonly on: string; readonly procedure?: string | undefined; readonly q?: string | undefined },
): Promise<readonly SchemeLine[]> {
  const { rows } = await sql<SchemeLine>`
    select s.code, json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as name,
           json_build_object('id', p.public_id, 'name', json_strip_nulls(json_build_object('zh-CN', p.name_zh, 'en', p.name_en))) as owner,
           e.procedure, e.outcome, e.subject, e.edition, e.effective_from as "effectiveFrom",
           coalesce(e.closed_from <= ${filter.on}, false) as closed, e.confirmed, e.legal_basis as "legalBasis",
           (select count(*)::int from application a where a.scheme = s.id and a.state = 'certified') as granted,
           (select count(*)::int from application a where a.scheme = s.id
             and a.state not in ('draft', 'notAccepted', 'certified', 'rejected', 'abandoned')) as "underWay"
      from scheme s join party p on p.id = s.owner
      join lateral (select * from scheme_edition e where e.scheme = s.id and e.effective_from <= ${filter.on}
                     order by e.effective_from desc limit 1) e on true
     where (${filter.procedure ?? null}::text is null or e.procedure = ${filter.procedure ?? null})
       and (${filter.q ?? null}::text is null or strpos(lower(e.name_zh || ' ' || coalesce(e.name_en, '') || ' ' || s.code), lower(${filter.q ?? null})) > 0)
     order by s.code`.execute(database.query);
  return rows;
}

/** The rounds of a scheme, latest first. */
export async function listRounds(database: Reader, code: string) {
  return await database.query
    .selectFrom('scheme_round as r')
    .innerJoin('scheme as s', 's.id', 'r.scheme')
    .select([
      'r.public_id as id',
      'r.code',
      'r.opens_on as opensOn',
      'r.closes_on as closesOn',
      'r.places',
      'r.ranked_at as rankedAt',
    ])
    .where('s.code', '=', code)
    .orderBy('r.opens_on', 'desc')
    .execute();
}

/** A round by its id. */
export async function findRound(database: Reader, publicId: string) {
  return await database.query
    .selectFrom('scheme_round as r')
    .innerJoin('scheme as s', 's.id', 'r.scheme')
    .select([
      'r.id',
      'r.public_id as publicId',
      'r.scheme',
      's.code as schemeCode',
      'r.opens_on as opensOn',
      'r.closes_on as closesOn',
      'r.places',
      'r.ranked_at as rankedAt',
    ])
    .where('r.public_id', '=', publicId)
    .executeTakeFirst();
}

/** A round by its number. */
export async function roundById(
  database: Reader,
  id: number,
): Promise<{
  readonly code: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly places: number | null;
}> {
  return await database.query
    .selectFrom('scheme_round')
    .select(['code', 'opens_on as opensOn', 'closes_on as closesOn', 'places'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
