import { CREDENTIALS_V2 } from '@pinxin/credentials/contexts';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { encodeList } from '@pinxin/credentials/status/bitstring';
import type { Context } from '../../../../kernel/context.ts';
import type { ActiveKey } from '../keys/key-store.ts';
import { signerFor } from '../keys/make-key.ts';
import type { ListPurpose } from './status-store.ts';

/** How long a list may be kept before it is asked for again, in milliseconds. */
const KEEP_FOR = 300_000;

/** Address of a status list. */
export function listUrl(publicUrl: string, list: string, purpose: ListPurpose): string {
  return `${publicUrl}/status-lists/${list}/${purpose}`;
}

/** 状态列表: signs a list as it stands (Bitstring Status List 1.0). */
export async function signList(
  ctx: Context,
  key: ActiveKey,
  {
    list,
    purpose,
    bits,
    at,
  }: { readonly list: string; readonly purpose: ListPurpose; readonly bits: Uint8Array; readonly at: Date },
): Promise<string> {
  const id = listUrl(ctx.publicUrl, list, purpose);
  return await issueJwt(
    {
      '@context': [CREDENTIALS_V2],
      id,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: key.did,
      validFrom: at.toISOString(),
      credentialSubject: {
        id: `${id}#list`,
        ...{ type: 'BitstringStatusList', statusPurpose: purpose },
        ...{ encodedList: encodeList(bits), ttl: KEEP_FOR },
      },
    },
    signerFor(ctx, key),
  );
}
