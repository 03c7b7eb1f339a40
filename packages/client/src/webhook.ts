/** What a webhook's request says, when its signature is right. */
export type Verdict =
  | { readonly ok: true; readonly delivery: string; readonly sentAt: Date }
  | { readonly ok: false; readonly reason: 'noSignature' | 'wrongSignature' | 'tooOld' };

/** What is checked. */
export interface SignedRequest {
  /** The header `GS1-Signature`. */
  readonly signature: string | null | undefined;
  /** The body as it came, byte for byte: not parsed and written again. */
  readonly body: string | Uint8Array;
  /** The `signatureToken` of the subscription. */
  readonly token: string;
  /** Seconds by which the request may be old. 300 when absent. */
  readonly tolerance?: number;
  readonly now?: Date;
}

/**
 * Checks that a request came from the repository and was not changed: HMAC-SHA-256 over time, delivery and body. Keep
 * the ids of deliveries for a while: the same id is the same request, sent again because your answer was lost.
 */
export async function checkWebhook(request: SignedRequest): Promise<Verdict> {
  const { signature, body, token, tolerance = 300, now = new Date() } = request;
  const parts = /^t=(\d{1,12}),id=([\w-]{1,100}),v1=([0-9a-f]{64})$/.exec(signature?.trim() ?? '');
  if (parts === null) return { ok: false, reason: 'noSignature' };
  const [, seconds = '', delivery = '', mac = ''] = parts;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const head = new TextEncoder().encode(`${seconds}.${delivery}.`);
  const signed = new Uint8Array(head.length + bytes.length);
  signed.set(head);
  signed.set(bytes, head.length);
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(token),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  // The platform compares in constant time.
  if (!(await crypto.subtle.verify('HMAC', key, bytesOf(mac), signed)))
    return { ok: false, reason: 'wrongSignature' };
  const sentAt = new Date(Number(seconds) * 1_000);
  if (Math.abs(now.getTime() - sentAt.getTime()) > tolerance * 1_000) return { ok: false, reason: 'tooOld' };
  return { ok: true, delivery, sentAt };
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
