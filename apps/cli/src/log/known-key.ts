import { existsSync, readFileSync } from 'node:fs';
import { parseKey, type VerifierKey } from '@pinxin/translog/note';
import { CliError } from '../words.ts';
import type { LogSource } from './log-source.ts';

/** A key, and whether it came from somebody else than the log itself. */
export interface KnownKey {
  readonly key: VerifierKey;
  readonly isGiven: boolean;
}

/** The log's key: as given (a file or the text), otherwise as the log itself tells it. */
export async function keyOf(source: LogSource, given: string | undefined): Promise<KnownKey> {
  const text = given !== undefined && existsSync(given) ? readFileSync(given, 'utf8') : given;
  const told = text ?? Buffer.from((await source.read('key')) ?? []).toString('utf8');
  const key = parseKey(told.trim());
  if (key !== undefined) return { key, isGiven: text !== undefined };
  throw new CliError('noLogKey', {
    zh: '没有可用的日志公钥：用 --log-key 给出（文件或文本）。',
    en: 'No key of the log to verify with: give one with --log-key (a file or the text).',
  });
}
