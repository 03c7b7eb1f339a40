import type { Division } from './divisions.ts';
import { divisions } from './divisions.ts';
import { demoParties } from './parties.ts';
import { demoPlaces } from './places.ts';
import { demoProducts } from './products.ts';

/** 主体 of the demo: plainly invented, but with keys that check. */
export interface PartySeed {
  /** `{role}-{number}`, such as `packer-2`; stable for a given size. */
  readonly key: string;
  readonly kind:
    | 'enterprise'
    | 'cooperative'
    | 'familyFarm'
    | 'household'
    | 'authority'
    | 'laboratory'
    | 'association';
  readonly nameZh: string;
  readonly nameEn: string;
  /** 统一社会信用代码 with an organisation code PDYnnnnn. */
  readonly uscc: string;
  /** Canonical PGLN, https://id.gs1.org/417/… */
  readonly pgln: string;
  /** GS1 company prefixes the party may mint under; empty for households. */
  readonly gs1Prefixes: readonly string[];
  /** County code; a city or the region for authorities. */
  readonly division: string;
  /** An invented number: exchange 0000 does not exist. */
  readonly phone?: string;
  /** What the party's API key may do. A household has none: its cooperative keeps its records. */
  readonly scopes: readonly ('capture' | 'query' | 'trace' | 'recall' | 'recall.publish')[];
}

/** 场所 of the demo. */
export interface PlaceSeed {
  /** https://id.gs1.org/414/{gln}[/254/{extension}] */
  readonly uri: string;
  /** Key of the party that runs it. */
  readonly party: string;
  readonly kind: 'plot' | 'pond' | 'barn' | 'workshop' | 'warehouse' | 'store' | 'laboratory' | 'site';
  readonly nameZh: string;
  readonly nameEn: string;
  readonly division: string;
  /** URI of the place it is part of. */
  readonly parent?: string;
  /** Field area in mu (亩, 1/15 ha), for plots and ponds. */
  readonly areaMu?: number;
}

/** 产品 of the demo. */
export interface ProductSeed {
  readonly gtin: string;
  /** Key of the party that makes or packs it. */
  readonly party: string;
  readonly kind: 'farmInput' | 'raw' | 'processed' | 'packed' | 'animal' | 'industrial';
  readonly nameZh: string;
  readonly nameEn: string;
  readonly brandZh?: string;
  readonly brandEn?: string;
  /** `{line}/{what}[/{grade}]`, such as `wolfberry/pack/premium`. */
  readonly category: string;
  /** Net content of one, for what is counted; `uom` is a UN/CEFACT code. */
  readonly netContent?: { readonly quantity: number; readonly uom: string };
  /** For farm inputs: what the label says. Invented; the label of a real product prevails. */
  readonly label?: FarmInputLabel;
}

/** 农药、兽药、肥料标签 of an invented farm input. */
export interface FarmInputLabel {
  readonly kind: 'pesticide' | 'fertilizer' | 'veterinaryDrug' | 'feed' | 'seed';
  readonly activeIngredient?: string;
  readonly registrationNumber: string;
  /** 安全间隔期 (crops) or 休药期 (animals), in days. */
  readonly intervalDays?: number;
  readonly target?: string;
}

/** All that the demo's region consists of before anything happens. */
export interface RegionSeed {
  readonly id: 'ningxia';
  readonly nameZh: string;
  readonly nameEn: string;
  readonly divisions: readonly Division[];
  readonly parties: readonly PartySeed[];
  readonly places: readonly PlaceSeed[];
  readonly products: readonly ProductSeed[];
}

/** Seed and size of a demo. */
export interface DemoSize {
  /** Any whole number; the same seed gives the same bytes. */
  readonly seed: number;
  /** Lots to be named by the chains; parties and places grow with its root or slower. */
  readonly lots: number;
}

/** The demo region: parties, places, products. Pure; the same options give the same region. */
export function demoRegion(options: DemoSize): RegionSeed {
  const parties = demoParties(options);
  const places = demoPlaces(options, parties);
  return {
    id: 'ningxia',
    nameZh: '宁夏（演示）',
    nameEn: 'Ningxia (demo)',
    divisions,
    parties,
    places,
    products: demoProducts(parties),
  };
}
