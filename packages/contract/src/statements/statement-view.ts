import type { LocalText } from '../scan.ts';
import type { ContentOf } from './content.ts';
import type { StatementKind } from './kind.ts';
import type { StatementAction, StatementStatus, StoredStatus } from './status.ts';

/** A party, place, product, brand or lot as it is named in a statement. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Its English name, where the register has one; never that of a masked natural person. */
  readonly nameEn?: string;
}

/** 对象 of a statement: `id` is the public id of a party or brand, the link of a place or lot, the GTIN of a product. */
export interface NamedSubject extends Named {
  readonly kind: 'party' | 'place' | 'product' | 'brand' | 'lot';
}

/** A statement in a list. */
export interface ListedStatement {
  readonly id: string;
  readonly kind: StatementKind;
  readonly status: StatementStatus;
  readonly issuer: Named;
  readonly subject: NamedSubject;
  readonly scheme: string | null;
  readonly number: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** RFC 3339, UTC. */
  readonly issuedAt: string;
}

/** One step of its history. */
export interface StatementStep {
  readonly seq: number;
  readonly at: string;
  readonly action: StatementAction | 'issue' | 'supersede';
  readonly status: StoredStatus;
  readonly party: Named;
  readonly reason: string | null;
  readonly legalBasis: string | null;
  /** Public id of the statement that took its place. */
  readonly successor: string | null;
  /** Ids of those who did it; not for the public. */
  readonly actor?: string;
  readonly secondPerson?: string;
}

/** A file that bears it out. */
export interface StatementEvidence {
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  /** As it was handed in; not for the public. */
  readonly name?: string;
}

/** A statement, whole. */
export type StatementView = {
  [K in StatementKind]: Omit<ListedStatement, 'kind'> & {
    readonly kind: K;
    readonly content: ContentOf[K];
    readonly legalBasis: { readonly 'zh-CN': string; readonly en?: string };
    readonly mandate: {
      readonly id: string;
      readonly legalBasis: string;
      readonly needsSecondPerson: boolean;
    };
    readonly publicFrom: string | null;
    readonly publicTo: string | null;
    readonly supersedes: string | null;
    readonly supersededBy: string | null;
    readonly evidence: readonly StatementEvidence[];
    readonly history: readonly StatementStep[];
    /** What the reader may do to it now. */
    readonly may: readonly StatementAction[];
  };
}[StatementKind];

/** A statement as its public page shows it. */
export interface StatementPage {
  readonly statement: StatementView;
  /** Name of its scheme. */
  readonly scheme?: LocalText;
  /** Names as registered, in both languages where there are two. */
  readonly issuer: LocalText;
  readonly subject: LocalText;
  /** Page of its subject. */
  readonly subjectPath?: string;
  /** Whether it was signed as a credential that may be read. */
  readonly hasCredential: boolean;
  readonly today: string;
}
