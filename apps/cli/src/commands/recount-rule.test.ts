import { expect, it } from 'vitest';
import { type PublicStatement, recountOf } from './recount-rule.ts';

const green: PublicStatement = {
  ...{ scheme: 'green-food', subject: { kind: 'party' }, supersedes: null },
  ...{ validFrom: '2026-03-01', validTo: '2029-02-28', issuedAt: '2026-03-01T02:00:00Z' },
  content: { products: [{}, {}], areaMu: '120.5' },
  history: [{ at: '2026-03-01T02:00:00Z', status: 'valid' }],
};
const suspended: PublicStatement = {
  ...green,
  history: [...green.history, { at: '2026-06-30T18:00:00Z', status: 'suspended' }],
};
const read = new Map<string, PublicStatement>([
  ['a', green],
  ['b', suspended],
  ['c', { ...green, scheme: 'organic' }],
]);
const counted = { kind: 'countValid', schemes: ['green-food'] } as const;

it('counts what stood on the day; a suspension holds from its local day on', () => {
  const on = (day: string) => recountOf({ indicator: counted, day, statements: ['a', 'b'] }, read);
  expect(on('2026-06-30')).toEqual({ value: 2, standing: 2, hidden: 0, wrong: [] });
  expect(on('2026-07-01')).toEqual({
    ...{ value: 1, standing: 1, hidden: 0 },
    wrong: [{ id: 'b', why: 'doesNotStand' }],
  });
});

it('names what is of another scheme, and tells what is not public instead of guessing', () => {
  const snapshot = { indicator: counted, day: '2026-05-01', statements: ['a', 'c', 'hidden'] };
  expect(recountOf(snapshot, read)).toEqual({
    ...{ value: undefined, standing: 1, hidden: 1 },
    wrong: [{ id: 'c', why: 'otherScheme' }],
  });
});

it('adds figures up, takes shares, and counts as new what began within the period', () => {
  const value = (indicator: Parameters<typeof recountOf>[0]['indicator'], whole?: readonly string[]) =>
    recountOf(
      { indicator, day: '2026-05-01', statements: ['a', 'b'], ...(whole === undefined ? {} : { whole }) },
      read,
    ).value;
  const schemes = ['green-food'];
  expect(value({ kind: 'sum', schemes, measure: 'products' })).toBe(4);
  expect(value({ kind: 'sum', schemes, measure: 'areaMu' })).toBe(241);
  expect(value({ kind: 'share', schemes, whole: ['green-food', 'organic'] }, ['a', 'b', 'c'])).toBe(66.67);
  expect(value({ kind: 'countNew', schemes, from: '2026-03-01', to: '2026-12-31' })).toBe(2);
  expect(value({ kind: 'countNew', schemes, from: '2026-03-02', to: '2026-12-31' })).toBe(0);
});
