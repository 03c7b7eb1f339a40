import { createHash } from 'node:crypto';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';

/** The recommended curve of GB/T 32918.5-2017. */
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const GX = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n;
const GY = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n;

const Point = weierstrass({ p: P, a: A, b: B, n: N, h: 1n, Gx: GX, Gy: GY });

/** The ID that GM/T 0009-2012 sets where the parties have not agreed on another. */
export const DEFAULT_ID = '1234567812345678';

/** SM3 (GB/T 32905-2016). */
export function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The public key `04 ‖ x ‖ y` of a private one of 32 bytes. Throws RangeError for a number outside 1 … n−2. */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array {
  return Point.BASE.multiply(privateNumber(privateKey)).toBytes(false);
}

/**
 * SM2 signature (GB/T 32918.2-2016 §6) r‖s over SM3 of Z and the message. `chance` gives 32 random bytes each time it is
 * asked; a number that may not be used is thrown away. ID as UTF-8.
 */
export function signSm2(
  privateKey: Uint8Array,
  message: Uint8Array,
  chance: () => Uint8Array,
  id: string = DEFAULT_ID,
): Uint8Array {
  const d = privateNumber(privateKey);
  const e = digest(Point.BASE.multiply(d).toBytes(false), message, id);
  for (;;) {
    const k = number(chance());
    if (k === 0n || k >= N) continue;
    const r = mod(e + Point.BASE.multiply(k).toAffine().x);
    if (r === 0n || r + k === N) continue;
    const s = mod(inverse(1n + d) * (k - r * d));
    if (s !== 0n) return Buffer.from(hex(r) + hex(s), 'hex');
  }
}

/** Whether an SM2 signature r‖s (GB/T 32918.2-2016 §7) is good. Plain ECDSA on the same curve is not. */
export function verifySm2(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  id: string = DEFAULT_ID,
): boolean {
  if (signature.length !== 64 || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  const [r, s] = [number(signature.subarray(0, 32)), number(signature.subarray(32))];
  const t = mod(r + s);
  if (r === 0n || r >= N || s === 0n || s >= N || t === 0n) return false;
  const key = pointOf(publicKey);
  if (key === undefined) return false;
  const point = Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(t));
  if (point.is0()) return false;
  return mod(digest(publicKey, message, id) + point.toAffine().x) === r;
}

function pointOf(publicKey: Uint8Array): InstanceType<typeof Point> | undefined {
  try {
    const point = Point.fromBytes(publicKey);
    point.assertValidity();
    return point;
  } catch {
    return undefined;
  }
}

/** SM3(Z ‖ M), with Z = SM3(ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG ‖ xA ‖ yA) (§5.5). */
function digest(publicKey: Uint8Array, message: Uint8Array, id: string): bigint {
  const name = Buffer.from(id, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length * 8);
  const curve = Buffer.from([A, B, GX, GY].map(hex).join(''), 'hex');
  return number(sm3(sm3(length, name, curve, publicKey.subarray(1)), message));
}

function privateNumber(privateKey: Uint8Array): bigint {
  const d = privateKey.length === 32 ? number(privateKey) : 0n;
  if (d < 1n || d > N - 2n) throw new RangeError('no private key of SM2');
  return d;
}

function inverse(value: bigint): bigint {
  return Point.Fn.inv(mod(value));
}

function mod(value: bigint): bigint {
  return ((value % N) + N) % N;
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}

function hex(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
