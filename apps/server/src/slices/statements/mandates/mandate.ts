import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { LocalDate } from '@pinxin/rules/local-date';

/** 职权授予: who may say what, for which scheme and area, from when until when, on which legal basis. */
export interface MandateGrant {
  readonly actor: string;
  /** Number of the party that gets it, or the kind of party, where the law gives it to all of that kind. */
  readonly holder: number | { readonly kind: string };
  readonly kind: StatementKind;
  /** Every scheme when absent. */
  readonly scheme?: string;
  /** Division code of 2, 4 or 6 digits; everywhere when absent. */
  readonly area?: string;
  /** `itself`: only about the holder and what belongs to it. */
  readonly about: 'anyone' | 'itself';
  readonly validFrom: LocalDate;
  readonly validTo?: LocalDate;
  readonly legalBasis: string;
  /** Where the legal basis can be read. */
  readonly source?: string;
  /** Two-person rule (两人办理): what is said under it needs a second person. */
  readonly needsSecondPerson?: boolean;
  /** Id of the client's own: the same one again grants nothing more. */
  readonly request?: string;
}

/** 职权终止: from a day on a mandate gives nothing more; what was said under it stays. */
export interface MandateEnding {
  readonly actor: string;
  /** Public id. */
  readonly mandate: string;
  readonly from: LocalDate;
  readonly reason: string;
  readonly legalBasis: string;
}
