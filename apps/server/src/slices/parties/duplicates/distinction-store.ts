import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** Two parties found to be two, as it is shown. */
export interface Distinction {
  readonly other: string;
  readonly otherZh: string;
  readonly otherKind: string;
  readonly reason: string;
  readonly foundBy: string;
  readonly foundAt: Date;
  readonly takenBackBy: string | null;
  readonly takenBackAt: Date | null;
}

/** Keeps that two parties are two; false when that is kept already. */
export async function saveDistinction(
  tx: Tx,
  pair: readonly [number, number],
  by: { readonly actor: string; readonly reason: string },
): Promise<boolean> {
  const [one, other] = ordered(pair);
  const { rowCount } = await tx.client.query(
    `insert into party_distinction (one, other, reason, found_by, found_at) values ($1, $2, $3, $4, $5)
     on conflict (one, other) where taken_back_at is null do nothing`,
    [one, other, by.reason, by.actor, tx.at],
  );
  return rowCount === 1;
}

/** Takes it back; false when it does not stand. */
export async function takeBackDistinction(
  tx: Tx,
  pair: readonly [number, number],
  actor: string,
): Promise<boolean> {
  const [one, other] = ordered(pair);
  const { rowCount } = await tx.client.query(
    `update party_distinction set taken_back_by = $3, taken_back_at = $4
      where one = $1 and other = $2 and taken_back_at is null`,
    [one, other, actor, tx.at],
  );
  return rowCount === 1;
}

/** All that was found out about one party, newest first. */
export async function distinctionsOf(database: Database, party: number): Promise<readonly Distinction[]> {
  const { rows } = await sql<Distinction>`
    select p.public_id as other, p.name_zh as "otherZh", p.kind as "otherKind", d.reason, d.found_by as "foundBy",
           d.found_at as "foundAt", d.taken_back_by as "takenBackBy", d.taken_back_at as "takenBackAt"
      from party_distinction d join party p on p.id = case when d.one = ${party} then d.other else d.one end
     where d.one = ${party} or d.other = ${party} order by d.id desc limit 500`.execute(database.query);
  return rows;
}

/** Of pairs of parties those that were found to be two: their numbers, the lower first, joined by a space. */
export async function distinctAmong(
  database: Database,
  parties: readonly number[],
): Promise<ReadonlySet<string>> {
  if (parties.length === 0) return new Set();
  const { rows } = await sql<{ pair: string }>`
    select one || ' ' || other as pair from party_distinction
     where taken_back_at is null and one = any(${[...parties]}::int[]) and other = any(${[...parties]}::int[])`.execute(
    database.query,
  );
  return new Set(rows.map(({ pair }) => pair));
}

function ordered([a, b]: readonly [number, number]): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}
