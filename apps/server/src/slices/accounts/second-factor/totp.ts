import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds of a time step, digits of a code: what every authenticator app takes for granted (RFC 6238 §4, §5.2). */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** A clock may be one step behind or ahead (RFC 6238 §5.2). */
const DRIFT = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits, the length of the HMAC (RFC 4226 §4, R6). */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** The code of a time step: HOTP over the step's number (RFC 4226 §5.3). `digits` up to 8. */
export function totpCode(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac[mac.length - 1]! & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The number of the time step in which an instant lies. */
export function stepAt(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000 / STEP_SECONDS);
}

/** The step whose code this is, among those that an honest clock can be in; undefined when none. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | undefined {
  const given = code.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(given)) return undefined;
  const current = stepAt(now);
  let found: number | undefined;
  // All are compared, whatever is found: the time taken tells nothing.
  for (let step = current - DRIFT; step <= current + DRIFT; step++) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(given))) found = step;
  }
  return found;
}

/** The address that authenticator apps read from a QR code. */
export function totpUri(secret: Buffer, issuer: string, login: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  const parameters = new URLSearchParams({
    secret: base32(secret),
    issuer,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  return `otpauth://totp/${label}?${parameters}`;
}

/** RFC 4648 §6 without padding: what people type into an authenticator. */
export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map(five => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
