/**
 * Keeps bytes under the SHA-256 of their content: the name proves the content, and the same content is kept once.
 * Digests are 64 hexadecimal digits, small letters.
 */
export interface BlobStore {
  /** Keeps the bytes and returns their digest when they will survive a power failure. Safe to repeat. */
  readonly put: (bytes: Buffer) => Promise<string>;
  /** The bytes of this digest; undefined when they are not there. Throws when they are not what their name says. */
  readonly get: (digest: string) => Promise<Buffer | undefined>;
}

/** A store that can also say all that it keeps, for backups. */
export interface ListedBlobs extends BlobStore {
  /** The digests of all that is kept. */
  readonly all: () => AsyncGenerator<string>;
}

/** The bytes kept under a digest are others: the disk or somebody changed them. */
export class BlobDamaged extends Error {
  readonly digest: string;
  constructor(digest: string) {
    super(`what is kept as ${digest} has another digest`);
    this.digest = digest;
  }
}

/** Whether a text can be a digest; nothing else becomes part of a path. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
