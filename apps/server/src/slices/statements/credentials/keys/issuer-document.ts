import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { didDocument } from '@pinxin/credentials/keys/did-web';
import type { Database } from '../../../../kernel/db/database.ts';
import { type KeyRow, keyRows } from './key-store.ts';

/** The DID document of an issuer, with every key it ever had; undefined when it never signed. */
export async function issuerDocument(
  database: Pick<Database, 'query'>,
  which: { readonly party: string } | { readonly did: string },
): Promise<JsonObject | undefined> {
  const rows = await keyRows(database, which);
  return documentOf(rows);
}

/** The document that these keys of one issuer make. */
export function documentOf(rows: readonly KeyRow[]): JsonObject | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  return didDocument(
    first.did,
    rows.map(({ name, publicJwk, endedAt }) => ({
      ...{ name, jwk: publicJwk },
      ...(endedAt === null ? {} : { revoked: endedAt.toISOString() }),
    })),
  );
}
