import type { NamedParty } from '../statement/statement-facts.ts';

/** A statement behind a passport: by whom it was said and where its credential is. */
export interface PassportClaim {
  /** Public id of the statement. */
  readonly statement: string;
  readonly kind: 'certification' | 'award' | 'declaration' | 'testReport' | 'complianceCommitment';
  /** What is claimed, in Chinese: the scheme, or the kind of statement. */
  readonly name: string;
  readonly number: string | null;
  /** The rules under which it was said. */
  readonly scheme: { readonly id: string; readonly name: string };
  /** Local date. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** A grade, a conclusion (`conforms`, `doesNotConform`, `inconclusive`), or just `conforms`. */
  readonly score: string;
  readonly credential: { readonly url: string; readonly digestMultibase: string };
}

/** 产品护照: what the records say of one lot or pack; everything in it may be read by anybody. */
export interface PassportFacts {
  /** Address of the passport. */
  readonly id: string;
  readonly issuer: NamedParty;
  /** Until when its maker stands for it being what the records say. */
  readonly madeAt: Date;
  readonly goodUntil: Date;
  readonly product: {
    /** GS1 Digital Link. */
    readonly id: string;
    readonly name: string;
    readonly granularity: 'batch' | 'item';
    readonly gtin: string;
    readonly lot?: string;
    readonly serial?: string;
    readonly category?: string;
  };
  readonly maker?: NamedParty;
  /** Where it was made, down to a name; coordinates are not public. */
  readonly facility: { readonly id: string; readonly name: string };
  /** ISO 3166-1 alpha-2. */
  readonly country: { readonly code: string; readonly name: string };
  /** Local date. */
  readonly productionDate?: string;
  readonly claims: readonly PassportClaim[];
  /** Pages and data about it. */
  readonly documents: readonly {
    readonly url: string;
    readonly name: string;
    readonly mediaType: string;
    readonly linkType: string;
  }[];
  /** What the page behind the code says, and up to which journal number it is known. */
  readonly verdict: 'trusted' | 'attention' | 'stop';
  readonly journal: number;
}
