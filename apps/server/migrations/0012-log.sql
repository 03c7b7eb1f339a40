-- The transparency log. A leaf is a salted commitment to something signed elsewhere; it is written in the transaction
-- of what it speaks of, and waits here (idx null) until the sequencer gives it its index. Without content: what the
-- law makes disappear was never in it.
create table log_leaf (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$'),
  at timestamptz not null,
  issuer text not null check (octet_length(issuer) between 1 and 160),
  record text not null check (record ~ '^[A-Za-z0-9_.:-]{1,64}$'),
  revision int not null check (revision >= 0),
  -- HMAC of the subject; null where a leaf is about nobody.
  subject_tag bytea check (octet_length(subject_tag) = 16),
  commitment bytea not null check (octet_length(commitment) = 32),
  -- Given by the sequencer: dense, never twice.
  idx bigint unique check (idx >= 0),
  previous bigint check (previous >= 0 and previous < idx),
  subject_number int check (subject_number >= 1),
  unique (record, revision)
);
create index log_leaf_waiting on log_leaf (id) where idx is null;
create index log_leaf_by_subject on log_leaf (subject_tag, subject_number) where subject_tag is not null;

-- What makes a commitment unguessable; kept apart, because it is destroyed with the content when publication ends.
create table log_salt (
  leaf bigint primary key references log_leaf (id),
  salt bytea not null check (octet_length(salt) = 32)
);

-- Keys of the subject tags, one for each retention class; with its key the tags of a class become meaningless.
create table log_tag_key (
  class text primary key,
  key bytea not null check (octet_length(key) = 32)
);

-- The log's own key (Ed25519). The private half is sealed.
create table log_key (
  name text primary key,
  public bytea not null check (octet_length(public) = 32),
  sealed bytea not null,
  made_at timestamptz not null
);

-- The last tree that was signed. Changed only by comparing and swapping. `halted`: why nothing may be signed.
create table log_state (
  single boolean primary key default true check (single),
  key text not null references log_key (name),
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  checkpoint text not null,
  at timestamptz not null,
  halted text
);

-- Groups of events that entered by one leaf; the events of a batch in the order of their numbers.
create table log_batch (
  record text primary key,
  size int not null check (size > 0),
  root bytea not null check (octet_length(root) = 32)
);
create table log_batch_range (
  first_event bigint primary key,
  last_event bigint not null check (last_event >= first_event),
  -- Place of the first event in its batch.
  place int not null check (place >= 0),
  batch text not null references log_batch (record)
);

-- The register of a day as a sorted map, so that completeness and absence can be proved. Its rows and its key are
-- destroyed in time; the root stays in the log.
create table log_snapshot (
  day date primary key,
  record text not null unique,
  size int not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  key bytea check (octet_length(key) = 32),
  entries bytea,
  check ((key is null) = (entries is null))
);
