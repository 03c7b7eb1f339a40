import type { PartyKind } from '@pinxin/contract/parties';
import type {
  LocalText,
  LotFact,
  PartyFact,
  PlaceFact,
  ProductFact,
  Quantity,
  StatedBy,
} from '@pinxin/contract/scan';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { dayText, localClockText } from './clock-text.ts';
import { isPersonal, publicPartyName, publicPhone } from './redaction.ts';
import type { EventRowOfPage, PartRow, PartyRow, PlaceRow, ProductRow } from './scan-views.ts';

const CANONICAL_STEM = 'https://id.gs1.org';
const GTIN_STEM = `${CANONICAL_STEM}/01/`;
const GTIN_END = GTIN_STEM.length + 14;

/** A name with its translation where there is one. */
export function localText(zh: string, en: string | null): LocalText {
  return en === null ? { 'zh-CN': zh } : { 'zh-CN': zh, en };
}

/** Who stands behind what this kind of party tells. */
export function statedByOf(kind: string | undefined): StatedBy {
  if (kind === 'authority') return 'authority';
  return kind === 'laboratory' ? 'laboratory' : 'self';
}

/** A party as the public may see it. */
export function partyFact(row: PartyRow): PartyFact {
  let fact = PARTIES.get(row);
  if (fact === undefined) {
    fact = publicParty(row);
    PARTIES.set(row, fact);
  }
  return fact;
}

const PARTIES = new WeakMap<PartyRow, PartyFact>();

function publicParty(row: PartyRow): PartyFact {
  const kind = row.kind as PartyKind;
  const phone = publicPhone(kind, row.phone);
  const hidden = isPersonal(kind);
  return {
    name: localText(publicPartyName(kind, row.zh), hidden ? null : row.en),
    kind,
    statedBy: statedByOf(kind),
    ...(row.uscc && !hidden ? { uscc: row.uscc } : {}),
    ...(row.division ? { division: row.division } : {}),
    ...(phone ? { phone } : {}),
  };
}

const HOUSEHOLD_PLACE: LocalText = { 'zh-CN': '农户自有场地', en: "a grower's own place" };

/** A place by name and division; one that nobody registered is known by its code, never by coordinates. */
export function placeFact(row: PlaceRow | undefined, uri: string | null): PlaceFact | undefined {
  if (row) {
    return {
      name: row.personal ? HOUSEHOLD_PLACE : localText(row.zh, row.en),
      kind: row.kind,
      ...(row.division ? { division: row.division } : {}),
    };
  }
  const gln = uri === null ? undefined : /\/414\/(\d{13})/.exec(uri)?.[1];
  return gln === undefined ? undefined : { name: { 'zh-CN': `GLN ${gln}` }, kind: 'unregistered' };
}

/** The GTIN inside a canonical URI. */
export function gtinOf(uri: string): string | undefined {
  if (!uri.startsWith(GTIN_STEM) || uri.length < GTIN_END) return undefined;
  // Canonical URIs hold fourteen digits here, and nothing or a qualifier behind.
  return uri.length === GTIN_END || uri[GTIN_END] === '/' ? uri.slice(GTIN_STEM.length, GTIN_END) : undefined;
}

/** What kind of thing a canonical URI names, as far as pictures and pages care. */
export function thingOf(uri: string): 'lot' | 'item' | 'unit' | 'process' | 'product' | 'other' {
  if (uri.startsWith(`${CANONICAL_STEM}/00/`)) return 'unit';
  if (uri.startsWith(`${CANONICAL_STEM}/01/`)) {
    if (uri.includes('/21/') || uri.includes('/235/')) return 'item';
    return uri.includes('/10/') ? 'lot' : 'product';
  }
  return uri.startsWith(`${CANONICAL_STEM}/`) ? 'other' : 'process';
}

/** The page's address for a canonical URI; what is not GS1 is found by typing it. */
export function pathOf(uri: string): string {
  return uri.startsWith(`${CANONICAL_STEM}/`)
    ? uri.slice(CANONICAL_STEM.length)
    : `/scan?${new URLSearchParams({ code: uri })}`;
}

/** What a label prints of a canonical URI: its last value. */
export function labelOf(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** A lot in a sentence, with its product's name where the product is registered. */
export function lotFact(uri: string, products: Readonly<Record<string, ProductRow>>): LotFact {
  const product = products[gtinOf(uri) ?? ''];
  return {
    path: pathOf(uri),
    label: labelOf(uri),
    ...(product ? { product: localText(product.zh, product.en) } : {}),
  };
}

/** The registered product, stated by the party that registered it. */
export function productFact(row: ProductRow): ProductFact {
  return {
    name: localText(row.zh, row.en),
    gtin: row.gtin,
    statedBy: 'self',
    ...(row.brand_zh ? { brand: localText(row.brand_zh, row.brand_en) } : {}),
    ...(row.category ? { category: row.category } : {}),
    ...(row.net ? { netContent: row.net } : {}),
  };
}

/** The last word of a vocabulary URI in any of its spellings: `…/cbv/BizStep-receiving`, `urn:epcglobal:cbv:bizstep:receiving`. */
export function cbvWord(uri: string | null): string | undefined {
  if (uri === null) return undefined;
  let start = uri.length;
  while (start > 0 && isWordCharacter(uri.charCodeAt(start - 1))) start -= 1;
  return start === uri.length ? undefined : uri.slice(start);
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}

/** A quantity as stated; pieces when there is no unit. */
export function quantityFact(part: Pick<PartRow, 'quantity' | 'unit'>): Quantity | undefined {
  if (part.quantity === null) return undefined;
  const unit = cbvWord(part.unit);
  return { value: plainDecimal(part.quantity), ...(unit ? { unit } : {}) };
}

function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The instant on the clock of the place where it happened. */
export function localInstant(instant: string, offsetMinutes: number): string {
  return localClockText(Date.parse(instant), offsetMinutes);
}

/** The local date of an instant. */
export function localDay(at: Date): string {
  return dayText(Math.floor((at.getTime() + LEGAL_OFFSET_MINUTES * 60_000) / 86_400_000));
}

/** When the event happened, on the clock of its place. */
export function eventInstant(event: Pick<EventRowOfPage, 'time' | 'offset' | 'at'>): string {
  return event.at ?? localInstant(event.time, event.offset);
}

const LATE_DAYS = 3;

/** Whole days between deed and record, when that is more than a few: 事后补录. */
export function lateDays(event: Pick<EventRowOfPage, 'time' | 'recorded'>): number | undefined {
  const days = Math.floor((Date.parse(event.recorded) - Date.parse(event.time)) / 86_400_000);
  return days > LATE_DAYS ? days : undefined;
}

/** Adds decimals exactly. */
export function addDecimals(one: string, other: string): string {
  const places = Math.max(...[one, other].map(text => text.split('.')[1]?.length ?? 0));
  const scaled = (text: string) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(`${whole}${fraction.padEnd(places, '0')}`);
  };
  const sum = scaled(one) + scaled(other);
  if (places === 0) return String(sum);
  const sign = sum < 0n ? '-' : '';
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  return plainDecimal(`${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`);
}
