import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacOf } from './hmac.ts';

describe('the keyed hash of subjects', () => {
  it('is HMAC-SHA256, whatever key and message', () => {
    const bytes = (most: number) => fc.uint8Array({ maxLength: most });
    fc.assert(
      fc.property(bytes(64), bytes(200), (key, message) => {
        expect(hmacOf(key)(message)).toEqual(createHmac('sha256', key).update(message).digest());
      }),
    );
  });

  it('takes no key that would have to be hashed first', () => {
    expect(() => hmacOf(new Uint8Array(65))).toThrow(RangeError);
  });
});
