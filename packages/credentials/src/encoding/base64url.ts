const FORM = /^[A-Za-z0-9_-]*$/;

/** Base64url without padding (RFC 7515 §2). */
export function toBase64url(bytes: Uint8Array | string): string {
  return Buffer.from(bytes as Uint8Array).toString('base64url');
}

/**
 * Reads base64url without padding; undefined when it is anything else. A text whose unused last bits are not zero is
 * refused: otherwise two texts would stand for the same bytes and a changed character went unnoticed.
 */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!FORM.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
