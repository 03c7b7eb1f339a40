import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import { saveContent } from '../content/content-store.ts';
import type { FoundMandate } from '../mandates/mandate-views.ts';
import { SUBJECT_COLUMNS, type SubjectFacts, subjectParts } from '../subject.ts';
import type { Publication } from './publication.ts';
import type { StatementWish } from './statement-wish.ts';

/** A statement that was issued, as far as a repeated request has to know it. */
export interface KnownStatement {
  readonly id: number;
  readonly publicId: string;
  readonly wishDigest: Buffer;
}

/** The statement issued under this request, or in place of the same one, or else the first of this number. */
export async function issuedBefore(
  tx: Pick<Tx, 'query'>,
  { issuer, kind, scheme, number, request, supersedes }: StatementWish,
): Promise<
  { readonly by: 'request' | 'number' | 'predecessor'; readonly statement: KnownStatement } | undefined
> {
  const { rows } = await sql<KnownStatement & { by: 'request' | 'number' | 'predecessor' }>`
    select id, public_id as "publicId", wish_digest as "wishDigest", 'request' as by
    from statement where issuer = ${issuer} and request = ${request ?? null}
    union all
    select id, public_id, wish_digest, 'number'
    from statement where number = ${supersedes === undefined ? (number ?? null) : null} and issuer = ${issuer}
      and kind = ${kind} and coalesce(scheme, '') = ${scheme ?? ''} and supersedes is null
    union all
    select id, public_id, wish_digest, 'predecessor'
    from statement where supersedes = (select id from statement where public_id = ${supersedes ?? null})
    order by by desc limit 1`.execute(tx.query);
  const [row] = rows;
  return row && { by: row.by, statement: row };
}

/** The statement that another one supersedes, locked until the end: nobody changes it meanwhile. */
export async function lockSuperseded(tx: Tx, publicId: string) {
  return await tx.query
    .selectFrom('statement as s')
    .innerJoin('statement_state as c', 'c.statement', 's.id')
    .where('s.public_id', '=', publicId)
    .select([
      's.id',
      's.issuer',
      's.kind',
      's.scheme',
      's.valid_to as validTo',
      's.party_id',
      's.place_id',
      's.product_id',
      's.brand_id',
      's.lot_id',
      'c.seq',
      'c.status',
    ])
    .forUpdate('c')
    .executeTakeFirst();
}

/** Which of these files the parties handed in. */
export async function evidenceOf(
  tx: Pick<Tx, 'query'>,
  digests: readonly string[],
  parties: readonly number[],
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('evidence_deposit')
    .select('digest')
    .where(
      'digest',
      'in',
      digests.map(digest => Buffer.from(digest, 'hex')),
    )
    .where('party', 'in', [...parties])
    .execute();
  return new Set(rows.map(({ digest }) => digest.toString('hex')));
}

/** What is decided about a wish. */
export interface IssueDecision {
  readonly publicId: string;
  readonly mandate: FoundMandate;
  readonly subject: SubjectFacts;
  readonly publication: Publication;
  readonly digest: Buffer;
  readonly superseded: { readonly id: number; readonly seq: number } | undefined;
}

/**
 * Writes a statement: envelope, content, evidence, history. Undefined, and nothing is written, when somebody used
 * the same request or number a moment ago.
 */
export async function insertStatement(
  tx: Tx,
  wish: StatementWish,
  decision: IssueDecision,
): Promise<number | undefined> {
  const { kind, id: subject } = subjectParts(wish.subject);
  const { legalBasis } = wish;
  const row = await tx.query
    .insertInto('statement')
    .values({
      public_id: decision.publicId,
      kind: wish.kind,
      issuer: wish.issuer,
      mandate: decision.mandate.id,
      [SUBJECT_COLUMNS[kind]]: subject,
      subject_party: decision.subject.party,
      subject_division: decision.subject.division,
      scheme: wish.scheme ?? null,
      number: wish.number ?? null,
      legal_basis: typeof legalBasis === 'string' ? legalBasis : legalBasis['zh-CN'],
      legal_basis_en: typeof legalBasis === 'string' ? null : (legalBasis.en ?? null),
      valid_from: wish.validFrom,
      valid_to: wish.validTo ?? null,
      public_from: decision.publication.from,
      public_to: decision.publication.to,
      issued_at: tx.at,
      issued_by: wish.actor,
      second_person: wish.secondPerson ?? null,
      supersedes: decision.superseded?.id ?? null,
      request: wish.request ?? null,
      wish_digest: decision.digest,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await saveContent(tx, row.id, wish);
  await saveEvidence(tx, row.id, wish.evidence ?? []);
  await startHistory(tx, row.id, wish);
  if (decision.superseded !== undefined) await endSuperseded(tx, decision.superseded, row.id, wish);
  return row.id;
}

async function saveEvidence(tx: Tx, statement: number, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return;
  const rows = digests.map((digest, index) => ({
    statement,
    line: index + 1,
    digest: Buffer.from(digest, 'hex'),
  }));
  await tx.query.insertInto('statement_evidence').values(rows).execute();
}

async function startHistory(tx: Tx, statement: number, wish: StatementWish): Promise<void> {
  await tx.query
    .insertInto('statement_change')
    .values({
      ...{ statement, seq: 0, at: tx.at, action: 'issue', to_status: 'valid' },
      ...{ party: wish.issuer, actor: wish.actor, second_person: wish.secondPerson ?? null },
      ...{ reason: null, legal_basis: null, successor: null },
    })
    .execute();
  await saveState(tx, statement);
}

/** The state of a new statement, with what lists are filtered by. */
async function saveState(tx: Tx, statement: number): Promise<void> {
  await tx.query
    .insertInto('statement_state')
    .columns([
      ...([
        'statement',
        'seq',
        'status',
        'at',
        'kind',
        'scheme',
        'number',
        'issuer',
        'subject_party',
      ] as const),
      ...(['subject_division', 'last_day', 'public_from', 'public_to', 'issued_at'] as const),
    ])
    .expression(query =>
      query
        .selectFrom('statement as s')
        .select(({ fn, ref, val, lit }) => [
          's.id',
          lit(0).as('seq'),
          val('valid').as('status'),
          val(tx.at).as('at'),
          ...([
            's.kind',
            's.scheme',
            's.number',
            's.issuer',
            's.subject_party',
            's.subject_division',
          ] as const),
          fn.coalesce(ref('s.valid_to'), sql<string>`'infinity'::date`).as('last_day'),
          ...(['s.public_from', 's.public_to', 's.issued_at'] as const),
        ])
        .where('s.id', '=', statement),
    )
    .execute();
}

async function endSuperseded(
  tx: Tx,
  { id, seq }: { readonly id: number; readonly seq: number },
  successor: number,
  wish: StatementWish,
): Promise<void> {
  await tx.query
    .updateTable('statement_state')
    .set({ seq: seq + 1, status: 'superseded', at: tx.at })
    .where('statement', '=', id)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  await tx.query
    .insertInto('statement_change')
    .values({
      ...{ statement: id, seq: seq + 1, at: tx.at, action: 'supersede', to_status: 'superseded' },
      ...{ party: wish.issuer, actor: wish.actor, second_person: wish.secondPerson ?? null },
      ...{ reason: null, legal_basis: null, successor },
    })
    .execute();
}
