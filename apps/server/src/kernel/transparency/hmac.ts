import { hash } from 'node:crypto';

/** HMAC-SHA256 under one key. */
export type Hmac = (message: Uint8Array) => Buffer;

const BLOCK = 64;

/**
 * HMAC-SHA256 (RFC 2104) under a key of 64 bytes at most, for many short messages. Node's `createHmac` looks at its
 * key anew each time: 40 µs, where the two hashes take 5.
 */
export function hmacOf(key: Uint8Array): Hmac {
  if (key.length > BLOCK) throw new RangeError('a key longer than a block would have to be hashed first');
  const padded = Buffer.alloc(BLOCK);
  padded.set(key);
  const [inner, outer] = [padded.map(byte => byte ^ 0x36), padded.map(byte => byte ^ 0x5c)];
  return message =>
    hash(
      'sha256',
      Buffer.concat([outer, hash('sha256', Buffer.concat([inner, message]), 'buffer')]),
      'buffer',
    );
}
