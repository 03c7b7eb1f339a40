import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import { NOTICE_KINDS } from './notice.ts';

/** Something that an owner should know of. */
export interface Notice {
  readonly at: Date;
  readonly kind: string;
  /** For a sign-in: on what. */
  readonly device: string | null;
}

/** The latest notices of an account: what the journal says, kept nowhere else. */
export async function noticesOf(
  database: Database,
  publicId: string,
  limit = 20,
): Promise<readonly Notice[]> {
  const { rows } = await sql<Notice>`
    select j.at, j.kind, s.device from journal j
      left join session s on j.kind = 'new-device' and s.public_id = j.facts ->> 'session'
     where j.actor = ${publicId} and j.kind = any(${[...NOTICE_KINDS]}) order by j.seq desc limit ${limit}`.execute(
    database.query,
  );
  return rows;
}
