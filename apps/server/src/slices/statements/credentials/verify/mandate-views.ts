import { sql } from 'kysely';
import type { Database } from '../../../../kernel/db/database.ts';

/** The statement behind a secured credential, and the mandate under which it was issued. */
export interface KnownCredential {
  readonly publicId: string;
  readonly statement: string | null;
  /** Legal basis of the mandate, when it was in force on the day of issue. */
  readonly mandate: string | null;
}

/** The credential of exactly these bytes, if this register issued it. */
export async function credentialOfBytes(
  { query }: Pick<Database, 'query'>,
  publicId: string,
  secured: string,
): Promise<KnownCredential | undefined> {
  const { rows } = await sql<KnownCredential>`
    select c.public_id as "publicId", s.public_id as statement,
      (select m.legal_basis from mandate m left join mandate_end e on e.mandate = m.id
        where m.id = s.mandate and m.valid_from <= (s.issued_at at time zone 'Asia/Shanghai')::date
          and coalesce(m.valid_to >= (s.issued_at at time zone 'Asia/Shanghai')::date, true)
          and coalesce(e.ends_from > (s.issued_at at time zone 'Asia/Shanghai')::date, true)) as mandate
    from credential c left join statement s on s.id = c.statement
    where c.public_id = ${publicId} and c.secured = ${secured}`.execute(query);
  return rows[0];
}
