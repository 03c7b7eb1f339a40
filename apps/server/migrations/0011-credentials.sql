-- Credentials: what the register says, signed by who said it, with its standing in status lists.

-- Who signs: the DID of a party, fixed when its first key is made.
create table issuer (
  party int primary key references party (id),
  did text not null unique check (octet_length(did) <= 160),
  created_at timestamptz not null
);

-- Keys of issuers. A key is never deleted: what it signed stays to be verified.
create table issuer_key (
  id int generated always as identity primary key,
  public_id text not null unique,
  party int not null references issuer (party),
  -- Fragment in the DID document.
  name text not null,
  kind text not null check (kind in ('P-256', 'Ed25519')),
  public_jwk jsonb not null,
  -- Who keeps the private part: this instance (then it is sealed here), or a keeper by name with its own reference.
  keeper text not null,
  reference text,
  sealed bytea,
  state text not null check (state in ('active', 'retired', 'lost')),
  active_from timestamptz not null,
  ended_at timestamptz,
  unique (party, name),
  check ((keeper = 'here') = (reference is null)),
  check ((state = 'active') = (ended_at is null)),
  -- The private part is destroyed when the key ends.
  check ((keeper = 'here' and state = 'active') = (sealed is not null))
);
create unique index issuer_key_active on issuer_key (party) where state = 'active';

-- What was done to keys, by whom. Append only.
create table issuer_key_act (
  key int not null references issuer_key (id),
  seq int not null,
  act text not null check (act in ('create', 'retire', 'lose')),
  at timestamptz not null,
  actor text not null,
  -- The other person; none when the instance made the first key by itself.
  second_person text,
  reason text not null,
  primary key (key, seq),
  check (second_person <> actor)
);
create trigger issuer_key_act_stays before update or delete on issuer_key_act
  for each row execute function refuse_edit();

-- An act on keys that waits for its second person.
create table issuer_key_proposal (
  id int generated always as identity primary key,
  public_id text not null unique,
  party int not null references party (id),
  act text not null check (act in ('create', 'rotate', 'retire', 'lose')),
  kind text check (kind in ('P-256', 'Ed25519')),
  reason text not null check (length(reason) between 1 and 500),
  proposed_by text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  request text,
  outcome text check (outcome in ('confirmed', 'declined')),
  ended_by text,
  ended_at timestamptz,
  unique (party, request),
  check (ended_by <> proposed_by or outcome = 'declined')
);

-- A pair of status lists of an issuer: the same position in both stands for one credential.
create table status_list (
  id int generated always as identity primary key,
  public_id text not null unique,
  party int not null references issuer (party),
  number int not null,
  -- Scatters positions, so that a position tells nothing of the order of issue.
  seed bytea not null,
  used int not null default 0 check (used between 0 and 131072),
  revocation bytea not null,
  suspension bytea not null,
  -- Grows with each change of either list; both as signed after it.
  revision int not null default 0,
  revocation_secured text not null,
  suspension_secured text not null,
  changed_at timestamptz not null,
  unique (party, number)
);

create table credential (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  -- The statement that it is of; none for one that a client had signed.
  statement bigint unique references statement (id),
  party int not null references issuer (party),
  key int not null references issuer_key (id),
  list int not null references status_list (id),
  position int not null check (position between 0 and 131071),
  -- As signed, byte by byte; null once its publication has ended: then it stays only as what the log says of it.
  secured text,
  issued_at timestamptz not null,
  -- Of a client's: its own id, so that sending twice issues once.
  request text,
  unique (list, position),
  unique (party, request)
);
create trigger credential_stays before delete on credential for each row execute function refuse_edit();
create trigger credential_is_not_edited before update on credential for each row
  when (new.secured is not null or to_jsonb(new) - 'secured' <> to_jsonb(old) - 'secured') execute function refuse_edit();
