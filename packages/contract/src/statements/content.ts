import { Accreditation } from './accreditation.ts';
import { Award } from './award.ts';
import { Certification } from './certification.ts';
import { ComplianceCommitment } from './compliance-commitment.ts';
import { Declaration } from './declaration.ts';
import type { StatementKind } from './kind.ts';
import { Licence } from './licence.ts';
import { Listing } from './listing.ts';
import { Sanction } from './sanction.ts';
import { TestReport } from './test-report.ts';

/** What each kind of statement says, as JSON Schema: requests are checked by it, and forms are drawn from it. */
export const STATEMENT_CONTENT = {
  certification: Certification,
  declaration: Declaration,
  accreditation: Accreditation,
  testReport: TestReport,
  licence: Licence,
  sanction: Sanction,
  award: Award,
  listing: Listing,
  complianceCommitment: ComplianceCommitment,
} as const;

/** The content of one kind. */
export interface ContentOf {
  readonly certification: Certification;
  readonly declaration: Declaration;
  readonly accreditation: Accreditation;
  readonly testReport: TestReport;
  readonly licence: Licence;
  readonly sanction: Sanction;
  readonly award: Award;
  readonly listing: Listing;
  readonly complianceCommitment: ComplianceCommitment;
}

/** A kind with its content: what is said. */
export type Claim = {
  [K in StatementKind]: { readonly kind: K; readonly content: ContentOf[K] };
}[StatementKind];
