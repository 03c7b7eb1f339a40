import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Secrets at rest: what the program must be able to read again (an authenticator's secret, a private key) is kept
 * in the database under a key that is not in the database. Who has a copy of the database alone has nothing.
 *
 * A purpose is part of the seal: what was sealed for one cannot be opened for another, so that moving bytes from
 * one row into another gains nobody anything. Name the row in it: `totp of acc_…`.
 */
export interface Secrets {
  /** Seals bytes; the same bytes never look alike twice. */
  readonly seal: (bytes: Uint8Array, purpose: string) => Uint8Array;
  /** What was sealed. Throws SecretUnreadable when the key or the purpose is another, or a bit was changed. */
  readonly open: (sealed: Uint8Array, purpose: string) => Uint8Array;
  /**
   * A key of this purpose alone, for what is only compared and never read again (the pepper of passwords). Without a
   * name it is the one to use now; with one, that of this name, undefined when it is not here.
   */
  readonly derived: (purpose: string, name?: string) => DerivedKey | undefined;
}

/** A key and the short name by which it is found again: 8 hexadecimal digits that tell nothing of it. */
export interface DerivedKey {
  readonly name: string;
  readonly key: Uint8Array;
}

/** Sealed with a key that this process does not have, for another purpose, or damaged. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
  readonly reason: 'otherKey' | 'changed';
  constructor(reason: 'otherKey' | 'changed') {
    super(
      reason === 'otherKey' ? 'sealed with a key that is not here' : 'changed, or sealed for another purpose',
    );
    this.reason = reason;
  }
}

/** Bytes of a key: 256 bits. */
export const SECRETS_KEY_BYTES = 32;

// A sealed secret: version (1), short name of the key (4), nonce (12), ciphertext, tag (16).
const VERSION = 1;
const NAME_END = 5;
const NONCE_END = 17;
const TAG = 16;

/**
 * Opens the place for secrets: the first key seals, all of them open what they once sealed, so that a key can be
 * replaced without a moment in which nothing is readable.
 *
 * AES-256-GCM (NIST SP 800-38D) with a key for each purpose (HKDF-SHA256, RFC 5869): chance nonces of 96 bits are
 * safe for 2³² seals of one purpose, and a purpose names a row.
 */
export function openSecrets(keys: readonly [Uint8Array, ...Uint8Array[]]): Secrets {
  for (const key of keys) {
    if (key.length !== SECRETS_KEY_BYTES) throw new RangeError(`a key has ${SECRETS_KEY_BYTES} bytes`);
  }
  const named = keys.map(key => ({ key, name: nameOf(key) }));
  const [current] = named;
  return {
    seal: (bytes, purpose) => {
      const head = Buffer.concat([Buffer.of(VERSION), current!.name]);
      const nonce = randomBytes(NONCE_END - NAME_END);
      const cipher = createCipheriv('aes-256-gcm', keyFor(current!.key, purpose), nonce);
      cipher.setAAD(head);
      return Buffer.concat([head, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, purpose) => {
      if (sealed.length < NONCE_END + TAG || sealed[0] !== VERSION) throw new SecretUnreadable('changed');
      const head = sealed.subarray(0, NAME_END);
      const known = named.find(({ name }) => name.equals(head.subarray(1)));
      if (known === undefined) throw new SecretUnreadable('otherKey');
      const nonce = sealed.subarray(NAME_END, NONCE_END);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(known.key, purpose), nonce, {
        authTagLength: TAG,
      });
      decipher.setAAD(head);
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      try {
        const opened = decipher.update(sealed.subarray(NONCE_END, sealed.length - TAG));
        return Buffer.concat([opened, decipher.final()]);
      } catch {
        throw new SecretUnreadable('changed');
      }
    },
    derived: (purpose, name) => {
      const known = name === undefined ? current : named.find(each => each.name.toString('hex') === name);
      return known && { name: known.name.toString('hex'), key: keyFor(known.key, purpose) };
    },
  };
}

/** A short name by which a sealed secret says which key it needs; tells nothing of the key. */
function nameOf(key: Uint8Array): Buffer {
  return hash(
    'sha256',
    Buffer.concat([Buffer.from('pinxin secrets: name of a key\0'), key]),
    'buffer',
  ).subarray(0, NAME_END - 1);
}

function keyFor(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(
    hkdfSync('sha256', key, 'pinxin secrets', Buffer.from(purpose, 'utf8'), SECRETS_KEY_BYTES),
  );
}
