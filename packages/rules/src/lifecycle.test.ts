import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actsIn, type Lifecycle, stepOf, unreachableStates } from './lifecycle.ts';

const DOOR: Lifecycle<'open' | 'shut' | 'locked', 'shut' | 'open' | 'lock', 'owner' | 'guest'> = {
  states: ['open', 'shut', 'locked'],
  initial: 'open',
  transitions: {
    shut: { from: ['open'], to: 'shut', by: ['owner', 'guest'] },
    open: { from: ['shut'], to: 'open', by: ['owner', 'guest'] },
    lock: { from: ['shut'], to: 'locked', by: ['owner'] },
  },
};

describe('a lifecycle', () => {
  it('says where an act leads, or why it does not', () => {
    expect(stepOf(DOOR, 'open', 'shut', 'guest')).toEqual({ ok: true, to: 'shut' });
    expect(stepOf(DOOR, 'open', 'lock', 'owner')).toEqual({ ok: false, code: 'notFromThisState' });
    expect(stepOf(DOOR, 'shut', 'lock', 'guest')).toEqual({ ok: false, code: 'notByThisRole' });
    expect(actsIn(DOOR, 'shut', 'guest')).toEqual(['open']);
    expect(actsIn(DOOR, 'locked', 'owner')).toEqual([]);
  });

  it('finds states that nothing leads to', () => {
    expect(unreachableStates(DOOR)).toEqual([]);
    expect(unreachableStates({ ...DOOR, states: [...DOOR.states, 'broken' as 'open'] })).toEqual(['broken']);
    const { lock: _, ...rest } = DOOR.transitions;
    expect(unreachableStates({ ...DOOR, transitions: rest } as typeof DOOR)).toEqual(['locked']);
  });

  it('never leaves its states, whatever is tried', () => {
    const tries = fc.array(
      fc.tuple(fc.constantFrom('shut', 'open', 'lock'), fc.constantFrom('owner', 'guest')),
    );
    fc.assert(
      fc.property(tries, acts => {
        let state: 'open' | 'shut' | 'locked' = DOOR.initial;
        for (const [action, role] of acts) {
          const step = stepOf(DOOR, state, action as 'shut', role as 'owner');
          if (step.ok) state = step.to;
          expect(DOOR.states).toContain(state);
        }
      }),
    );
  });
});
