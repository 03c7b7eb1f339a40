import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, readDecimal, subtract, writeDecimal } from './decimal.ts';
import { lotBalances, type QuantityRow, transformationBalances } from './mass-balance.ts';
import { Role } from './role.ts';

const row = (
  event: number,
  lot: number,
  role: number,
  quantity: string | null,
  unit: string | null,
): QuantityRow => ({ event, lot, role, quantity, unit });

describe('mass balance', () => {
  it('adds kilograms, grams and tonnes exactly', () => {
    const balance = transformationBalances([
      row(1, 1, Role.input, '0.1', 'TNE'),
      row(1, 2, Role.input, '0.2', 'KGM'),
      row(1, 3, Role.output, '100200', 'GRM'),
    ]).get(1)!;
    expect(balance.lines).toEqual([{ unit: 'KGM', in: '100.2', out: '100.2', difference: '0' }]);
    expect(balance.state).toBe('balanced');
  });

  it('flags more out than in, in whatever unit', () => {
    const rows = [row(1, 1, Role.input, '10', 'KGM'), row(1, 2, Role.output, '10.001', 'KGM')];
    expect(transformationBalances(rows).get(1)!.state).toBe('excess');
    expect(
      lotBalances([row(1, 1, Role.output, '5', 'EA'), row(2, 1, Role.input, '6', null)]).get(1)!.state,
    ).toBe('excess');
  });

  it('does not compare masses with pieces, nor an unknown unit with another', () => {
    const pieces = [row(1, 1, Role.input, '10', 'KGM'), row(1, 2, Role.output, '40', null)];
    expect(transformationBalances(pieces).get(1)!.state).toBe('incomparable');
    const odd = [row(1, 1, Role.input, '1', 'XYZ'), row(1, 2, Role.output, '1', 'constructor')];
    expect(transformationBalances(odd).get(1)!.state).toBe('incomparable');
  });

  it('takes events of one process for one transformation', () => {
    const rows = [
      row(4, 9, Role.process, null, null),
      row(4, 1, Role.input, '10', 'KGM'),
      row(7, 9, Role.process, null, null),
      row(7, 2, Role.output, '4', 'KGM'),
      row(5, 9, Role.process, null, null),
      row(5, 3, Role.output, '5', 'KGM'),
    ];
    expect(
      [...transformationBalances(rows)].map(([event, one]) => [event, one.state, one.lines[0]!.difference]),
    ).toEqual([[4, 'rest', '1']]);
  });

  it('says when a side told nothing, and how many rows told nothing', () => {
    const balance = lotBalances([row(1, 1, Role.output, null, 'KGM'), row(2, 1, Role.input, '1', 'KGM')]).get(
      1,
    )!;
    expect([balance.state, balance.untold]).toEqual(['unknown', 1]);
  });

  it('computes decimals as whole numbers do', () => {
    const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        const text = (value: bigint) => writeDecimal({ units: value, scale: 2 });
        const [left, right] = [readDecimal(text(one))!, readDecimal(text(other))!];
        expect(writeDecimal(add(left, right))).toBe(text(one + other));
        expect(writeDecimal(subtract(left, right))).toBe(text(one - other));
      }),
    );
    expect(['', '.', '1e3', '0x1', ' 1'].map(readDecimal)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
