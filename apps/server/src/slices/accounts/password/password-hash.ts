import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** Cost of argon2id: memory in KiB, passes over it, lanes. */
interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. Raise it here; old hashes follow. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** A hash with more than this in its header would be a way to exhaust the machine. */
const DEAREST = { memory: 1_048_576, passes: 16, parallelism: 8 } as const;

/** The password as argon2id in PHC string form (RFC 9106; salt and tag of base64 without padding). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return phc(COST, salt, await tagOf(password, salt, COST, TAG_BYTES));
}

/** Whether a password belongs to a hash. False for a hash that cannot be read. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const read = parsePhc(hash);
  if (read === undefined) return false;
  const tag = await tagOf(password, read.salt, read.cost, read.tag.length);
  return timingSafeEqual(tag, read.tag);
}

/** Whether a hash was made with less than what is asked today. */
export function isOutdated(hash: string): boolean {
  const cost = parsePhc(hash)?.cost;
  if (cost === undefined) return true;
  return cost.memory < COST.memory || cost.passes < COST.passes || cost.parallelism < COST.parallelism;
}

/**
 * Takes as long as verifying a password does: for names that nobody has, so that the time of a refusal does not
 * tell who exists. Always false.
 */
export async function verifyNothing(password: string): Promise<false> {
  await tagOf(password, Buffer.alloc(SALT_BYTES), COST, TAG_BYTES);
  return false;
}

function tagOf(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  const { memory, passes, parallelism } = cost;
  // The same characters typed on another keyboard must be the same password.
  const message = password.normalize('NFKC');
  return new Promise((done, fail) => {
    argon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength }, (error, tag) => {
      if (error === null) done(tag);
      else fail(error);
    });
  });
}

function phc({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): string {
  const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(tag)}`;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parsePhc(
  hash: string,
): { readonly cost: Cost; readonly salt: Buffer; readonly tag: Buffer } | undefined {
  const match = PHC.exec(hash);
  if (match === null) return undefined;
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number];
  if (memory > DEAREST.memory || passes > DEAREST.passes || parallelism > DEAREST.parallelism)
    return undefined;
  const cost = { memory, passes, parallelism };
  return { cost, salt: Buffer.from(match[4]!, 'base64'), tag: Buffer.from(match[5]!, 'base64') };
}
