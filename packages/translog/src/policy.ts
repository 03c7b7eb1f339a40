import { parseKey, type VerifierKey } from './note.ts';

/** 见证政策 · Whose word is needed: the logs, their witnesses, and how many of them (C2SP tlog-policy, one flat group). */
export interface Policy {
  /** At least one; of several years where there are several. */
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly {
    readonly key: VerifierKey;
    readonly url: string | undefined;
    readonly label: string;
  }[];
  /** At least so many witnesses must have signed; 0: none is needed. */
  readonly quorum: number;
}

/** What is wrong with a policy's text. */
export class PolicyUnreadable extends Error {
  override readonly name = 'PolicyUnreadable';
  readonly line: number;
  constructor(line: number) {
    super(`line ${line} of the policy is not understood`);
    this.line = line;
  }
}

/**
 * Reads a policy: lines `log <key>`, `witness <label> <key> [<url>]`, `group <label> <n|any|all> <label> …` and
 * `quorum <label|none>`; empty lines and those with # are left out. Throws PolicyUnreadable.
 */
export function parsePolicy(text: string): Policy {
  const logs: VerifierKey[] = [];
  const witnesses: { key: VerifierKey; url: string | undefined; label: string }[] = [];
  const groups = new Map<string, { readonly least: number; readonly members: readonly string[] }>();
  let quorum: { readonly line: number; readonly label: string } | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const [word, ...rest] = raw.trim().split(/\s+/);
    if (word === '' || word === undefined || word.startsWith('#')) continue;
    const key = parseKey((word === 'log' ? rest[0] : rest[1]) ?? '');
    if (word === 'log' && key !== undefined) logs.push(key);
    else if (word === 'witness' && key !== undefined) witnesses.push({ key, url: rest[2], label: rest[0]! });
    else if (word === 'group' && rest.length >= 3) groups.set(rest[0]!, group(rest, line));
    else if (word === 'quorum' && rest.length === 1) quorum = { line, label: rest[0]! };
    else throw new PolicyUnreadable(line);
  }
  if (logs.length === 0) throw new PolicyUnreadable(0);
  return narrowed(logs, witnesses, groups, quorum);
}

function group([, count, ...members]: readonly string[], line: number) {
  const least = count === 'any' ? 1 : count === 'all' ? members.length : Number(count);
  if (!Number.isInteger(least) || least < 1 || least > members.length) throw new PolicyUnreadable(line);
  return { least, members };
}

function narrowed(
  logs: readonly VerifierKey[],
  witnesses: Policy['witnesses'],
  groups: ReadonlyMap<string, { readonly least: number; readonly members: readonly string[] }>,
  quorum: { readonly line: number; readonly label: string } | undefined,
): Policy {
  if (quorum === undefined || quorum.label === 'none') return { logs, witnesses, quorum: 0 };
  const single = witnesses.filter(({ label }) => label === quorum.label);
  if (single.length === 1) return { logs, witnesses: single, quorum: 1 };
  const chosen = groups.get(quorum.label);
  const members = witnesses.filter(({ label }) => chosen?.members.includes(label));
  if (chosen === undefined || members.length !== chosen.members.length)
    throw new PolicyUnreadable(quorum.line);
  return { logs, witnesses: members, quorum: chosen.least };
}
