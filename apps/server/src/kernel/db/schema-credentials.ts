import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** How the status of credentials is written. */
export type StatusProfile = 'w3c' | 'untp-strict';

export interface IssuerKeyTable {
  id: Generated<number>;
  public_id: string;
  party: number;
  name: string;
  kind: 'P-256' | 'Ed25519' | 'SM2';
  public_jwk: JSONColumnType<Record<string, string>>;
  keeper: string;
  reference: string | null;
  sealed: Buffer | null;
  state: 'active' | 'retired' | 'lost';
  active_from: Instant;
  ended_at: NullableInstant;
}

interface IssuerKeyProposalTable {
  id: Generated<number>;
  public_id: string;
  party: number;
  act: 'create' | 'rotate' | 'retire' | 'lose' | 'w3cStatus' | 'strictStatus';
  kind: 'P-256' | 'Ed25519' | 'SM2' | null;
  reason: string;
  proposed_by: string;
  proposed_at: Instant;
  expires_at: Instant;
  request: string | null;
  outcome: 'confirmed' | 'declined' | null;
  ended_by: string | null;
  ended_at: NullableInstant;
}

interface StatusListTable {
  id: Generated<number>;
  public_id: string;
  party: number;
  number: number;
  seed: Buffer;
  used: Generated<number>;
  revocation: Buffer;
  suspension: Buffer;
  revision: Generated<number>;
  revocation_secured: string;
  suspension_secured: string;
  changed_at: Instant;
}

interface CredentialParallelTable {
  credential: number;
  key: number;
  proof: string;
}

interface CredentialTable {
  id: Generated<number>;
  public_id: string;
  statement: number | null;
  party: number;
  key: number;
  list: number;
  position: number;
  secured: string | null;
  issued_at: Instant;
  request: string | null;
}

interface StatementBulkTable {
  id: Generated<number>;
  public_id: string;
  issuer: number;
  request: string;
  name: string;
  about: 'party' | 'place' | 'product' | 'brand' | 'lot';
  wish: JSONColumnType<Record<string, unknown>>;
  state: 'open' | 'ready' | 'issuing' | 'done' | 'stopped';
  unknown_columns: Generated<string[]>;
  rows_total: Generated<number>;
  made_by: string;
  made_at: Instant;
  started_by: string | null;
  started_at: NullableInstant;
  ended_at: NullableInstant;
}

interface StatementBulkRowTable {
  bulk: number;
  line: number;
  subject: string | null;
  number: string | null;
  wish: JSONColumnType<Record<string, unknown>>;
  outcome: 'waiting' | 'wrong' | 'issued' | 'proposed' | 'refused';
  result: string | null;
  problems: JSONColumnType<object[]>;
}

/** Tables of issuers, their keys, credentials and status lists. */
export interface CredentialsSchema {
  issuer: {
    party: number;
    did: string;
    created_at: Instant;
    status_profile: ColumnType<StatusProfile | null, StatusProfile | null | undefined, StatusProfile>;
  };
  issuer_key: IssuerKeyTable;
  issuer_key_act: {
    key: number;
    seq: number;
    act: 'create' | 'retire' | 'lose';
    at: Instant;
    actor: string;
    second_person: string | null;
    reason: string;
  };
  issuer_key_proposal: IssuerKeyProposalTable;
  status_list: StatusListTable;
  credential: CredentialTable;
  credential_parallel: CredentialParallelTable;
  statement_bulk: StatementBulkTable;
  statement_bulk_row: StatementBulkRowTable;
}
