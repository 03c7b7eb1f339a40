import type { UnusualKind } from '@pinxin/contract/unusual-use';
import type { Entry } from '../../../kernel/journal/reaction.ts';

/** So much of one kind by one subject: an account's id, or the keyed digest of an address. */
export interface Measure {
  readonly kind: UnusualKind;
  readonly subject: string;
  readonly at: Date;
  readonly count: number;
}

/** The kinds of the journal's entries that say something of use. */
export const WATCHED = [
  'sign-in-refused',
  'requests-denied',
  'records-read',
  'records-exported',
  'statement-issued',
  'statement-changed',
  'malware-refused',
];

/** Ends of a statement that take something from its holder. */
const ENDING = ['suspend', 'withdraw', 'cancel'];

/** What an entry says of use; undefined for what no person did, or what is no matter. */
export function measureOf({ kind, actor, at, facts }: Omit<Entry, 'seq'>): Measure | undefined {
  if (kind === 'sign-in-refused') {
    const { account } = facts;
    return typeof account === 'string'
      ? { kind: 'signInRefused', subject: account, at, count: 1 }
      : undefined;
  }
  // Programs have keys of their own, narrowed when they are issued; what the house does by itself is nobody's use.
  if (!actor.startsWith('acc_')) return undefined;
  const some = (what: UnusualKind, count: unknown = 1): Measure => ({
    ...{ kind: what, subject: actor, at },
    count: Number.isSafeInteger(count) ? Math.max(1, count as number) : 1,
  });
  switch (kind) {
    case 'requests-denied':
      return some('requestsDenied', facts.count);
    case 'records-read':
      return some('recordsRead', facts.count);
    case 'records-exported':
      return facts.rows === 0 ? undefined : some('recordsExported', facts.rows);
    case 'statement-issued':
      return some('statementsIssued');
    case 'statement-changed':
      return ENDING.includes(String(facts.action)) ? some('statementsEnded') : undefined;
    case 'malware-refused':
      return some('malwareSent');
    default:
      return undefined;
  }
}
