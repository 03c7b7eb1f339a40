import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { isObject, type JsonObject, readJson } from '../encoding/json.ts';
import type { KeyKind } from '../keys/public-key.ts';
import type { Signer } from '../keys/signature.ts';

/** Which key an algorithm of JOSE (RFC 7518, RFC 8037, RFC 9864) is for. Nothing else is taken: no `none`, no HMAC. */
export const ALGORITHMS: Readonly<Record<string, KeyKind>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
};

const ALGORITHM_OF: Readonly<Record<KeyKind, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
};

/** A compact JWS taken apart; nothing of it is believed yet. */
export interface CompactJws {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** Takes a compact JWS (RFC 7515 §3.1) apart; undefined unless header and payload are JSON objects. */
export function readJws(text: string): CompactJws | undefined {
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  const [header, payload] = [objectIn(parts[0]!), objectIn(parts[1]!)];
  const signature = fromBase64url(parts[2]!);
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  return { header, payload, signature, signed: Buffer.from(`${parts[0]}.${parts[1]}`, 'ascii') };
}

function objectIn(part: string): JsonObject | undefined {
  const bytes = fromBase64url(part);
  if (bytes === undefined) return undefined;
  try {
    const value = readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Signs a payload as compact JWS; algorithm and key are the signer's. */
export async function signJws(
  header: { readonly typ: string; readonly cty: string },
  payload: JsonObject,
  signer: Signer,
): Promise<string> {
  const full = { alg: ALGORITHM_OF[signer.kind], kid: signer.method, ...header };
  const text = `${toBase64url(JSON.stringify(full))}.${toBase64url(JSON.stringify(payload))}`;
  const signature = await signer.sign(Buffer.from(text, 'ascii'));
  return `${text}.${toBase64url(signature)}`;
}
