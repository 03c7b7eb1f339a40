import { readFileSync } from 'node:fs';
import type { JsonObject } from '@pinxin/credentials/encoding/json';
import type { Finding } from '@pinxin/credentials/finding';
import { readParallel } from '@pinxin/credentials/sm2/parallel';
import { witnessFinding } from '@pinxin/credentials/witness-finding';
import { parseKeys } from '@pinxin/translog/chain';
import { parseKey, type VerifierKey } from '@pinxin/translog/note';
import { checkOpenedReceipt } from '@pinxin/translog/opened-receipt';
import { type Policy, PolicyUnreadable, parsePolicy } from '@pinxin/translog/policy';
import { givenKeys } from '../log/known-key.ts';
import { CliError } from '../words.ts';

/** 信任资料 as a file. */
export interface Bundle {
  readonly madeAt: string;
  readonly documents: readonly JsonObject[];
  readonly statusLists: Readonly<Record<string, string>>;
  readonly log?: {
    readonly key: string;
    readonly keys?: readonly string[];
    readonly witnesses?: readonly string[];
    readonly quorum?: number;
  } | null;
}

/** What of the log somebody gave. */
interface Given {
  readonly receipt: string | undefined;
  readonly policy: string | undefined;
  readonly logKey: string | undefined;
  readonly bundle: Bundle | undefined;
}

/** What the log shows of a credential. */
export interface LogEvidence {
  readonly findings: readonly Finding[];
  readonly at?: Date;
}

/**
 * Checks the receipt of a credential without asking anybody: the log's key and its witnesses come from a policy, the
 * key alone from `--log-key`, or both from the bundle. Without a receipt nothing is said of the log.
 */
export function logEvidence(input: string, given: Given): LogEvidence {
  if (given.receipt === undefined) return { findings: [] };
  const text = readText(given.receipt);
  const policy = given.policy === undefined ? undefined : readPolicy(given.policy);
  const logs = policy?.logs ?? keysIn(given);
  if (logs === undefined || !isAmong(text, logs))
    return { findings: [{ check: 'log', outcome: 'unknown', code: 'logKeyUnknown' }] };
  const { witnesses, quorum } = witnessesOf(given, policy);
  const secured = Buffer.from((readParallel(input)?.credential ?? input).trim(), 'utf8');
  const opened = checkOpenedReceipt(text, secured, logs, witnesses);
  if (opened === undefined) return { findings: [{ check: 'log', outcome: 'failed', code: 'receiptBad' }] };
  const { index, leaf, checkpoint, witnessed } = opened;
  const params = { index, log: checkpoint.origin, at: leaf.at.toISOString() };
  const names = witnessed.map(({ key }) => key.name);
  return {
    at: leaf.at,
    findings: [{ check: 'log', outcome: 'passed', code: 'logged', params }, witnessFinding(names, quorum)],
  };
}

/** Whoever gives a key of their own does not take the witnesses from the bundle. */
function witnessesOf({ logKey, bundle }: Given, policy: Policy | undefined) {
  if (policy !== undefined)
    return { witnesses: policy.witnesses.map(({ key }) => key), quorum: policy.quorum };
  const told = logKey === undefined ? bundle?.log : undefined;
  const witnesses = told?.witnesses?.flatMap(text => parseKey(text) ?? []) ?? [];
  return { witnesses, quorum: told?.quorum ?? 0 };
}

function keysIn({ logKey, bundle }: Given): readonly VerifierKey[] | undefined {
  if (logKey !== undefined) return givenKeys(logKey);
  const told = bundle?.log;
  return parseKeys((told?.keys ?? [told?.key ?? '']).join('\n'));
}

/** Whether the receipt is of one of these logs: what another one says cannot be judged. */
function isAmong(receipt: string, logs: readonly VerifierKey[]): boolean {
  return logs.some(({ name }) => receipt.includes(`\n${name}\n`));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CliError('receiptUnreadable', {
      zh: `读不了回执 ${file}。`,
      en: `The receipt ${file} cannot be read.`,
    });
  }
}

function readPolicy(file: string): Policy {
  try {
    return parsePolicy(readText(file));
  } catch (error) {
    if (!(error instanceof PolicyUnreadable)) throw error;
    throw new CliError('policyUnreadable', {
      zh: `读不懂见证政策 ${file}（第 ${error.line} 行）。`,
      en: `The policy ${file} cannot be read (line ${error.line}).`,
    });
  }
}
