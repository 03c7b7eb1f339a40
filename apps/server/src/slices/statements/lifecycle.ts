import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StatementAction, StatementStatus, StoredStatus } from '@pinxin/contract/statements/status';
import type { Lifecycle } from '@pinxin/rules/lifecycle';
import type { LocalDate } from '@pinxin/rules/local-date';

/** Who acts on a statement: who issued it, or the one whom it is about. */
export type Actor = 'issuer' | 'holder';

/**
 * 声明的生命周期 (ISO/IEC 17000:2020 8.2–8.5). `expired` is derived from the term: nobody brings it about.
 * What is suspended can't be corrected: the new one would be valid, and the suspension would be got round.
 */
export const STATEMENT_LIFECYCLE: Lifecycle<
  StatementStatus,
  StatementAction | 'supersede' | 'expire',
  Actor
> = {
  states: ['valid', 'suspended', 'withdrawn', 'cancelled', 'superseded', 'expired'],
  initial: 'valid',
  transitions: {
    suspend: { from: ['valid'], to: 'suspended', by: ['issuer'] },
    restore: { from: ['suspended'], to: 'valid', by: ['issuer'] },
    withdraw: { from: ['valid', 'suspended', 'expired'], to: 'withdrawn', by: ['issuer'] },
    cancel: { from: ['valid', 'suspended'], to: 'cancelled', by: ['issuer', 'holder'] },
    supersede: { from: ['valid', 'expired'], to: 'superseded', by: ['issuer'] },
    expire: { from: ['valid', 'suspended'], to: 'expired', by: [] },
  },
};

/** Kinds that their holder may give up (注销). A penalty or a black list is not its holder's to end. */
const GIVEN_UP_BY_HOLDER: ReadonlySet<StatementKind> = new Set([
  'certification',
  'accreditation',
  'licence',
  'award',
]);

/** As whom a party acts on a statement, in its own name or in those that it speaks for; undefined: it has no say. */
export function actorOn(
  statement: { readonly kind: StatementKind; readonly issuer: number; readonly subjectParty: number | null },
  parties: readonly number[],
  action: StatementAction,
): Actor | undefined {
  if (parties.includes(statement.issuer)) return 'issuer';
  const givesUp = action === 'cancel' && GIVEN_UP_BY_HOLDER.has(statement.kind);
  return givesUp && statement.subjectParty !== null && parties.includes(statement.subjectParty)
    ? 'holder'
    : undefined;
}

/** Where a statement stands on a day, from what is written down and its last day. */
export function statusOn(stored: StoredStatus, validTo: LocalDate | null, day: LocalDate): StatementStatus {
  const runs = stored === 'valid' || stored === 'suspended';
  return runs && validTo !== null && day > validTo ? 'expired' : stored;
}
