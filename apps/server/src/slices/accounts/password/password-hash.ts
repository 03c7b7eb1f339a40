import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../../kernel/secrets.ts';

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

/** What the pepper comes out of. */
type Peppers = Pick<Secrets, 'derived'>;
const PEPPER = 'pepper of passwords';

/** What a password is to a hash: `pepperMissing` when the hash needs a key that this instance does not have. */
export type Comparison = 'right' | 'wrong' | 'pepperMissing';

/**
 * The password as argon2id in PHC string form (RFC 9106; salt and tag of base64 without padding). A key from outside
 * the database (the pepper) goes into it as argon2's own secret value K, and `keyid` says which: who has a copy of
 * the database alone can't even try passwords (ASVS 2.4.5).
 */
export async function hashPassword(peppers: Peppers, password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const pepper = peppers.derived(PEPPER)!;
  return phc(COST, pepper.name, salt, await tagOf(password, salt, COST, TAG_BYTES, pepper.key));
}

/** Whether a password belongs to a hash. `wrong` for a hash that cannot be read. */
export async function comparePassword(peppers: Peppers, password: string, hash: string): Promise<Comparison> {
  const read = parsePhc(hash);
  const pepper = read?.pepper === undefined ? undefined : peppers.derived(PEPPER, read.pepper);
  if (read === undefined || (read.pepper !== undefined && pepper === undefined)) {
    await verifyNothing(peppers, password);
    return read === undefined ? 'wrong' : 'pepperMissing';
  }
  const tag = await tagOf(password, read.salt, read.cost, read.tag.length, pepper?.key);
  return timingSafeEqual(tag, read.tag) ? 'right' : 'wrong';
}

/** Whether a hash was made with less than what is asked today, or with another pepper than today's, or with none. */
export function isOutdated(peppers: Peppers, hash: string): boolean {
  const read = parsePhc(hash);
  if (read === undefined || read.pepper !== peppers.derived(PEPPER)!.name) return true;
  const { cost } = read;
  return cost.memory < COST.memory || cost.passes < COST.passes || cost.parallelism < COST.parallelism;
}

/**
 * Takes as long as comparing a password does: for names that nobody has, so that the time of a refusal does not
 * tell who exists.
 */
export async function verifyNothing(peppers: Peppers, password: string): Promise<void> {
  await tagOf(password, Buffer.alloc(SALT_BYTES), COST, TAG_BYTES, peppers.derived(PEPPER)!.key);
}

function tagOf(
  password: string,
  nonce: Buffer,
  { memory, passes, parallelism }: Cost,
  tagLength: number,
  pepper: Uint8Array | undefined,
): Promise<Buffer> {
  // The same characters typed on another keyboard must be the same password.
  const message = password.normalize('NFKC');
  const secret = pepper === undefined ? {} : { secret: pepper };
  return new Promise((done, fail) => {
    argon2(
      'argon2id',
      { message, nonce, memory, passes, parallelism, tagLength, ...secret },
      (error, tag) => {
        if (error === null) done(tag);
        else fail(error);
      },
    );
  });
}

function phc({ memory, passes, parallelism }: Cost, pepper: string, salt: Buffer, tag: Buffer): string {
  const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  const keyid = bare(Buffer.from(pepper, 'hex'));
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism},keyid=${keyid}$${bare(salt)}$${bare(tag)}`;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,3})(?:,keyid=([A-Za-z0-9+/]{6}))?\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

interface ReadHash {
  readonly cost: Cost;
  /** Name of the key that was used; undefined for hashes from before there was one. */
  readonly pepper: string | undefined;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

function parsePhc(hash: string): ReadHash | undefined {
  const match = PHC.exec(hash);
  if (match === null) return undefined;
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number];
  if (memory > DEAREST.memory || passes > DEAREST.passes || parallelism > DEAREST.parallelism)
    return undefined;
  const pepper = match[4] === undefined ? undefined : Buffer.from(match[4], 'base64').toString('hex');
  const cost = { memory, passes, parallelism };
  return { cost, pepper, salt: Buffer.from(match[5]!, 'base64'), tag: Buffer.from(match[6]!, 'base64') };
}
