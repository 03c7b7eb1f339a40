import type { LocalText, PlaceFact, VerdictKind } from './scan.ts';
import type { StatementKind } from './statements/kind.ts';

/** A credential behind a passport, as its page shows it. */
export interface PassportPageClaim {
  /** Public id of the statement, and of its credential. */
  readonly statement: string;
  readonly kind: StatementKind;
  readonly name: string;
  readonly number: string | null;
  /** A grade, or `conforms`, `doesNotConform`, `inconclusive`. */
  readonly score: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** 产品护照: what the page of a lot's or pack's passport shows. */
export interface PassportPage {
  /** Path of the page behind the code. */
  readonly path: string;
  readonly label: string;
  readonly name: LocalText;
  readonly granularity: 'batch' | 'item';
  readonly gtin: string;
  readonly maker?: LocalText;
  /** Where it was made; by its maker's name when no record tells the place. */
  readonly facility: PlaceFact | LocalText;
  readonly productionDate?: string;
  readonly verdict: Exclude<VerdictKind, 'unknown'>;
  readonly claims: readonly PassportPageClaim[];
  readonly issuer: string;
  /** RFC 3339. */
  readonly goodUntil: string;
  readonly isSigned: boolean;
}
