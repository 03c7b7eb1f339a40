import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import { reachable } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../read/reader.ts';
import { readableBy } from '../read/reader-views.ts';

/** A file that was handed in. */
export interface DepositedFile {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  readonly name: string;
}

/** Writes that a party handed a file in; false when it had before. */
export async function saveDeposit(
  tx: Tx,
  { digest, mediaType, size, name }: DepositedFile,
  by: { readonly party: number; readonly actor: string },
): Promise<boolean> {
  const key = Buffer.from(digest, 'hex');
  await tx.query
    .insertInto('evidence')
    .values({ digest: key, size, media_type: mediaType, created_at: tx.at })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  const row = await tx.query
    .insertInto('evidence_deposit')
    .values({ digest: key, party: by.party, name, actor: by.actor, at: tx.at })
    .onConflict(conflict => conflict.doNothing())
    .returning('party')
    .executeTakeFirst();
  return row !== undefined;
}

/** A file, if the reader reaches the party that handed it in or a statement that it bears out. */
export async function readableFile(
  { query }: Pick<Database, 'query'>,
  reader: Reader,
  digest: string,
  today: LocalDate,
): Promise<DepositedFile | undefined> {
  if (reader.kind === 'public') return undefined;
  const mine = reachable(reader.ways, { party: 'd.party', division: 'p.division' });
  const { rows } = await sql<DepositedFile>`
    select encode(e.digest, 'hex') as digest, e.media_type as "mediaType", e.size, found.name
    from evidence e, lateral (
      select d.name from evidence_deposit d join party p on p.id = d.party
      where d.digest = e.digest and (${mine} or exists (
        select from statement_evidence x join statement s on s.id = x.statement
        join statement_state c on c.statement = s.id
        where x.digest = e.digest and ${readableBy(reader, today)}))
      order by case when ${mine} then 0 else 1 end, d.at limit 1) as found
    where e.digest = ${Buffer.from(digest, 'hex')}`.execute(query);
  return rows[0];
}
