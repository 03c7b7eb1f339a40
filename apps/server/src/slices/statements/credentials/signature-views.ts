import type { SignatureView } from '@pinxin/contract/statements/signature-view';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

interface SignatureRow {
  readonly name: string;
  readonly did: string;
  readonly keyName: string;
  readonly kind: SignatureView['key']['kind'];
  readonly state: SignatureView['key']['state'];
  readonly signedAt: Date;
  readonly hasParallel: boolean;
  readonly log: string | null;
  readonly index: number | null;
  readonly loggedAt: Date | null;
}

/** Who signed the statement of this public id and when it was logged; undefined when it has no credential, or no more. */
export async function signatureOf(
  { query }: Pick<Database, 'query'>,
  statement: string,
): Promise<SignatureView | undefined> {
  const { rows } = await sql<SignatureRow>`
    select p.name_zh as name, i.did, k.name as "keyName", k.kind, k.state, c.issued_at as "signedAt",
      x.credential is not null as "hasParallel", g.key as log, l.idx - g.base as index,
      l.at as "loggedAt"
    from statement s join credential c on c.statement = s.id join issuer_key k on k.id = c.key
    join issuer i on i.party = c.party join party p on p.id = c.party
    left join credential_parallel x on x.credential = c.id
    left join log_leaf l on l.record = c.public_id and l.revision = 0 and l.idx is not null
    left join lateral (
      select key, base from log_state where base <= l.idx order by base desc limit 1) as g on true
    where s.public_id = ${statement} and c.secured is not null`.execute(query);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { name, did, keyName, kind, state, signedAt, hasParallel, log, index, loggedAt } = row;
  return {
    issuer: { name, did },
    key: { name: keyName, kind, state },
    ...{ signedAt: signedAt.toISOString(), hasParallel },
    logged:
      log === null || index === null || loggedAt === null ? null : { log, index, at: loggedAt.toISOString() },
  };
}
