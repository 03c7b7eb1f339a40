import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './local-date.ts';
import { type StatementHistory, standingsOf, standsOn } from './standing.ts';

const plain: StatementHistory = {
  validFrom: '2024-01-01',
  validTo: '2026-12-31',
  recordedOn: '2024-01-10',
  isCorrection: false,
  changes: [{ on: '2024-01-10', isValid: true }],
};

describe('the days on which a statement stands', () => {
  it('are its term, from the day that it states; it was known from the day on which it was recorded', () => {
    expect(standingsOf(plain)).toEqual([
      { from: '2024-01-01', until: '2027-01-01', knownFrom: '2024-01-10' },
    ]);
  });

  it('have a gap while it is suspended, and end when it is withdrawn', () => {
    const changes = [
      ...plain.changes,
      { on: '2024-06-01', isValid: false },
      { on: '2024-07-01', isValid: true },
      { on: '2025-03-01', isValid: false },
    ];
    expect(standingsOf({ ...plain, changes })).toEqual([
      { from: '2024-01-01', until: '2024-06-01', knownFrom: '2024-01-10' },
      { from: '2024-07-01', until: '2025-03-01', knownFrom: '2024-07-01' },
    ]);
  });

  it('do not begin before a correction was recorded: until then what it corrects counted', () => {
    expect(standingsOf({ ...plain, isCorrection: true })[0]?.from).toBe('2024-01-10');
  });

  it('were never known when it was recorded after its term', () => {
    const [piece] = standingsOf({
      ...plain,
      recordedOn: '2028-01-01',
      changes: [{ on: '2028-01-01', isValid: true }],
    });
    expect(piece).toEqual({ from: '2024-01-01', until: '2027-01-01', knownFrom: '2027-01-01' });
  });

  it('agree with a look at each single day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map(days => addDays('2024-01-01', days));
    const history = fc.record({
      validFrom: day,
      length: fc.option(fc.integer({ min: 0, max: 40 })),
      recorded: day,
      isCorrection: fc.boolean(),
      changes: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(history, ({ validFrom, length, recorded, isCorrection, changes }) => {
        const list = [{ on: recorded, isValid: true }];
        for (const [gap, isValid] of changes) list.push({ on: addDays(list.at(-1)!.on, gap), isValid });
        const validTo = length === null ? null : addDays(validFrom, length);
        const standings = standingsOf({
          validFrom,
          validTo,
          recordedOn: recorded,
          isCorrection,
          changes: list,
        });
        for (let step = -5; step < 140; step++) {
          const on = addDays('2024-01-01', step);
          const last = list.findLast(change => change.on <= on);
          const isTold = last === undefined ? !isCorrection : last.isValid;
          const inTerm = validFrom <= on && (validTo === null || on <= validTo);
          expect(standsOn(standings, on)).toBe(inTerm && isTold);
        }
        for (const [index, piece] of standings.entries()) {
          expect(piece.until === null || piece.from < piece.until).toBe(true);
          expect(index === 0 || standings[index - 1]!.until! < piece.from).toBe(true);
        }
      }),
    );
  });
});
