import { describe, expect, it } from 'vitest';
import { pastStatements, programmeBrands, programmeProducts } from './programme-history.ts';
import { demoRegion } from './region.ts';

interface Past {
  readonly scheme: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly validFrom: string;
  readonly validTo: string;
}

const region = demoRegion({ seed: 7, lots: 200 });
const brands = programmeBrands(region).map((_, index) => `brd_${index}`);
const past = pastStatements(region, brands).map(({ body }) => body as unknown as Past);

describe('the invented register of past years', () => {
  it('has one mark of a scheme in force for a product or a brand at a time', () => {
    const groups = Map.groupBy(
      past.filter(({ subject }) => subject.party === undefined),
      ({ scheme, subject }) => `${scheme} ${Object.values(subject)[0]}`,
    );
    for (const [what, marks] of groups) {
      const inOrder = marks.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
      for (const [index, { validFrom }] of inOrder.entries())
        if (index > 0) expect(validFrom > inOrder[index - 1]!.validTo, `${what} ${validFrom}`).toBe(true);
    }
    expect(groups.size).toBeGreaterThan(150);
  });

  it('names registered products only, each under a number of its own', () => {
    const known = [...region.products, ...programmeProducts(region)].map(({ gtin }) => gtin);
    expect(new Set(known).size).toBe(known.length);
    const named = past.flatMap(({ subject }) => subject.product ?? []);
    expect(named.filter(gtin => !known.includes(gtin))).toEqual([]);
    expect(named.length).toBeGreaterThan(200);
  });

  it('leaves the programme what it counts: as many marks as before', () => {
    const inForce = (scheme: string) =>
      past.filter(
        mark => mark.scheme === scheme && mark.validFrom <= '2026-11-26' && mark.validTo >= '2026-11-26',
      ).length;
    expect([inForce('famous-brand-product'), inForce('green-food'), inForce('organic-product')]).toEqual([
      68, 46, 24,
    ]);
  });
});
