import { Role } from '@pinxin/lineage/role';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../codes.ts';
import type { HoldingRow } from './holding-walk.ts';
import { containersOf, type Holding, holdingsOf, listedOf, sumText } from './holdings.ts';

const [maker, depot, shopA, shopB] = [1, 2, 3, 4] as const;

/** Rows one after the other; the place of a party is its number times ten. */
function history(...told: readonly Partial<HoldingRow>[]): HoldingRow[] {
  return told.map((row, index) => ({
    ...{ event: index + 1, time: index, role: Role.seen, quantity: null, unit: null, step: null },
    ...{ type: EVENT_TYPES.ObjectEvent, action: 2, party: maker, container: null },
    place: (row.party ?? maker) * 10,
    ...row,
  }));
}

const made = (quantity: string, unit: string | null = null) => ({ role: Role.output, quantity, unit });
const step = (word: string, party: number, quantity: string) => ({ step: word, party, quantity });
const packed = (container: number, quantity: string) => ({ role: Role.childAdd, container, quantity });

function brief(holdings: readonly Holding[]): string[] {
  return holdings.map(({ state, party, quantity, unit }) => `${state} ${party} ${quantity}${unit ?? ''}`);
}

describe('the holdings of a class lot', () => {
  it('are with every shop that got a part of it', () => {
    const rows = history(
      made('100.5', 'KGM'),
      { ...step('shipping', maker, '60'), unit: 'KGM' },
      { ...step('receiving', shopA, '25.25'), unit: 'KGM' },
      { ...step('receiving', shopB, '30'), unit: 'KGM' },
      { ...step('retail_selling', shopB, '4.75'), unit: 'KGM' },
    );
    expect(brief(holdingsOf(rows)).sort()).toEqual([
      'inStock 1 40.5KGM',
      'inStock 3 25.25KGM',
      'inStock 4 25.25KGM',
      'inTransit 1 4.75KGM',
      'sold 4 4.75KGM',
    ]);
  });

  it('come back with a return', () => {
    const rows = history(
      made('10'),
      step('shipping', maker, '10'),
      step('receiving', shopA, '10'),
      step('returning', shopA, '4'),
      step('receiving', maker, '4'),
    );
    expect(brief(holdingsOf(rows))).toEqual(['inStock 1 4', 'inStock 3 6']);
  });

  it('count a delivery once when it is told as arriving, receiving and accepting, and move within the house', () => {
    const rows = history(
      made('20'),
      step('shipping', maker, '10'),
      step('departing', maker, '10'),
      step('shipping', maker, '10'),
      step('arriving', shopA, '10'),
      step('receiving', shopA, '10'),
      { ...step('accepting', shopA, '10'), place: 31 },
      step('receiving', shopB, '10'),
    );
    const holdings = holdingsOf(rows);
    expect(brief(holdings)).toEqual(['inStock 3 10', 'inStock 4 10']);
    expect(holdings[0]?.place).toBe(31);
  });

  it('are where the container is, and on the shelf once it was opened', () => {
    const rows = history(
      made('36'),
      packed(91, '12'),
      packed(92, '12'),
      packed(93, '12'),
      { role: Role.parentDelete, container: 91, party: shopA },
      { role: Role.childDelete, container: 92, party: shopB, quantity: '5' },
    );
    expect(containersOf(rows)).toEqual([92, 93]);
    const at = { party: shopB, place: shopB * 10, event: 9, state: 'inStock' as const };
    const whereIs = (container: number) => (container === 92 ? at : { ...at, state: 'sold' as const });
    expect(brief(holdingsOf(rows, whereIs)).sort()).toEqual(['inStock 3 12', 'inStock 4 12', 'sold 4 12']);
  });

  it('take what was sold piece by piece from a case on the spot that nobody told to be opened', () => {
    const rows = history(made('12'), packed(91, '12'), step('retail_selling', shopA, '5'));
    const at = { party: shopA, place: shopA * 10, event: 9, state: 'inStock' as const };
    expect(brief(holdingsOf(rows, () => at))).toEqual(['inStock 3 7', 'sold 3 5']);
  });

  it('take what a depot passed on without telling its receipt from what was sent to it', () => {
    const rows = history(
      made('100'),
      step('shipping', maker, '100'),
      step('shipping', depot, '20'),
      step('receiving', shopA, '20'),
    );
    expect(brief(holdingsOf(rows))).toEqual(['inStock 3 20', 'inTransit 1 80']);
  });

  it('are never negative when more goes out than came in, and the excess is still told', () => {
    const rows = history(made('10'), step('shipping', maker, '8'), step('retail_selling', maker, '5'));
    expect(brief(holdingsOf(rows))).toEqual(['inTransit 1 8', 'sold 1 5']);
  });

  it('count commissioning only where no transformation made the lot', () => {
    const added = { action: 1, quantity: '7' };
    expect(brief(holdingsOf(history(added)))).toEqual(['inStock 1 7']);
    expect(brief(holdingsOf(history(made('7'), added)))).toEqual(['inStock 1 7']);
  });

  it('let a sampler take from the shelf of the packer without moving what is left', () => {
    const sample = { role: Role.input, party: 9, place: maker * 10, quantity: '2' };
    expect(brief(listedOf(holdingsOf(history(made('10'), sample))))).toEqual(['inStock 1 8']);
  });

  it('list what was used up only when nothing else is left, as one', () => {
    const used = (party: number, quantity: string) => ({
      role: Role.input,
      party,
      place: maker * 10,
      quantity,
    });
    const holdings = holdingsOf(history(made('10'), used(maker, '9.5'), used(9, '0.5')));
    expect(brief(listedOf(holdings))).toEqual(['usedUp 1 10']);
  });

  it('turn comparable units into one and keep the others apart', () => {
    const rows = history(
      made('1', 'TNE'),
      { ...step('shipping', maker, '500'), unit: 'GRM' },
      { ...made('3', 'XBX'), party: depot },
    );
    expect(brief(holdingsOf(rows))).toEqual(['inStock 1 999.5KGM', 'inTransit 1 0.5KGM', 'inStock 2 3XBX']);
  });

  it('are none when nobody said how much', () => {
    expect(holdingsOf(history({ role: Role.output }, { step: 'receiving', party: shopA }))).toEqual([]);
  });
});

const WORDS = [
  'shipping',
  'receiving',
  'accepting',
  'retail_selling',
  'destroying',
  'storing',
  'void_shipping',
];
const anyRow = fc.record({
  role: fc.constantFrom(Role.output, Role.input, Role.seen, Role.childAdd, Role.childDelete),
  step: fc.constantFrom(...WORDS),
  party: fc.integer({ min: 1, max: 4 }),
  place: fc.integer({ min: 0, max: 3 }),
  container: fc.integer({ min: 91, max: 93 }),
  quantity: fc.integer({ min: 0, max: 5_000 }).map(grams => String(grams / 100)),
});

/** A well-kept history: nothing goes out that is not there. Answers its rows and what each party has in the end. */
function wellKept(moves: readonly (readonly [way: number, party: number, amount: number])[]) {
  const stock = [0, 1_000, 0, 0, 0];
  const told: Partial<HoldingRow>[] = [made('1000')];
  const boxes: { readonly id: number; amount: number }[] = [];
  for (const [way, party, wanted] of moves) {
    const amount = Math.min(wanted, stock[party]!);
    if (amount === 0) continue;
    const next = (party % 4) + 1;
    const here = { party, place: party * 10, quantity: String(amount) };
    stock[party]! -= amount;
    if (way === 0) {
      told.push(step('shipping', party, String(amount)), step('receiving', next, String(amount)));
      stock[next]! += amount;
    } else if (way === 1) told.push(step('retail_selling', party, String(amount)));
    else if (way === 2) told.push(step('destroying', party, String(amount)));
    else if (way === 3) told.push({ ...here, role: Role.input });
    else if (way === 4) {
      const id = 100 + boxes.length;
      boxes.push({ id, amount });
      told.push({ ...here, role: Role.childAdd, container: id });
    } else {
      stock[party]! += amount;
      const box = boxes.find(each => each.amount > 0);
      if (box === undefined) continue;
      told.push({ role: Role.parentDelete, container: box.id, party });
      stock[party]! += box.amount;
      box.amount = 0;
    }
  }
  return { rows: history(...told), stock };
}

describe('the book of a class lot', () => {
  const move = fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 400 }),
  );

  it('loses nothing and invents nothing in a well-kept history', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), moves => {
        const { rows, stock } = wellKept(moves);
        const away = { party: 7, place: 70, event: 1, state: 'returned' as const };
        const holdings = holdingsOf(rows, () => away);
        expect(sumText(holdings.map(({ quantity }) => quantity))).toBe('1000');
        for (const party of [1, 2, 3, 4]) {
          const own = holdings.filter(each => each.party === party && each.state === 'inStock');
          expect(sumText(own.map(({ quantity }) => quantity))).toBe(String(stock[party]));
        }
      }),
    );
  });

  it('has only amounts above zero, and no less than was made, whatever is told', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 40 }), told => {
        const rows = history(...told);
        const holdings = holdingsOf(rows);
        for (const { quantity } of holdings) expect(Number(quantity)).toBeGreaterThan(0);
        const total = Number(sumText(holdings.map(({ quantity }) => quantity)));
        const output = rows.filter(({ role }) => role === Role.output).map(({ quantity }) => quantity!);
        expect(total).toBeGreaterThanOrEqual(Number(sumText(output)));
      }),
    );
  });

  it('does not depend on the order in which rows are read', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), moves => {
        const { rows } = wellKept(moves);
        expect(holdingsOf([...rows].reverse())).toEqual(holdingsOf(rows));
      }),
    );
  });
});
