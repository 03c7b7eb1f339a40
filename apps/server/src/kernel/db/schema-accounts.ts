import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface AccountTable {
  id: Generated<number>;
  public_id: string;
  login: string;
  name: string;
  password_hash: string | null;
  password_set_at: NullableInstant;
  /** Sealed: `ctx.secrets`. */
  notice_address: Buffer | null;
  /** When its owner opened the link that was sent there. */
  notice_confirmed_at: NullableInstant;
  is_demo: Generated<boolean>;
  created_at: Instant;
  disabled_at: NullableInstant;
}

export interface MembershipTable {
  id: Generated<number>;
  public_id: string;
  account: number;
  party: number;
  role: string;
  area: string | null;
  basis: 'office' | 'delegation';
  consent: string | null;
  valid_from: string;
  valid_to: string | null;
  granted_by: string;
  granted_at: Instant;
  ended_at: NullableInstant;
}

export interface TotpTable {
  account: number;
  /** In clear, from before secrets were sealed; emptied at the next start. */
  secret: Buffer | null;
  sealed: Buffer | null;
  made_at: Instant;
  confirmed_at: NullableInstant;
  last_step: Generated<number>;
}

export interface PasskeyTable {
  id: Generated<number>;
  public_id: string;
  account: number;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  label: string;
  created_at: Instant;
  last_used_at: NullableInstant;
}

export interface ExternalLoginTable {
  issuer: string;
  subject: string;
  account: number;
  linked_at: Instant;
  last_used_at: NullableInstant;
}

export interface SessionTable {
  id: Generated<number>;
  public_id: string;
  account: number;
  token_digest: Buffer;
  stage: 'halfway' | 'open';
  assurance: 'password' | 'secondFactor' | 'passkey';
  device: string;
  opened_at: Instant;
  seen_at: Instant;
  expires_at: Instant;
  ended_at: NullableInstant;
}

export interface InvitationTable {
  id: Generated<number>;
  public_id: string;
  token_digest: Buffer;
  kind: 'membership' | 'recovery' | 'firstAdministrator';
  account: number | null;
  party: number | null;
  role: string | null;
  area: string | null;
  name: string | null;
  invited_by: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: NullableInstant;
  withdrawn_at: NullableInstant;
}

export interface SignInChallengeTable {
  digest: Buffer;
  purpose: 'passkeyRegistration' | 'passkeySignIn' | 'oidc' | 'noticeAddress';
  account: number | null;
  facts: JSONColumnType<Record<string, string>>;
  expires_at: Instant;
}

/** Tables of the slice `accounts`. */
/** From how much on a kind of use is an alarm (migration 0027). */
export interface UseRuleTable {
  kind: string;
  threshold: number;
  minutes: number;
  is_on: Generated<boolean>;
}

/** What was counted since the beginning of a window. */
export interface UseTallyTable {
  kind: string;
  subject: string;
  from_at: Instant;
  count: number;
}

/** 异常使用: an alarm. */
export interface UnusualUseTable {
  id: Generated<number>;
  public_id: string;
  kind: string;
  subject: string;
  from_at: Instant;
  threshold: number;
  minutes: number;
  count: number;
  raised_at: Instant;
  last_at: Instant;
  acknowledged_at: NullableInstant;
  acknowledged_by: number | null;
  note: string | null;
}

export interface AccountsSchema {
  use_rule: UseRuleTable;
  use_tally: UseTallyTable;
  unusual_use: UnusualUseTable;
  account: AccountTable;
  membership: MembershipTable;
  totp: TotpTable;
  recovery_code: { account: number; digest: Buffer; used_at: NullableInstant };
  passkey: PasskeyTable;
  external_login: ExternalLoginTable;
  session: SessionTable;
  invitation: InvitationTable;
  sign_in_challenge: SignInChallengeTable;
  sign_in_delay: { digest: Buffer; failures: number; last_failure_at: Instant; free_at: Instant };
}
