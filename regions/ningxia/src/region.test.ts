import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { isFictional } from '@pinxin/identifiers/organisation-code';
import { organisationCodeOf, parseUscc } from '@pinxin/identifiers/uscc';
import { describe, expect, it } from 'vitest';
import { cities, countiesOf, divisionOf, divisions } from './divisions.ts';
import { productUri } from './gs1-keys.ts';
import { demoRegion } from './region.ts';

const region = demoRegion({ seed: 1, lots: 2000 });

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

describe('the divisions of Ningxia', () => {
  it('are five cities and 22 counties, each county in a city and in a cell of its own', () => {
    expect(cities).toHaveLength(5);
    const counties = cities.flatMap(city => countiesOf(city.code));
    expect(counties).toHaveLength(22);
    expect(divisions).toHaveLength(28);
    expect(isUnique(counties.map(each => `${each.cell?.column}/${each.cell?.row}`))).toBe(true);
  });
});

describe('the demo region', () => {
  it('gives every party a valid code from the fictional area and a name that says it is a demo', () => {
    for (const party of region.parties) {
      const uscc = parseUscc(party.uscc);
      expect(uscc.ok, party.uscc).toBe(true);
      if (uscc.ok) expect(isFictional(organisationCodeOf(uscc.value))).toBe(true);
      expect(party.nameZh).toMatch(/演示|示范/);
      expect(party.nameEn).toMatch(/Demo/);
      expect(divisionOf(party.division).code).toBe(party.division);
      expect(party.gs1Prefixes.every(each => each.startsWith('952'))).toBe(true);
    }
    expect(isUnique(region.parties.map(each => each.uscc))).toBe(true);
    expect(isUnique(region.parties.map(each => each.key))).toBe(true);
  });

  it('writes every key as a canonical Digital Link with a right check digit', () => {
    const uris = [
      ...region.parties.map(each => each.pgln),
      ...region.places.map(each => each.uri),
      ...region.products.map(each => productUri(each.gtin)),
    ];
    expect(isUnique(uris)).toBe(true);
    for (const uri of uris) {
      const read = canonicalEpc(uri);
      expect(read.ok && read.value.uri, uri).toBe(uri);
    }
  });

  it('puts every place into a known party and, where it is a part, after its whole', () => {
    const keys = new Set(region.parties.map(each => each.key));
    const earlier = new Set<string>();
    for (const place of region.places) {
      expect(keys.has(place.party)).toBe(true);
      if (place.parent !== undefined) expect(earlier.has(place.parent)).toBe(true);
      earlier.add(place.uri);
    }
  });

  it('has shops in every county', () => {
    const shops = region.places.filter(each => each.kind === 'store');
    const counties = cities.flatMap(city => countiesOf(city.code)).map(each => each.code);
    expect(new Set(shops.map(each => each.division)).size).toBe(counties.length);
  });

  it('grows far more slowly than its lots', () => {
    const large = demoRegion({ seed: 1, lots: 1_000_000 });
    expect(large.places.length).toBeLessThan(region.places.length * 25);
    expect(large.parties.length).toBeLessThan(region.parties.length * 10);
  });
});
