import { palletUri } from './gs1-keys.ts';
import type { DemoRole } from './parties.ts';
import type { PartySeed, PlaceSeed, ProductSeed, RegionSeed } from './region.ts';

/** A party with all that a chain asks of it. */
export interface Member {
  readonly party: PartySeed;
  /** Its first GS1 company prefix; empty for a household. */
  readonly prefix: string;
  /** Its main place. */
  readonly main: PlaceSeed;
  readonly places: readonly PlaceSeed[];
  readonly products: readonly ProductSeed[];
  /** GTIN of its product in a category. A category it does not make is a bug, hence an exception. */
  gtin(category: string): string;
  product(category: string): ProductSeed;
  /** A pallet or carton code never used before. */
  nextPallet(): string;
}

/** The region by role, the way the chains look things up. */
export interface Directory {
  readonly region: RegionSeed;
  all(role: DemoRole): readonly Member[];
  /** The n-th of a role, counted round and round from 0. */
  one(role: DemoRole, number: number): Member;
  /** By party key. */
  member(key: string): Member;
  place(uri: string): PlaceSeed;
}

function memberOf(party: PartySeed, places: readonly PlaceSeed[], products: readonly ProductSeed[]): Member {
  const byCategory = new Map(products.map(each => [each.category, each]));
  const prefix = party.gs1Prefixes[0] ?? '';
  let pallets = 0;
  const product = (category: string): ProductSeed => {
    const found = byCategory.get(category);
    if (found === undefined) throw new Error(`${party.key} makes no ${category}`);
    return found;
  };
  return {
    party,
    prefix,
    main: (places[0] ?? {
      uri: '',
      party: party.key,
      kind: 'site',
      nameZh: '',
      nameEn: '',
      division: party.division,
    }) as PlaceSeed,
    places,
    products,
    gtin: category => product(category).gtin,
    product,
    nextPallet: () => {
      pallets += 1;
      return palletUri(prefix, pallets);
    },
  };
}

/** Opens a directory of the region; it counts pallets, so each run of the chains opens its own. */
export function openDirectory(region: RegionSeed): Directory {
  const places = Map.groupBy(region.places, each => each.party);
  const products = Map.groupBy(region.products, each => each.party);
  const byKey = new Map<string, Member>();
  const byRole = new Map<string, Member[]>();
  for (const party of region.parties) {
    const member = memberOf(party, places.get(party.key) ?? [], products.get(party.key) ?? []);
    byKey.set(party.key, member);
    const role = party.key.slice(0, party.key.lastIndexOf('-'));
    const list = byRole.get(role) ?? [];
    list.push(member);
    byRole.set(role, list);
  }
  const byUri = new Map(region.places.map(each => [each.uri, each]));
  const all = (role: DemoRole): readonly Member[] => byRole.get(role) ?? [];
  return {
    region,
    all,
    one: (role, number) => {
      const list = all(role);
      return list[number % list.length] as Member;
    },
    member: key => byKey.get(key) as Member,
    place: uri => byUri.get(uri) as PlaceSeed,
  };
}
