import { hash, randomBytes } from 'node:crypto';

/** A secret that is shown once and looked up by its digest ever after. */
export interface Token {
  readonly secret: string;
  readonly digest: Buffer;
}

/** 256 bits of chance: no digest of it can be guessed, so a plain one will do. */
export function newToken(): Token {
  const secret = randomBytes(32).toString('base64url');
  return { secret, digest: digestOf(secret) };
}

/** What is stored of a secret, and what it is found by. */
export function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
