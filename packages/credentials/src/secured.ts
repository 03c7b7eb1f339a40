import type { JsonObject } from './encoding/json.ts';
import type { Finding } from './finding.ts';

/** What is secured: a credential or a presentation of some. */
export type Kind = 'vc' | 'vp';

/**
 * What a verifier is given; it never fetches anything itself. As long as the same one is handed in, what it answers for
 * a controller must not change: status lists that were verified with it are remembered by their text.
 */
export interface Verifying {
  /** When it is verified. */
  readonly at: Date;
  /** When a log shows that it existed at the latest; only that can vouch for a key retired since. */
  readonly loggedAt?: Date;
  /** The document of a controller (a DID or another URL), if it is at hand. `did:key` is made here. */
  readonly document: (controller: string) => JsonObject | undefined;
  /** The secured status list at an address, if it is at hand. */
  readonly statusList?: (url: string) => string | JsonObject | undefined;
}

/** What securing showed. `document` is what was signed; it is there as well when the signature is bad. */
export interface Opened {
  readonly findings: readonly Finding[];
  readonly document?: JsonObject;
  /** The verification method it names. */
  readonly method?: string;
  /** How it is secured, as people may be told. */
  readonly securing?: string;
}
