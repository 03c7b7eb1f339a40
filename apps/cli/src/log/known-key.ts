import { existsSync, readFileSync } from 'node:fs';
import { parseKeys } from '@pinxin/translog/chain';
import { formatKey, type VerifierKey } from '@pinxin/translog/note';
import { CliError } from '../words.ts';
import type { LogSource } from './log-source.ts';

/** Keys of a log's years, and whether they came from somebody else than the log itself. */
export interface KnownKeys {
  readonly keys: readonly VerifierKey[];
  readonly isGiven: boolean;
}

/** The keys as given (a file or the text), otherwise as the log itself tells them. */
export async function keysOf(source: LogSource, given: string | undefined): Promise<KnownKeys> {
  const keys = given === undefined ? await listedKeys(source) : parseKeys(textOf(given));
  if (keys !== undefined) return { keys, isGiven: given !== undefined };
  throw new CliError('noLogKey', {
    zh: '没有可用的日志公钥：用 --log-key 给出（文件或文本）。',
    en: 'No key of the log to verify with: give one with --log-key (a file or the text).',
  });
}

/**
 * The keys of all years for an audit of all of them. One that is given vouches for the others, because each log names
 * the one after it and the one before; so the list may be the log's own, if what is given stands in it.
 */
export async function keysForAudit(
  source: LogSource,
  given: readonly VerifierKey[] | undefined,
): Promise<KnownKeys> {
  if (given === undefined) return keysOf(source, undefined);
  const listed = await listedKeys(source);
  const isAmong = given.every(key => listed?.some(each => formatKey(each) === formatKey(key)));
  return { keys: listed !== undefined && isAmong ? listed : given, isGiven: true };
}

/** Keys in a file or a text, one a line. */
export function givenKeys(given: string | undefined): readonly VerifierKey[] | undefined {
  return given === undefined ? undefined : parseKeys(textOf(given));
}

function textOf(given: string): string {
  return existsSync(given) ? readFileSync(given, 'utf8') : given;
}

async function listedKeys(source: LogSource): Promise<readonly VerifierKey[] | undefined> {
  for (const path of ['keys', 'key']) {
    const told = await source.read(path);
    const keys = told === undefined ? undefined : parseKeys(Buffer.from(told).toString('utf8'));
    if (keys !== undefined) return keys;
  }
  return undefined;
}
