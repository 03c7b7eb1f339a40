import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError, systemCode } from './operator-error.ts';
import { SECRETS_KEY_BYTES } from './secrets.ts';

/** Where the key of secrets at rest is, unless the environment brings it. */
export function secretsKeyFile(data: string): string {
  return join(data, 'secrets-key');
}

/** Reads one key: 32 bytes in Base64 or Base64url, padded or not; undefined when it is none. */
export function readSecretsKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined;
  const key = Buffer.from(trimmed, 'base64url');
  return key.length === SECRETS_KEY_BYTES ? key : undefined;
}

/**
 * The keys of this instance, the one that seals first: those of the environment, else of the file beside the data
 * (one a line). The file is made when it is not there, readable by its owner only; two processes that start at once
 * agree on one. Throws OperatorError when it holds something else.
 */
export function secretsKeys(data: string, configured: readonly Buffer[]): readonly [Buffer, ...Buffer[]] {
  const [first, ...former] = configured;
  if (first !== undefined) return [first, ...former];
  const path = secretsKeyFile(data);
  return keysIn(path) ?? makeKey(data, path);
}

/** The keys that are there, without making one: for who only looks. Empty when there are none yet. */
export function presentSecretsKeys(data: string, configured: readonly Buffer[]): readonly Buffer[] {
  return configured.length > 0 ? configured : (keysIn(secretsKeyFile(data)) ?? []);
}

function keysIn(path: string): readonly [Buffer, ...Buffer[]] | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const [first, ...former] = lines.map(line => readSecretsKey(line) ?? refuse(path));
  return first === undefined ? refuse(path) : [first, ...former];
}

function makeKey(data: string, path: string): readonly [Buffer, ...Buffer[]] {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}`;
  try {
    writeFileSync(aside, `${randomBytes(SECRETS_KEY_BYTES).toString('base64url')}\n`, {
      ...{ mode: 0o600, flag: 'wx', flush: true },
    });
    // A link fails where a rename would replace: the key that was first stays.
    linkSync(aside, path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  return keysIn(path)!;
}

function refuse(path: string): never {
  throw new OperatorError(
    'configuration',
    `${path} 里不是密钥（每行一个，32 字节的 Base64）。请从备份中恢复这个文件；换成别的密钥，原先加密保存的内容就打不开。`,
    `${path} does not hold keys (one a line, 32 bytes in Base64). Put the file back from where you keep it: another key does not open what was sealed before.`,
  );
}
