import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** An entry of the journal that a reaction looks at. */
export interface Entry {
  readonly seq: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Takes the cursor of a reaction until the end of the transaction; undefined while another process has it. */
export async function takeCursor(tx: Tx, name: string): Promise<number | undefined> {
  await sql`insert into reaction_cursor (name, seq) values (${name}, 0) on conflict do nothing`.execute(
    tx.query,
  );
  const { rows } = await sql<{
    seq: number;
  }>`select seq from reaction_cursor where name = ${name} for update skip locked`.execute(tx.query);
  return rows[0]?.seq;
}

/** Moves the cursor on. */
export async function moveCursor(tx: Tx, name: string, seq: number): Promise<void> {
  await tx.query.updateTable('reaction_cursor').set({ seq }).where('name', '=', name).execute();
}

/** Entries of one kind behind a number, in order; and how far the journal reaches. */
export async function entriesAfter(
  tx: Tx,
  kind: string,
  after: number,
  limit: number,
): Promise<{ readonly entries: readonly Entry[]; readonly head: number }> {
  const head = await tx.query.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
  const entries = await tx.query
    .selectFrom('journal')
    .select(['seq', 'facts'])
    .where('kind', '=', kind)
    .where('seq', '>', after)
    .where('seq', '<=', head.seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return { entries, head: head.seq };
}

/** A mark that a sanction suspends. */
export interface SuspendedMark {
  readonly statement: string;
  readonly owner: number;
  readonly scheme: string;
  readonly sanction: string;
  readonly legalBasis: string;
}

/** Marks in force of a sanctioned party whose scheme, in the edition that they were granted under, says so. */
export async function marksSuspendedBy(
  tx: Tx,
  sanction: string,
  on: string,
): Promise<readonly SuspendedMark[]> {
  const { rows } = await sql<SuspendedMark>`
    select a.statement, s.owner, s.code as scheme, coalesce(w.number, c.document_number) as sanction, e.legal_basis as "legalBasis"
      from statement w join statement_sanction c on c.statement = w.id
      join statement_state t on t.statement = w.id and t.status = 'valid'
      join application a on a.applicant = w.subject_party and a.state = 'certified'
      join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition
      join statement m on m.public_id = a.statement join statement_state n on n.statement = m.id and n.status = 'valid'
     where w.public_id = ${sanction} and coalesce(m.valid_to >= ${on}, true)
       and exists (select from statement_sanction_measure x where x.statement = w.id and x.measure = any(e.suspended_by))
     order by m.id`.execute(tx.query);
  return rows;
}
