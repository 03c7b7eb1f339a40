import { cities, countiesOf, divisionOf } from './divisions.ts';
import { gln, placeUri } from './gs1-keys.ts';
import { grown } from './parties.ts';
import { type Random, randomStream } from './random.ts';
import type { DemoSize, PartySeed, PlaceSeed } from './region.ts';

type PlaceKind = PlaceSeed['kind'];

/** One place at its own GLN: `reference` 1 is a party's main site. */
function place(party: PartySeed, reference: number, kind: PlaceKind, zh: string, en: string): PlaceSeed {
  return {
    uri: placeUri(gln(party.gs1Prefixes[0] as string, reference)),
    party: party.key,
    kind,
    nameZh: zh === '' ? party.nameZh : `${party.nameZh}${zh}`,
    nameEn: en === '' ? party.nameEn : `${party.nameEn}, ${en}`,
    division: party.division,
  };
}

/** Fields, ponds and barns: parts of the site, under the site's GLN with an extension (AI 254). */
function parts(
  site: PlaceSeed,
  owner: PartySeed,
  kind: PlaceKind,
  count: number,
  from: number,
  names: readonly [letter: string, zh: string, en: string],
  area: (() => number) | undefined,
): PlaceSeed[] {
  const { division } = site;
  const [letter, zh, en] = names;
  return Array.from({ length: count }, (_, index) => {
    const extension = `${letter}${String(from + index).padStart(3, '0')}`;
    return {
      uri: `${site.uri}/254/${extension}`,
      party: owner.key,
      kind,
      nameZh: `${divisionOf(division).nameZh}演示${from + index}号${zh}`,
      nameEn: `${divisionOf(division).nameEn} demo ${en} ${from + index}`,
      division,
      parent: site.uri,
      ...(area === undefined ? {} : { areaMu: area() }),
    };
  });
}

const PLOT = ['P', '地', 'plot'] as const;
const GREENHOUSE = ['G', '温棚', 'greenhouse'] as const;
const POND = ['W', '鱼塘', 'pond'] as const;
const BARN = ['B', '羊舍', 'barn'] as const;

/** Extension (AI 254) of the one field outside of the county that its cooperative is in. */
export const OUTSIDE_PLOT = 'X001';

interface Growth {
  readonly size: DemoSize;
  readonly random: Random;
  readonly parties: readonly PartySeed[];
  readonly out: PlaceSeed[];
}

function roleOf(party: PartySeed): string {
  return party.key.slice(0, party.key.lastIndexOf('-'));
}

/** Wolfberry plots in mu: many of one or two, a few large ones; larger when the demo is large. */
function plotArea(growth: Growth): () => number {
  const wider = Math.max(1, growth.size.lots / 2000) ** 0.2;
  return () => Math.round(growth.random.heavyTail(14, 120) * wider) / 10;
}

function growerPlaces(party: PartySeed, growth: Growth): void {
  const { size, out } = growth;
  const site = place(party, 1, 'site', '基地', 'base');
  const area = plotArea(growth);
  out.push(site);
  const own = roleOf(party) === 'farm' ? grown(2, 0.25, size.lots) : grown(3, 0.3, size.lots);
  out.push(...parts(site, party, 'plot', own, 1, PLOT, area));
  if (roleOf(party) !== 'cooperative') return;
  // Households have no GLN of their own: their plots lie under the cooperative that keeps their records.
  const cooperatives = growth.parties.filter(each => roleOf(each) === 'cooperative');
  const households = growth.parties.filter(each => roleOf(each) === 'household');
  const each = grown(1, 0.25, size.lots);
  let next = own + 1;
  households.forEach((household, index) => {
    if (cooperatives[index % cooperatives.length]?.key !== party.key) return;
    out.push(...parts(site, household, 'plot', each, next, PLOT, area));
    next += each;
  });
  out.push(...outsidePlot(site, party, households));
}

/** A field of a member in another county than its cooperative: what is picked there is none of the brand's. */
function outsidePlot(site: PlaceSeed, party: PartySeed, households: readonly PartySeed[]): PlaceSeed[] {
  if (party.key !== 'cooperative-1') return [];
  const member = households.find(({ division }) => division !== site.division);
  if (member === undefined) return [];
  const { nameZh, nameEn } = divisionOf(member.division);
  const place = {
    ...{ uri: `${site.uri}/254/${OUTSIDE_PLOT}`, party: member.key, kind: 'plot' as const },
    ...{ nameZh: `${nameZh}演示外县地`, nameEn: `${nameEn} demo plot outside the county` },
  };
  return [{ ...place, division: member.division, parent: site.uri, areaMu: 2 }];
}

function farmPlaces(party: PartySeed, growth: Growth, kind: 'pond' | 'barn' | 'plot'): void {
  const names = kind === 'pond' ? POND : kind === 'barn' ? BARN : GREENHOUSE;
  const site = place(party, 1, 'site', '基地', 'base');
  const area = kind === 'barn' ? undefined : () => growth.random.between(20, 60) / 10;
  const count = grown(kind === 'plot' ? 4 : 3, 0.25, growth.size.lots);
  growth.out.push(site, ...parts(site, party, kind, count, 1, names, area));
}

/** Shops of one chain: every so-manieth of all shops, spread over the 22 counties. */
function shopPlaces(party: PartySeed, growth: Growth): void {
  const chains = growth.parties.filter(each => roleOf(each) === 'shop');
  const own = chains.indexOf(party);
  const total = grown(60, 0.38, growth.size.lots);
  const counties = cities.flatMap(city => countiesOf(city.code));
  let reference = 1;
  for (let index = own; index < total; index += chains.length) {
    const county = counties[(index * 7) % counties.length];
    if (county === undefined) continue;
    growth.out.push({
      uri: placeUri(gln(party.gs1Prefixes[0] as string, reference)),
      party: party.key,
      kind: 'store',
      nameZh: `${party.nameZh}${county.nameZh}${index + 1}店`,
      nameEn: `${party.nameEn}, ${county.nameEn} store ${index + 1}`,
      division: county.code,
    });
    reference += 1;
  }
}

function placesOf(party: PartySeed, growth: Growth): void {
  const { out } = growth;
  switch (roleOf(party)) {
    case 'cooperative':
    case 'farm':
      growerPlaces(party, growth);
      return;
    case 'sheepfarm':
      farmPlaces(party, growth, 'barn');
      return;
    case 'fishfarm':
      farmPlaces(party, growth, 'pond');
      return;
    case 'greenhouse':
      farmPlaces(party, growth, 'plot');
      out.push(place(party, 2, 'workshop', '分拣包装间', 'packing shed'));
      return;
    case 'shop':
      shopPlaces(party, growth);
      return;
    case 'warehouse':
      out.push(place(party, 1, 'warehouse', '', ''));
      return;
    case 'inputseller':
      out.push(place(party, 1, 'store', '', ''));
      return;
    case 'laboratory':
      out.push(place(party, 1, 'laboratory', '', ''));
      return;
    case 'authority':
    case 'association':
      out.push(place(party, 1, 'site', '', ''));
      return;
    case 'household':
      return;
    default:
      out.push(place(party, 1, 'workshop', '车间', 'workshop'));
      out.push(place(party, 2, 'warehouse', '仓库', 'warehouse'));
  }
}

/** The demo's places, party by party; a part stands after the place it is part of. */
export function demoPlaces(size: DemoSize, parties: readonly PartySeed[]): readonly PlaceSeed[] {
  const growth: Growth = { size, random: randomStream(size.seed, 'places'), parties, out: [] };
  for (const party of parties) placesOf(party, growth);
  return growth.out;
}
