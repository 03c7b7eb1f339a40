import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StoredStatus } from '@pinxin/contract/statements/status';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;

interface BrandTable {
  id: Generated<number>;
  public_id: string;
  owner: number;
  kind: 'regional' | 'enterprise' | 'famous' | 'service';
  name_zh: string;
  name_en: string | null;
  category: string | null;
  division: string | null;
  is_demo: boolean;
  created_at: Instant;
}

interface MandateTable {
  id: Generated<number>;
  public_id: string;
  holder: number | null;
  holder_kind: string | null;
  kind: StatementKind;
  scheme: string | null;
  area: string | null;
  about: 'anyone' | 'itself';
  valid_from: string;
  valid_to: string | null;
  legal_basis: string;
  source: string | null;
  needs_second_person: boolean;
  granted_at: Instant;
  granted_by: string;
  request: string | null;
}

interface StatementTable {
  id: Generated<number>;
  public_id: string;
  kind: StatementKind;
  issuer: number;
  mandate: number;
  party_id: number | null;
  place_id: number | null;
  product_id: number | null;
  brand_id: number | null;
  lot_id: number | null;
  subject_party: number | null;
  subject_division: string | null;
  scheme: string | null;
  number: string | null;
  legal_basis: string;
  legal_basis_en: string | null;
  valid_from: string;
  valid_to: string | null;
  public_from: string | null;
  public_to: string | null;
  issued_at: Instant;
  issued_by: string;
  second_person: string | null;
  supersedes: number | null;
  request: string | null;
  wish_digest: Buffer;
}

/** Where a statement stands now, and beside it what lists are filtered by: copied at the issue, never changed. */
interface StatementStateTable {
  statement: number;
  seq: number;
  status: StoredStatus;
  at: Instant;
  kind: StatementKind;
  scheme: string | null;
  number: string | null;
  issuer: number;
  subject_party: number | null;
  subject_division: string | null;
  /** `infinity` where it has none. */
  last_day: string;
  public_from: string | null;
  public_to: string | null;
  issued_at: Instant;
}

interface StatementChangeTable {
  statement: number;
  seq: number;
  at: Instant;
  action: 'issue' | 'suspend' | 'restore' | 'withdraw' | 'cancel' | 'supersede';
  to_status: StoredStatus;
  party: number;
  actor: string;
  second_person: string | null;
  reason: string | null;
  legal_basis: string | null;
  successor: number | null;
}

interface StatementProposalTable {
  id: Generated<number>;
  public_id: string;
  party: number;
  action: 'issue' | 'suspend' | 'restore' | 'withdraw' | 'cancel';
  wish: JSONColumnType<Record<string, unknown>>;
  wish_digest: Buffer;
  statement: number | null;
  proposed_by: string;
  proposed_at: Instant;
  expires_at: Instant;
  request: string | null;
}

/** Tables of statements, mandates and brands. The typed tables of the kinds are written by their descriptions. */
export interface StatementsSchema {
  brand: BrandTable;
  mandate: MandateTable;
  mandate_end: {
    mandate: number;
    ends_from: string;
    at: Instant;
    actor: string;
    reason: string;
    legal_basis: string;
  };
  statement: StatementTable;
  statement_change: StatementChangeTable;
  statement_state: StatementStateTable;
  evidence: { digest: Buffer; size: number; media_type: string; created_at: Instant };
  evidence_deposit: { digest: Buffer; party: number; name: string; actor: string; at: Instant };
  statement_evidence: { statement: number; line: number; digest: Buffer };
  statement_proposal: StatementProposalTable;
  statement_proposal_end: {
    proposal: number;
    outcome: 'confirmed' | 'declined';
    at: Instant;
    actor: string;
    reason: string | null;
    statement: number | null;
  };
}
