import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recent } from './recent.ts';

describe('what is remembered of late', () => {
  it('is what was last set, or nothing; what was just set is there', () => {
    const step = fc.record({
      act: fc.constantFrom('set', 'get', 'delete'),
      key: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.array(step, { maxLength: 80 }), (most, steps) => {
        const recent = new Recent<number, number>(most);
        const said = new Map<number, number>();
        for (const [at, { act, key }] of steps.entries()) {
          if (act === 'set') {
            recent.set(key, at);
            said.set(key, at);
            expect(recent.get(key)).toBe(at);
          } else if (act === 'delete') {
            recent.delete(key);
            said.delete(key);
            expect(recent.get(key)).toBeUndefined();
          } else {
            expect([said.get(key), undefined]).toContain(recent.get(key));
          }
        }
      }),
    );
  });

  it('forgets what nobody looked at while so many others came', () => {
    const recent = new Recent<number, string>(10);
    recent.set(1, 'seldom');
    recent.set(2, 'often');
    for (let other = 100; other < 120; other++) {
      recent.set(other, 'other');
      expect(recent.get(2)).toBe('often');
    }
    expect(recent.get(1)).toBeUndefined();
  });
});
