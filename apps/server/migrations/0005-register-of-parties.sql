-- The register of parties: more kinds, what was kept with a reason, how parties stand to one another, what each
-- party was before, and which one it was merged into.
alter table party drop constraint party_kind_check;
alter table party add constraint party_kind_check check (kind in (
  'enterprise', 'cooperative', 'familyFarm', 'household', 'individualBusiness', 'authority', 'laboratory',
  'certificationBody', 'association', 'serviceAgency'));

alter table party
  -- Why a code is kept whose check character does not fit: such codes were really issued.
  add column uscc_exception text check (length(uscc_exception) between 1 and 300),
  add column address text,
  add column version int not null default 1,
  -- The party that this one turned out to be. Never a chain: a merge re-points what was merged before.
  add column merged_into int references party (id) check (merged_into <> id),
  -- Sent by whoever registers a party without a code, so that sending twice makes one party.
  add column request_id text unique check (length(request_id) between 8 and 100),
  -- The name without what two spellings of one name differ in; and the nine characters of the organisation code.
  add column name_key text not null default '',
  add column organisation_code text generated always as (substr(uscc, 9, 9)) stored;

create index party_by_merged_into on party (merged_into) where merged_into is not null;
create index party_by_name on party (name_zh collate "zh-x-icu", id);
create index party_by_division on party (division text_pattern_ops, id);
create index party_by_kind on party (kind, id);
create index party_by_name_key on party (name_key) where merged_into is null and name_key <> '';
create index party_by_organisation_code on party (organisation_code) where merged_into is null;

-- What a party's facts were after each change. Append only.
create table party_version (
  party int not null references party (id),
  version int not null,
  at timestamptz not null,
  actor text not null,
  cause text not null check (cause in ('registered', 'changed', 'imported', 'merged')),
  kind text not null,
  name_zh text not null,
  name_en text,
  uscc text,
  uscc_exception text,
  pgln text,
  gs1_prefixes text[] not null,
  division text,
  address text,
  phone text,
  is_demo boolean not null,
  merged_into int,
  reason text,
  primary key (party, version)
);
insert into party_version (party, version, at, actor, cause, kind, name_zh, name_en, uscc, pgln, gs1_prefixes, division, phone, is_demo)
select id, 1, created_at, 'system', 'registered', kind, name_zh, name_en, uscc, pgln, gs1_prefixes, division, phone, is_demo from party;

create table party_relation (
  id int generated always as identity primary key,
  public_id text not null unique,
  kind text not null check (kind in ('memberOf', 'branchOf', 'chainStoreOf', 'franchiseeOf', 'succeededBy')),
  from_party int not null references party (id),
  to_party int not null references party (id),
  -- Local dates, both included; open ended while it holds.
  valid_from date not null,
  valid_to date,
  -- The document that says so: a members' list, a contract, a decision on the reform of institutions.
  source text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check (from_party <> to_party),
  check (valid_to >= valid_from),
  unique (kind, from_party, to_party, valid_from)
);
create index party_relation_by_to on party_relation (to_party);
create index party_relation_by_from on party_relation (from_party);

alter table place
  -- 亩, 1/15 ha: for plots and ponds.
  add column area_mu numeric(12, 2) check (area_mu > 0),
  add column created_at timestamptz;
create index place_by_division on place (division text_pattern_ops, id);
create index place_by_name on place (name_zh collate "zh-x-icu", id);
create index product_by_party on product (party, id);
create index product_by_name on product (name_zh collate "zh-x-icu", id);

-- What can be searched for, whatever it is: kept by whoever writes the thing, in the same transaction.
create table search_entry (
  kind text not null,
  ref int not null,
  -- What is shown: its id, its name as written, its main code.
  public_id text not null,
  code text,
  title_zh text not null,
  title_en text,
  -- What is compared: one spelling for all (widths, brackets, legal forms), lower case.
  normal text not null collate "C",
  initials text not null collate "C",
  -- Single characters and pairs of neighbours of `normal`, pairs of `initials` behind a tilde.
  grams tsvector not null,
  -- Shorter names first: more of them is what was asked for.
  weight smallint not null,
  -- The order in which entries are walked. Nothing in a name hangs together with it: so many walked for so many found
  -- is what the planner expects. In the order of length or arrival a common pair may begin after ten thousands.
  shuffle int generated always as (hashint4(ref)) stored,
  owner int,
  division text,
  -- A natural person's name: not found by strangers.
  personal boolean not null default false,
  primary key (kind, ref)
);
-- New entries wait in a short list until they are sorted in: many at once cost a fraction of one by one.
create index search_entry_by_gram on search_entry using gin (grams) with (fastupdate = on, gin_pending_list_limit = 1024);
-- Walked in order until enough is found. Persons stand apart: their short names would be in the way of everybody
-- who may not see them.
create index search_entry_in_order on search_entry (kind, personal, shuffle);
create index search_entry_by_beginning on search_entry (kind, personal, normal);
-- One-character questions hit a fifth of all names: the planner must know which pairs are common.
alter table search_entry alter column grams set statistics 2000;

-- Codes and those parts of them that people copy; a question is the beginning of one.
create table search_code (
  code text not null collate "C",
  kind text not null,
  ref int not null,
  -- 0 the code itself, 1 a part of it.
  part smallint not null,
  primary key (kind, code, ref)
);
create index search_code_by_ref on search_code (kind, ref);

-- A file of parties on its way into the register.
create table party_import (
  id int generated always as identity primary key,
  public_id text not null unique,
  -- Who sent it; nobody else sees it.
  actor text not null,
  -- How far that person's power reached then: rows outside are errors.
  ways jsonb not null,
  file_name text not null,
  digest bytea not null,
  bytes int not null,
  -- Until it is read.
  file bytea,
  state text not null check (state in ('waiting', 'reading', 'refused', 'ready', 'writing', 'done', 'cancelled')),
  problem jsonb,
  columns jsonb not null default '[]',
  rows_total int not null default 0,
  rows_done int not null default 0,
  created_at timestamptz not null,
  ready_at timestamptz,
  finished_at timestamptz
);
create index party_import_by_actor on party_import (actor, id);

create table party_import_row (
  import int not null references party_import (id) on delete cascade,
  -- As the spreadsheet counts: the header is usually line 1.
  line int not null,
  outcome text not null check (outcome in ('new', 'change', 'same', 'error')),
  written boolean not null default false,
  kind text,
  name_zh text,
  name_en text,
  uscc text,
  uscc_exception text,
  pgln text,
  gs1_prefixes text[],
  division text,
  address text,
  phone text,
  name_key text,
  -- For rows without a code: made of what tells them apart, so that the same file again finds them.
  request_id text,
  -- Errors first, then what is only to be looked at; each with its column.
  problems jsonb not null default '[]',
  -- What it became, once written.
  party int references party (id),
  primary key (import, line)
);
create index party_import_row_by_code on party_import_row (import, uscc);
create index party_import_row_by_request on party_import_row (import, request_id) where request_id is not null;
create index party_import_row_by_outcome on party_import_row (import, outcome, line);
