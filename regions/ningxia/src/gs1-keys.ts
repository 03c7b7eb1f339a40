/**
 * Minting of GS1 keys for the demo, as constrained canonical Digital Link URIs (https://id.gs1.org/…).
 * Own code, because minting a million known-good keys needs no parsing and no refusals.
 */

const BASE = 'https://id.gs1.org';

/** The prefix of everything invented: 952 is set aside by GS1 for examples. */
export const DEMO_PREFIX = '952';

/** Body and its mod-10 check digit (GS1 General Specifications 7.9.1). The body is digits. */
export function withCheckDigit(body: string): string {
  let sum = 0;
  let weight = 3;
  for (let index = body.length - 1; index >= 0; index -= 1) {
    sum += weight * (body.charCodeAt(index) - 48);
    weight = 4 - weight;
  }
  return body + String((10 - (sum % 10)) % 10);
}

/** The seven-digit company prefix of the demo's party number 1–9999. */
export function companyPrefix(partyNumber: number): string {
  return DEMO_PREFIX + String(partyNumber).padStart(4, '0');
}

/** A GLN of a company: `reference` 0–99999. */
export function gln(prefix: string, reference: number): string {
  return withCheckDigit(prefix + String(reference).padStart(5, '0'));
}

/** A GTIN-14 of a company: packaging level 0 (the item) to 8, `reference` 0–99999. */
export function gtin(prefix: string, level: number, reference: number): string {
  return withCheckDigit(String(level) + prefix + String(reference).padStart(5, '0'));
}

/** URI of a place, or of a part of a place (plot, pond) when an extension is given. */
export function placeUri(number: string, extension?: string): string {
  return extension === undefined ? `${BASE}/414/${number}` : `${BASE}/414/${number}/254/${extension}`;
}

/** URI of a party (PGLN). */
export function partyUri(number: string): string {
  return `${BASE}/417/${number}`;
}

/** URI of a product. */
export function productUri(item: string): string {
  return `${BASE}/01/${item}`;
}

/** URI of a lot. */
export function lotUri(item: string, lot: string): string {
  return `${BASE}/01/${item}/10/${lot}`;
}

/** URI of a single item. */
export function itemUri(item: string, serial: string): string {
  return `${BASE}/01/${item}/21/${serial}`;
}

/** URI of a pallet or carton (SSCC): `reference` 0–999999999. */
export function palletUri(prefix: string, reference: number): string {
  return `${BASE}/00/${withCheckDigit(`0${prefix}${String(reference).padStart(9, '0')}`)}`;
}

/** URI of a returnable crate (GRAI): asset type 0–99999 and serial. */
export function crateUri(prefix: string, type: number, serial: string): string {
  return `${BASE}/8003/0${withCheckDigit(prefix + String(type).padStart(5, '0'))}${serial}`;
}

/** URI of a single asset, such as a laboratory sample (GIAI). */
export function assetUri(prefix: string, reference: string): string {
  return `${BASE}/8004/${prefix}${reference}`;
}

/** URI of a document (GDTI): type 0–99999 and serial. Crop cycles, certificates, reports. */
export function documentUri(prefix: string, type: number, serial: string): string {
  return `${BASE}/253/${withCheckDigit(prefix + String(type).padStart(5, '0'))}${serial}`;
}
