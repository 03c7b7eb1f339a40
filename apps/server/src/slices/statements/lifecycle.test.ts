import { STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import { STATEMENT_ACTIONS, STATEMENT_STATUSES } from '@pinxin/contract/statements/status';
import { stepOf, unreachableStates } from '@pinxin/rules/lifecycle';
import { describe, expect, it } from 'vitest';
import { actorOn, STATEMENT_LIFECYCLE, statusOn } from './lifecycle.ts';

/** Every step there is; all others are refused. */
const ALLOWED = new Set([
  'valid suspend issuer',
  'suspended restore issuer',
  'valid withdraw issuer',
  'suspended withdraw issuer',
  'expired withdraw issuer',
  'valid cancel issuer',
  'suspended cancel issuer',
  'valid cancel holder',
  'suspended cancel holder',
  'valid supersede issuer',
  'expired supersede issuer',
]);

describe('the lifecycle of a statement', () => {
  it('has no state that nothing leads to', () => {
    expect(unreachableStates(STATEMENT_LIFECYCLE)).toEqual([]);
    expect(STATEMENT_LIFECYCLE.states).toEqual(STATEMENT_STATUSES);
  });

  const acts = [...STATEMENT_ACTIONS, 'supersede', 'expire'] as const;
  const cases = STATEMENT_STATUSES.flatMap(state =>
    acts.flatMap(action => (['issuer', 'holder'] as const).map(role => [state, action, role] as const)),
  );
  it.each(cases)('%s, %s by the %s', (state, action, role) => {
    const step = stepOf(STATEMENT_LIFECYCLE, state, action, role);
    expect(step.ok).toBe(ALLOWED.has(`${state} ${action} ${role}`));
  });

  it.each(STATEMENT_KINDS)(
    'lets the holder of a %s do no more than give it up, where it is a favour',
    kind => {
      const statement = { kind, issuer: 1, subjectParty: 2 };
      const isFavour = ['certification', 'accreditation', 'licence', 'award'].includes(kind);
      for (const action of STATEMENT_ACTIONS) {
        expect(actorOn(statement, [1], action)).toBe('issuer');
        expect(actorOn(statement, [2], action)).toBe(isFavour && action === 'cancel' ? 'holder' : undefined);
        expect(actorOn(statement, [3], action)).toBeUndefined();
      }
    },
  );

  it('expires after its last day, and only from a state in which it ran', () => {
    expect(statusOn('valid', '2026-07-18', '2026-07-18')).toBe('valid');
    expect(statusOn('valid', '2026-07-18', '2026-07-19')).toBe('expired');
    expect(statusOn('suspended', '2026-07-18', '2026-07-19')).toBe('expired');
    expect(statusOn('withdrawn', '2026-07-18', '2026-07-19')).toBe('withdrawn');
    expect(statusOn('valid', null, '2099-01-01')).toBe('valid');
  });
});
