import { binaryArray } from '../../../kernel/db/binary-array.ts';
import { type Step, sendTogether } from '../../../kernel/db/pipeline.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { contentSteps } from '../content/content-store.ts';
import type { FoundMandate } from '../mandates/mandate-views.ts';
import { SUBJECT_COLUMNS, type SubjectFacts, subjectParts } from '../subject.ts';
import type { Publication } from './publication.ts';
import type { StatementWish } from './statement-wish.ts';

/** A statement to be written: the wish, and what was decided about it. */
export interface DecidedWish {
  readonly wish: StatementWish;
  readonly publicId: string;
  readonly mandate: FoundMandate;
  readonly subject: SubjectFacts;
  readonly publication: Publication;
  readonly digest: Buffer;
  readonly superseded: { readonly id: number; readonly seq: number } | undefined;
}

/** Envelope, first line of the history and state of statements, in the order given; one of a number that is taken is left out. */
const INSERT = `
  with given as (
    select * from rows from (jsonb_to_recordset($1::jsonb) as (
      public_id text, kind text, issuer int, mandate int, party_id int, place_id int, product_id int, brand_id int,
      lot_id bigint, subject_party int, subject_division text, scheme text, number text, legal_basis text,
      legal_basis_en text, valid_from date, valid_to date, public_from date, public_to date, issued_by text,
      second_person text, supersedes bigint, request text, wish_digest text)) with ordinality),
  envelope as (
    insert into statement (public_id, kind, issuer, mandate, party_id, place_id, product_id, brand_id, lot_id,
      subject_party, subject_division, scheme, number, legal_basis, legal_basis_en, valid_from, valid_to, public_from,
      public_to, issued_by, second_person, supersedes, request, wish_digest, issued_at)
    select public_id, kind, issuer, mandate, party_id, place_id, product_id, brand_id, lot_id,
      subject_party, subject_division, scheme, number, legal_basis, legal_basis_en, valid_from, valid_to, public_from,
      public_to, issued_by, second_person, supersedes, request, decode(wish_digest, 'hex'), $2
    from given order by ordinality on conflict do nothing returning *),
  history as (
    insert into statement_change (statement, seq, at, action, to_status, party, actor, second_person)
    select id, 0, issued_at, 'issue', 'valid', issuer, issued_by, second_person from envelope),
  state as (
    insert into statement_state (statement, seq, status, at, kind, scheme, number, issuer, subject_party,
      subject_division, last_day, public_from, public_to, issued_at)
    select id, 0, 'valid', issued_at, kind, scheme, number, issuer, subject_party,
      subject_division, coalesce(valid_to, 'infinity'::date), public_from, public_to, issued_at from envelope)
  select id, public_id as "publicId" from envelope`;

/**
 * Writes statements: envelope, content, evidence, history, state. Their numbers by public id; one is left out, and
 * nothing of it is written, when somebody used the same request or number a moment ago.
 */
export async function insertStatements(
  tx: Tx,
  decided: readonly DecidedWish[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.client.query<{ id: number; publicId: string }>({
    name: 'statements-insert',
    text: INSERT,
    values: [JSON.stringify(decided.map(envelopeOf)), tx.at],
  });
  const ids = new Map(rows.map(({ id, publicId }) => [publicId, id]));
  const written = decided.flatMap(({ wish, publicId, superseded }) => {
    const id = ids.get(publicId);
    return id === undefined ? [] : [{ id, wish, superseded }];
  });
  const claims = written.map(({ id, wish }) => ({ id, claim: wish }));
  await sendTogether(tx.client, [...contentSteps(claims), ...evidenceSteps(written)]);
  for (const { id, wish, superseded } of written) {
    if (superseded !== undefined) await endSuperseded(tx, superseded, id, wish);
  }
  return ids;
}

function envelopeOf({ wish, publicId, mandate, subject, publication, digest, superseded }: DecidedWish) {
  const { kind, id } = subjectParts(wish.subject);
  const basis = typeof wish.legalBasis === 'string' ? { 'zh-CN': wish.legalBasis } : wish.legalBasis;
  return {
    ...{ public_id: publicId, kind: wish.kind, issuer: wish.issuer, mandate: mandate.id },
    ...{ [SUBJECT_COLUMNS[kind]]: id, subject_party: subject.party, subject_division: subject.division },
    ...{ scheme: wish.scheme, number: wish.number, legal_basis: basis['zh-CN'], legal_basis_en: basis.en },
    ...{ valid_from: wish.validFrom, valid_to: wish.validTo },
    ...{ public_from: publication.from, public_to: publication.to },
    ...{ issued_by: wish.actor, second_person: wish.secondPerson, supersedes: superseded?.id },
    ...{ request: wish.request, wish_digest: digest.toString('hex') },
  };
}

function evidenceSteps(
  written: readonly { readonly id: number; readonly wish: StatementWish }[],
): readonly Step[] {
  const rows = written.flatMap(({ id, wish }) =>
    (wish.evidence ?? []).map((digest, index) => ({ id, line: index + 1, digest })),
  );
  if (rows.length === 0) return [];
  return [
    {
      name: 'insert-statement_evidence',
      text: `insert into statement_evidence (statement, line, digest)
             select * from unnest($1::bigint[], $2::smallint[], $3::bytea[])`,
      values: [
        `{${rows.map(({ id }) => id).join()}}`,
        `{${rows.map(({ line }) => line).join()}}`,
        binaryArray(
          'bytea',
          rows.map(({ digest }) => Buffer.from(digest, 'hex')),
        ),
      ],
    },
  ];
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
