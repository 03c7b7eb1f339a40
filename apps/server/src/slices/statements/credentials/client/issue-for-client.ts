import { CREDENTIALS_V2 } from '@pinxin/credentials/contexts';
import { isObject, type JsonObject } from '@pinxin/credentials/encoding/json';
import type { Finding } from '@pinxin/credentials/finding';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { checkCredential } from '@pinxin/credentials/model/check-credential';
import { addProof } from '@pinxin/credentials/proof/jcs-proof';
import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import { credentialOfRequest, insertCredentials } from '../credential-store.ts';
import { signerFor, signingKey } from '../keys/make-key.ts';
import { signParallel } from '../keys/parallel-key.ts';
import { listUrl } from '../status/sign-list.ts';
import { type TakenPosition, takePositions } from '../status/take-position.ts';

/** What a client wants signed in its party's name. */
export interface ClientWish {
  readonly actor: string;
  readonly party: number;
  readonly credential: JsonObject;
  readonly securing: 'vc+jwt' | 'dataIntegrity';
  readonly request: string | undefined;
}

/** What became of it. */
export type ClientIssued =
  | { readonly ok: true; readonly publicId: string; readonly secured: string; readonly repeated: boolean }
  | { readonly ok: false; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly code: 'noSigningKey' | 'issuerOther' };

/**
 * Signs a credential of a client's own (VC API): the issuer becomes the client's party, a status is added. It is no
 * statement of the register, and a verifier says so. Safe to send twice with the same `request`.
 */
export async function issueForClient(ctx: Context, tx: Tx, wish: ClientWish): Promise<ClientIssued> {
  if (wish.request !== undefined) {
    const before = await credentialOfRequest(tx, wish.party, wish.request);
    if (before !== undefined) return { ok: true, ...before, repeated: true };
  }
  const key = await signingKey(ctx, tx, wish.party);
  if (key === undefined) return { ok: false, code: 'noSigningKey' };
  const { issuer } = wish.credential;
  const wanted = isObject(issuer) ? issuer.id : issuer;
  if (wanted !== undefined && wanted !== key.did) return { ok: false, code: 'issuerOther' };
  const publicId = ctx.newId('crd');
  const own = {
    ...wish.credential,
    issuer: isObject(issuer) ? { ...issuer, id: key.did } : key.did,
    ...(wish.credential.id === undefined ? { id: `${ctx.publicUrl}/credentials/${publicId}` } : {}),
  };
  const findings = checkCredential(own);
  if (findings.length > 0 || 'vc' in own || 'vp' in own)
    return { ok: false, findings: [...findings, ...vcFindings(own)] };
  const [{ list, listId, position }] = (await takePositions(ctx, tx, key, 1)) as [TakenPosition];
  const credential = { ...own, credentialStatus: statusOf(ctx, listId, position) };
  const signer = signerFor(ctx, key);
  const secured =
    wish.securing === 'vc+jwt'
      ? await issueJwt(credential, signer)
      : JSON.stringify(await addProof(credential, signer, { created: tx.at }));
  const request = wish.request === undefined ? {} : { request: wish.request };
  const common = { publicId, statement: null, party: wish.party, key: key.id };
  const [id] = await insertCredentials(tx, [{ ...common, list, position, secured, ...request }]);
  if (wish.securing === 'vc+jwt') await signParallel(ctx, tx, key, [{ id: id!, secured }]);
  tx.journal({
    actor: wish.actor,
    kind: 'credential-issued',
    facts: { credential: publicId, party: wish.party },
  });
  await appendLeaf(tx, {
    ...{ kind: 'cert.issue', issuer: key.did, record: publicId, revision: 0 },
    secured: Buffer.from(secured, 'utf8'),
  });
  return { ok: true, publicId, secured, repeated: false };
}

function vcFindings(credential: JsonObject): readonly Finding[] {
  return 'vc' in credential || 'vp' in credential
    ? [{ check: 'form', outcome: 'failed', code: 'vcClaim' }]
    : [];
}

function statusOf(ctx: Context, list: string, position: number): readonly JsonObject[] {
  return (['revocation', 'suspension'] as const).map(purpose => ({
    ...{ type: 'BitstringStatusListEntry', statusPurpose: purpose },
    ...{ statusListIndex: String(position), statusListCredential: listUrl(ctx.publicUrl, list, purpose) },
  }));
}

/** A secured credential as the VC API answers it: a JWT in an envelope, or the document with its proof. */
export function answered(secured: string): JsonObject {
  if (secured.startsWith('{')) return JSON.parse(secured) as JsonObject;
  return {
    '@context': [CREDENTIALS_V2],
    id: `data:application/vc+jwt,${secured}`,
    type: 'EnvelopedVerifiableCredential',
  };
}
