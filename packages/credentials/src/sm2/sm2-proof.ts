import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { canonicalJson } from '../encoding/jcs.ts';
import { isObject, type Json, type JsonObject } from '../encoding/json.ts';
import { DEFAULT_ID, signSm2, sm3, verifySm2 } from './sm2.ts';

/** Our own name: no registered JOSE algorithm and no W3C suite stands for SM2, and this one does not pose as such. */
export const SM2_SUITE = 'pinxin-sm2-2026';

/** A parallel signature beside a secured credential (sidecar), over its exact bytes. */
export interface Sm2Proof {
  readonly suite: typeof SM2_SUITE;
  /** The ID that goes into Z. */
  readonly signerId: string;
  readonly created: string;
  /** Who signs, and with which key. */
  readonly verificationMethod: string;
  /** r‖s, base64url. */
  readonly signature: string;
}

/** What an SM2 signature is to say. */
export interface Sm2Wish {
  readonly created: Date;
  readonly verificationMethod: string;
  readonly signerId?: string;
}

/** Signs the bytes of a secured credential: SM2 over SM3(configuration, canonical) ‖ SM3(bytes). */
export function signSidecar(
  secured: Uint8Array,
  privateKey: Uint8Array,
  wish: Sm2Wish,
  chance: () => Uint8Array,
): Sm2Proof {
  const { verificationMethod, signerId = DEFAULT_ID } = wish;
  const config = {
    suite: SM2_SUITE,
    signerId,
    created: wish.created.toISOString(),
    verificationMethod,
  } as const;
  const signature = signSm2(privateKey, message(config, secured), chance, signerId);
  return { ...config, signature: toBase64url(signature) };
}

/** Whether a sidecar's signature over these bytes is good with this public key (`04 ‖ x ‖ y`). */
export function verifySidecar(proof: Json, secured: Uint8Array, publicKey: Uint8Array): boolean {
  if (!isObject(proof)) return false;
  const { signature, ...config } = proof;
  const bytes = typeof signature === 'string' ? fromBase64url(signature) : undefined;
  const isForm = config.suite === SM2_SUITE && typeof config.signerId === 'string';
  if (!isForm || bytes === undefined) return false;
  return verifySm2(publicKey, message(config, secured), bytes, config.signerId as string);
}

function message(config: JsonObject, secured: Uint8Array): Uint8Array {
  return Buffer.concat([sm3(Buffer.from(canonicalJson(config), 'utf8')), sm3(secured)]);
}
