import type { JsonObject } from '../encoding/json.ts';

/** A party as a credential names it. */
export interface NamedParty {
  /** DID, or another URL. */
  readonly id: string;
  readonly name: string;
  /** 统一社会信用代码, if it has one that may be told. */
  readonly registeredId?: string;
}

/** What a statement is about. */
export interface StatementSubject {
  readonly kind: 'party' | 'place' | 'product' | 'brand' | 'lot';
  /** URL: a DID of a party, a GS1 Digital Link of a product, lot or place. */
  readonly id: string;
  readonly name: string;
}

/** 声明事实: everything of a statement that its credential says; nothing personal is in it. */
export interface StatementFacts {
  readonly kind:
    | 'certification'
    | 'declaration'
    | 'accreditation'
    | 'testReport'
    | 'licence'
    | 'sanction'
    | 'award'
    | 'listing'
    | 'complianceCommitment';
  /** URL of the credential. */
  readonly id: string;
  /** Public id of the statement. */
  readonly statement: string;
  /** What such a statement is called, in Chinese. */
  readonly title: string;
  readonly issuer: NamedParty;
  /** Whose matter it is: the holder of a mark, the party fined. */
  readonly holder: NamedParty;
  readonly subject: StatementSubject;
  /** The rules under which it was said; the law itself when there is no scheme. */
  readonly scheme: { readonly id: string; readonly name: string };
  readonly number: string | null;
  /** Local dates, both included. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalBasis: string;
  readonly mandateBasis: string;
  /** Content of its kind, without what is personal. */
  readonly content: JsonObject;
  readonly evidence: readonly {
    readonly url: string;
    readonly digestMultibase: string;
    readonly mediaType: string;
  }[];
  readonly status: { readonly revocation: string; readonly suspension: string; readonly index: number };
}
