import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import type { NamedParty } from '@pinxin/credentials/statement/statement-facts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { operatorOf } from '../../parties/api.ts';
import { partyDid } from './facts-views.ts';
import { partyById } from './keys/key-store.ts';
import { signerFor, signingKey } from './keys/make-key.ts';

/** A credential as it was made, and as signed; without a signature when the operator has no key now. */
export interface SignedForOperator {
  readonly document: JsonObject;
  readonly secured: string | undefined;
}

/**
 * 运营方出具: signs in the operator's name what this instance compiles from its records, such as a passport. That is no
 * statement of the register: it is neither kept nor logged, and has to say by itself how long it holds.
 */
export async function signForOperator(
  ctx: Context,
  make: (issuer: NamedParty) => JsonObject,
): Promise<SignedForOperator> {
  return await inTransaction(ctx, async tx => {
    const operator = await operatorOf(ctx, tx);
    const key = await signingKey(ctx, tx, operator.id);
    const { publicId, name, uscc } = (await partyById(tx, operator.id))!;
    const id = key?.did ?? partyDid(ctx.publicUrl, publicId);
    const document = make({ id, name, ...(uscc === null ? {} : { registeredId: uscc }) });
    const secured = key === undefined ? undefined : await issueJwt(document, signerFor(ctx, key));
    return { document, secured };
  });
}

/** The DID of this instance's operator. */
export async function operatorDid(ctx: Context): Promise<string> {
  const operator = await inTransaction(ctx, tx => operatorOf(ctx, tx));
  return partyDid(ctx.publicUrl, operator.publicId);
}
