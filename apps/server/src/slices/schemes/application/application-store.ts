import type { ApplicationState } from '@pinxin/contract/schemes/words';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';
import type { Application } from './application.ts';

/** Columns of a draft that may be set. */
export interface DraftFacts {
  readonly round?: number | null;
  readonly place?: number | null;
  readonly product?: number | null;
  readonly brand?: number | null;
  readonly area_mu?: string | null;
  readonly output_kg?: string | null;
  readonly scope?: string | null;
  readonly renews?: string | null;
}

const COLUMNS = [
  'a.id',
  'a.public_id as publicId',
  'a.scheme',
  'a.edition',
  'a.round',
  'a.applicant',
  'p.division',
  'a.place',
  'a.product',
  'a.brand',
  sql<ApplicationState>`a.state`.as('state'),
  'a.revision',
  'a.area_mu as areaMu',
  'a.output_kg as outputKg',
  'a.scope',
  'a.renews',
  'a.notice_from as noticeFrom',
  'a.notice_until as noticeUntil',
  'a.points',
  'a.statement',
  'a.number',
  'a.valid_to as validTo',
  'a.renewal_grace as renewalGrace',
] as const;

/** Makes a draft; undefined when this applicant has one under the same client id. */
export async function insertDraft(
  tx: Tx,
  draft: {
    readonly publicId: string;
    readonly clientId: string;
    readonly scheme: number;
    readonly edition: number;
    readonly applicant: number;
  } & DraftFacts,
): Promise<number | undefined> {
  const { publicId, clientId, ...facts } = draft;
  const row = await tx.query
    .insertInto('application')
    .values({
      ...facts,
      ...{ public_id: publicId, client_id: clientId, state: 'draft', created_at: tx.at, state_since: tx.at },
    } as never)
    .onConflict(conflict => conflict.columns(['applicant', 'client_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** The application that a client id stands for. */
export async function byClientId(
  reader: Reader,
  applicant: number,
  clientId: string,
): Promise<Application | undefined> {
  return await reader.query
    .selectFrom('application as a')
    .innerJoin('party as p', 'p.id', 'a.applicant')
    .select(COLUMNS)
    .where('a.applicant', '=', applicant)
    .where('a.client_id', '=', clientId)
    .executeTakeFirst();
}

/** Finds an application. */
export async function findApplication(reader: Reader, publicId: string): Promise<Application | undefined> {
  return await reader.query
    .selectFrom('application as a')
    .innerJoin('party as p', 'p.id', 'a.applicant')
    .select(COLUMNS)
    .where('a.public_id', '=', publicId)
    .executeTakeFirst();
}

/** The application that a mark was granted on. */
export async function findApplicationByStatement(
  reader: Reader,
  statement: string,
): Promise<Application | undefined> {
  return await reader.query
    .selectFrom('application as a')
    .innerJoin('party as p', 'p.id', 'a.applicant')
    .select(COLUMNS)
    .where('a.statement', '=', statement)
    .executeTakeFirst();
}

/** Finds an application and keeps it from changing until the end of the transaction. */
export async function lockApplication(tx: Tx, publicId: string): Promise<Application | undefined> {
  return await tx.query
    .selectFrom('application as a')
    .innerJoin('party as p', 'p.id', 'a.applicant')
    .select(COLUMNS)
    .where('a.public_id', '=', publicId)
    .forUpdate('a')
    .executeTakeFirst();
}

/** Applications of a round that were handed in, locked until the end of the transaction. */
export async function applicationsOfRound(tx: Tx, round: number): Promise<readonly Application[]> {
  return await tx.query
    .selectFrom('application as a')
    .innerJoin('party as p', 'p.id', 'a.applicant')
    .select(COLUMNS)
    .where('a.round', '=', round)
    .where('a.state', 'not in', ['draft', 'abandoned'])
    .orderBy('a.id')
    .forUpdate('a')
    .execute();
}

/** Sets facts of a draft if it still has that revision. */
export async function saveDraft(tx: Tx, id: number, revision: number, facts: DraftFacts): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('application')
    .set({ ...facts, revision: revision + 1 } as never)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', 'in', ['draft', 'returned'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Lets one application of this applicant in this scheme be judged at a time. */
export async function lockApplicant(tx: Tx, scheme: number, applicant: number): Promise<void> {
  await tx.client.query(
    `select pg_advisory_xact_lock(hashtextextended('application:' || $1 || ':' || $2, 0))`,
    [scheme, applicant],
  );
}

/** Other applications of the same applicant for the same subject that are under way or hold. */
export async function rivalsOf(
  reader: Reader,
  application: Application,
): Promise<
  readonly {
    readonly publicId: string;
    readonly state: string;
    readonly statement: string | null;
    readonly validTo: string | null;
  }[]
> {
  const { scheme, applicant, place, product, brand, id } = application;
  return await reader.query
    .selectFrom('application')
    .select(['public_id as publicId', 'state', 'statement', 'valid_to as validTo'])
    .where('scheme', '=', scheme)
    .where('applicant', '=', applicant)
    .where('id', '<>', id)
    .where('place', 'is not distinct from', place)
    .where('product', 'is not distinct from', product)
    .where('brand', 'is not distinct from', brand)
    .where('state', 'not in', ['draft', 'notAccepted', 'rejected', 'abandoned'])
    .execute();
}
