import { randomInt } from 'node:crypto';
import { digestOf } from '../sessions/token.ts';

/** Letters and digits that people do not mistake for one another. */
const ALPHABET = '23456789abcdefghjkmnpqrstvwxyz';
const CODES = 10;
/** 16 letters of 30 are 78 bits: a plain digest of them can't be guessed back. */
const LENGTH = 16;

/** Ten codes for when the authenticator is lost, each good once. Shown once; only their digests are kept. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** The digest of a code however it was typed; undefined when it can be none. */
export function recoveryDigest(typed: string): Buffer | undefined {
  const letters = typed.toLowerCase().replace(/[\s-]/g, '');
  return letters.length === LENGTH && [...letters].every(letter => ALPHABET.includes(letter))
    ? digestOf(letters)
    : undefined;
}
