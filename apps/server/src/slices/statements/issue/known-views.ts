import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { StatementWish } from './statement-wish.ts';

/** A statement that was issued, as far as a repeated request has to know it. */
export interface KnownStatement {
  readonly by: 'request' | 'number' | 'predecessor';
  readonly id: number;
  readonly publicId: string;
  readonly wishDigest: Buffer;
}

/**
 * For each wish of one issuer, in their order: the statement issued under its request, or in place of the same one, or
 * else the first of its number.
 */
export async function issuedBefore(
  tx: Pick<Tx, 'query'>,
  issuer: number,
  wishes: readonly StatementWish[],
): Promise<readonly (KnownStatement | undefined)[]> {
  const asked = wishes.map(({ kind, scheme, number, request, supersedes }) => ({
    ...{ kind, scheme: scheme ?? '', request, supersedes },
    number: supersedes === undefined ? number : undefined,
  }));
  const { rows } = await sql<KnownStatement & { n: number }>`
    select g.n, f.* from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as (kind text, scheme text, number text, request text, supersedes text))
      with ordinality as g(kind, scheme, number, request, supersedes, n)
    cross join lateral (
      select id, public_id as "publicId", wish_digest as "wishDigest", 'request' as by
      from statement where issuer = ${issuer} and request = g.request
      union all
      select id, public_id, wish_digest, 'number'
      from statement where number = g.number and issuer = ${issuer}
        and kind = g.kind and coalesce(scheme, '') = g.scheme and supersedes is null
      union all
      select id, public_id, wish_digest, 'predecessor'
      from statement where supersedes = (select id from statement where public_id = g.supersedes)
      order by by desc limit 1) as f`.execute(tx.query);
  const found = new Map(rows.map(({ n, ...known }) => [n, known]));
  return wishes.map((_, index) => found.get(index + 1));
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

/** Who of these parties handed in which of these files; asked by file and party. */
export async function evidenceOf(
  tx: Pick<Tx, 'query'>,
  digests: readonly string[],
  parties: readonly number[],
): Promise<(digest: string, among: readonly number[]) => boolean> {
  if (digests.length === 0) return () => false;
  const rows = await tx.query
    .selectFrom('evidence_deposit')
    .select(['digest', 'party'])
    .where(
      'digest',
      'in',
      digests.map(digest => Buffer.from(digest, 'hex')),
    )
    .where('party', 'in', [...parties])
    .execute();
  const known = new Set(rows.map(({ digest, party }) => `${digest.toString('hex')} ${party}`));
  return (digest, among) => among.some(party => known.has(`${digest} ${party}`));
}
