-- Authenticators: what codes are computed with is sealed under a key outside the database. `secret` holds what was
-- kept in clear before: the next start seals it and empties the column.
alter table totp alter column secret drop not null;
alter table totp add column sealed bytea;
alter table totp add constraint totp_kept_once check (num_nonnulls(secret, sealed) = 1);

-- Search. A sign that a fifth of all names have must cost no more than one that ten have. The index of all names gives
-- whatever holds a sign, and is asked only when one of the names in sixty-four, drawn by `shuffle`, gave too few: so
-- the work is bounded by a sixty-fourth of all names, or by a sixty-fourth of those that would have been too few.
-- Apart by kind and by person, so that nothing is fetched only to be thrown away.
drop index search_entry_by_gram;
drop index search_entry_in_order;
create index search_party_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 1024) where kind = 'party' and not personal;
create index search_party_sampled_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 128) where kind = 'party' and not personal and (shuffle & 63) = 0;
create index search_product_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 1024) where kind = 'product' and not personal;
create index search_product_sampled_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 128) where kind = 'product' and not personal and (shuffle & 63) = 0;
create index search_other_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 256) where kind not in ('party', 'product') and not personal;
create index search_personal_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 1024) where personal;

-- Lists of statements. What lists are filtered by stands beside the state, copied once at the issue (a statement's own
-- row is never edited): a filter, its count and the page before it come from one index, whatever the table holds.
alter table statement_state
  add column kind text,
  add column scheme text,
  add column number text collate "C",
  add column issuer int,
  add column subject_party int,
  add column subject_division text collate "C",
  add column last_day date,
  add column public_from date,
  add column public_to date,
  add column issued_at timestamptz;
update statement_state c set kind = s.kind, scheme = s.scheme, number = s.number, issuer = s.issuer,
  subject_party = s.subject_party, subject_division = s.subject_division,
  last_day = coalesce(s.valid_to, 'infinity'::date), public_from = s.public_from, public_to = s.public_to,
  issued_at = s.issued_at
  from statement s where s.id = c.statement;
alter table statement_state
  alter column kind set not null, alter column issuer set not null, alter column last_day set not null,
  alter column issued_at set not null;

drop index statement_state_unusual;
create index statement_state_by_scheme on statement_state (scheme, statement)
  include (status, kind, last_day, public_from, public_to, issuer, subject_party, subject_division, at, issued_at)
  where scheme is not null;
create index statement_state_by_kind on statement_state (kind, statement)
  include (status, last_day, public_from, public_to, issuer, subject_party, subject_division, at, issued_at);
-- What is not valid is rare, and looked for where it is.
create index statement_state_unusual on statement_state (status, statement)
  include (kind, last_day, public_from, public_to, issuer, subject_party, subject_division) where status <> 'valid';
create index statement_state_unusual_by_scheme on statement_state (scheme, status, statement)
  include (kind, last_day, public_from, public_to, issuer, subject_party, subject_division)
  where status <> 'valid' and scheme is not null;
create index statement_state_unusual_by_kind on statement_state (kind, status, statement)
  include (last_day, public_from, public_to, issuer, subject_party, subject_division) where status <> 'valid';
create index statement_state_by_number on statement_state (number, statement)
  include (status, kind, last_day, public_from, public_to, issuer, subject_party, subject_division, at, issued_at)
  where number is not null;
drop index statement_by_number_typed;
-- Which statements there were at the end of a day: ids rise with time.
create index statement_state_by_issue on statement_state (issued_at, statement);

-- 不是重复: two parties that look alike and are not the same, who found that out, and why. Taken back, it stays to be
-- seen; a pair is kept once, the one registered first in front.
create table party_distinction (
  id int generated always as identity primary key,
  one int not null references party (id),
  other int not null references party (id),
  reason text not null check (length(reason) between 1 and 300),
  found_by text not null,
  found_at timestamptz not null,
  taken_back_by text,
  taken_back_at timestamptz,
  check (one < other),
  check ((taken_back_by is null) = (taken_back_at is null))
);
create unique index party_distinction_once on party_distinction (one, other) where taken_back_at is null;

-- Where an account's owner is told of changes to it, sealed: an address of a person, for nobody else to read.
alter table account add column notice_address bytea;
