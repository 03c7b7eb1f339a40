import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDateOf } from '@pinxin/rules/local-date';
import { type Policy, PolicyUnreadable, parsePolicy } from '@pinxin/translog/policy';
import type { Context } from '../context.ts';
import { OperatorError } from '../operator-error.ts';
import { logFiles } from './log-files.ts';
import { rememberLogFiles } from './receipts.ts';
import { type LogOptions, TransparencyLog } from './transparency-log.ts';

/** What of the configuration the log hangs on. */
export interface LogPlace {
  readonly data: string;
  readonly publicUrl: string | undefined;
}

/** The folder of the log's public files, beside the database. */
export function logFolder(data: string): string {
  return join(data, 'log');
}

/** Opens the log of this instance; it writes nothing before it is started. Throws OperatorError for a bad policy. */
export function openTransparencyLog(
  ctx: Context,
  { data, publicUrl }: LogPlace,
  more: Pick<LogOptions, 'chores' | 'patience'> = {},
): TransparencyLog {
  const files = logFiles(logFolder(data));
  const policy = readLogPolicy(data);
  rememberLogFiles(ctx, files, policy);
  // The name is given once: a log keeps that of its first start, whatever the address becomes.
  const host = publicUrl === undefined ? 'localhost' : new URL(publicUrl).host;
  const origin = `${host}/log/${localDateOf(ctx.clock.now()).slice(0, 4)}`;
  return new TransparencyLog(ctx, { files, origin, policy, ...more });
}

/** Whose word the log needs, from the file `log-policy` beside the data; nobody's without one. */
export function readLogPolicy(data: string): Policy | undefined {
  const path = join(data, 'log-policy');
  if (!existsSync(path)) return undefined;
  try {
    return parsePolicy(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof PolicyUnreadable)) throw error;
    throw new OperatorError(
      'configuration',
      `${path} 第 ${error.line} 行读不懂。每行应为 log、witness、group 或 quorum（见 docs/operations.md）。`,
      `Line ${error.line} of ${path} is not understood: it should begin with log, witness, group or quorum (docs/operations.md).`,
      error,
    );
  }
}
