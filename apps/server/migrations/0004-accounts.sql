-- People who sign in: accounts, what they are at which party, how they prove it is them.
create table account (
  id int generated always as identity primary key,
  public_id text not null unique,
  -- What is typed at sign-in: lower case, NFKC.
  login text not null unique check (login = lower(login) and length(login) between 3 and 100),
  name text not null check (length(name) between 1 and 100),
  -- argon2id in PHC form; null where somebody signs in by passkey or another provider only.
  password_hash text,
  password_set_at timestamptz,
  -- Of the demo: without effect where the instance is none.
  is_demo boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);

-- What somebody is at a party, from–to. Local dates in Asia/Shanghai, both ends included.
create table membership (
  id int generated always as identity primary key,
  public_id text not null unique,
  account int not null references account (id),
  party int not null references party (id),
  role text not null,
  -- Division code (2, 4 or 6 digits) of the area that `area` powers reach; null: the whole region.
  area text check (area ~ '^([0-9]{2}){1,3}$'),
  basis text not null check (basis in ('office', 'delegation')),
  -- 代办: how and when the party consented.
  consent text,
  valid_from date not null,
  valid_to date,
  granted_by text not null,
  granted_at timestamptz not null,
  -- Ended before its day, or taken back.
  ended_at timestamptz,
  check (valid_to >= valid_from),
  check (basis = 'office' or (consent is not null and valid_to is not null))
);
create unique index membership_once on membership (account, party, role) where ended_at is null;
create index membership_by_party on membership (party);

-- TOTP (RFC 6238), one for an account. The secret is needed in clear to compute with it.
create table totp (
  account int primary key references account (id),
  secret bytea not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  -- The last time step that was used: no code counts twice.
  last_step bigint not null default 0
);

create table recovery_code (
  account int not null references account (id),
  digest bytea not null,
  used_at timestamptz,
  primary key (account, digest)
);

create table passkey (
  id int generated always as identity primary key,
  public_id text not null unique,
  account int not null references account (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_by_account on passkey (account);

-- Who somebody is at an OpenID Connect provider.
create table external_login (
  issuer text not null,
  subject text not null,
  account int not null references account (id),
  linked_at timestamptz not null,
  last_used_at timestamptz,
  primary key (issuer, subject)
);
create index external_login_by_account on external_login (account);

-- Sign-ins. `halfway`: the password was right, the second factor is still to come; such a session is nobody's.
create table session (
  id int generated always as identity primary key,
  public_id text not null unique,
  account int not null references account (id),
  token_digest bytea not null unique,
  stage text not null check (stage in ('halfway', 'open')),
  assurance text not null check (assurance in ('password', 'secondFactor', 'passkey')),
  device text not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_account on session (account) where ended_at is null;

-- One-time links: an invitation with a role, a new password for an account, the first administrator.
create table invitation (
  id int generated always as identity primary key,
  public_id text not null unique,
  token_digest bytea not null unique,
  kind text not null check (kind in ('membership', 'recovery', 'firstAdministrator')),
  account int references account (id),
  party int references party (id),
  role text,
  area text,
  name text,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  check ((kind = 'recovery') = (account is not null)),
  check ((kind = 'membership') = (party is not null and role is not null))
);

-- What was asked of a browser and is still to be answered: passkey challenges, an OpenID Connect round trip.
create table sign_in_challenge (
  digest bytea primary key,
  purpose text not null check (purpose in ('passkeyRegistration', 'passkeySignIn', 'oidc')),
  account int references account (id),
  facts jsonb not null,
  expires_at timestamptz not null
);

-- Failed sign-ins by account name and by address, both as keyed digests: slows guessing, names nobody.
create table sign_in_delay (
  digest bytea primary key,
  failures int not null,
  last_failure_at timestamptz not null,
  free_at timestamptz not null
);

-- The audit view asks by actor and by time.
create index journal_by_actor on journal (actor, seq);
create index journal_by_time on journal using brin (at);
