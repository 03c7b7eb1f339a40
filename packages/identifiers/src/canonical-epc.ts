import type { EpcKind } from './link-key.ts';

declare const brand: unique symbol;

/**
 * The one spelling under which an identifier is stored, compared and traced: a constrained canonical GS1 Digital
 * Link on `https://id.gs1.org`, or for a URI outside GS1 that URI itself.
 */
export type CanonicalUri = string & { readonly [brand]: 'CanonicalUri' };

/** What was read from a received EPC, EPC class, pattern, place or party identifier. */
export interface CanonicalEpc {
  readonly uri: CanonicalUri;
  readonly kind: EpcKind;
  /** 14 digits, of a trade item or one of its pieces. */
  readonly gtin?: string;
  /** Batch or lot, not percent-encoded. Given only when the lot is the finest level. */
  readonly lot?: string;
  /** Serial, third-party serial, or serial of a component; not percent-encoded. */
  readonly serial?: string;
  /** The primary key's value: SSCC, GLN, GRAI …; not percent-encoded. */
  readonly key?: string;
  /** The received form named both lot and serial: the lot's canonical URI. */
  readonly lotOfItem?: CanonicalUri;
}
