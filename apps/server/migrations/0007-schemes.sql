-- Schemes are data: who owns the rules, and the rules from a day on.
create table scheme (
  id int generated always as identity primary key,
  code text not null unique,
  owner int not null references party (id),
  created_at timestamptz not null
);

-- Parties whose officers accept and review beside the owner's.
create table scheme_body (
  scheme int not null references scheme (id),
  party int not null references party (id),
  primary key (scheme, party)
);

-- One edition of the rules. Never changed: what changes makes a new edition from a later day.
create table scheme_edition (
  id int generated always as identity primary key,
  scheme int not null references scheme (id),
  edition int not null,
  effective_from date not null,
  name_zh text not null,
  name_en text,
  procedure text not null check (procedure in ('certification', 'award', 'listing', 'licenceOfBrand', 'grant', 'registration')),
  outcome text not null check (outcome in ('certification', 'award', 'listing', 'licence')),
  subject text not null check (subject in ('party', 'place', 'product', 'brand')),
  applicant_kinds text[] not null,
  acceptance_days int not null check (acceptance_days > 0),
  correction_days int not null check (correction_days > 0),
  decision_days int not null check (decision_days > 0),
  places_per_round int check (places_per_round > 0),
  validity_months int check (validity_months > 0),
  renewal_from_days int,
  renewal_until_days int,
  surveillance_months int check (surveillance_months > 0),
  number_template text,
  number_pattern text,
  suspended_by text[] not null,
  closed_from date,
  legal_basis text not null,
  source text not null,
  confirmed boolean not null,
  published_at timestamptz not null,
  published_by text not null,
  unique (scheme, edition),
  unique (scheme, effective_from),
  check (renewal_from_days > renewal_until_days),
  check ((renewal_from_days is null) = (renewal_until_days is null))
);

create table scheme_step (
  edition int not null references scheme_edition (id),
  seq int not null,
  step text not null check (step in ('formalReview', 'materialReview', 'onSiteReview', 'defence', 'ranking', 'publicNotice')),
  working_days int not null check (working_days > 0),
  primary key (edition, seq),
  unique (edition, step)
);

create table scheme_criterion (
  edition int not null references scheme_edition (id),
  seq int not null,
  code text not null,
  text_zh text not null,
  text_en text,
  points int check (points > 0),
  legal_basis text,
  primary key (edition, code)
);

create table scheme_document (
  edition int not null references scheme_edition (id),
  seq int not null,
  code text not null,
  name_zh text not null,
  name_en text,
  required boolean not null,
  primary key (edition, code)
);

-- A round of an award: when applications are taken, how many places it has.
create table scheme_round (
  id int generated always as identity primary key,
  public_id text not null unique,
  scheme int not null references scheme (id),
  code text not null,
  opens_on date not null,
  closes_on date not null,
  places int check (places > 0),
  ranked_at timestamptz,
  unique (scheme, code),
  check (closes_on >= opens_on)
);

-- The next serial number of each prefix: one row is locked for each number that is given.
create table scheme_counter (
  scheme int not null references scheme (id),
  prefix text not null,
  last int not null,
  primary key (scheme, prefix)
);

create table application (
  id int generated always as identity primary key,
  public_id text not null unique,
  -- Sent by the client, so that a draft that is sent twice is one draft.
  client_id text not null,
  scheme int not null references scheme (id),
  -- The edition it began under; it keeps it.
  edition int not null references scheme_edition (id),
  round int references scheme_round (id),
  applicant int not null references party (id),
  place int references place (id),
  product int references product (id),
  brand int references brand (id),
  state text not null check (state in ('draft', 'submitted', 'returned', 'notAccepted', 'formalReview', 'materialReview',
    'onSiteReview', 'defence', 'ranking', 'publicNotice', 'decision', 'rejectionProposed', 'certified', 'rejected', 'abandoned')),
  -- Counts every change; a change names the revision that it was made on.
  revision int not null default 1,
  area_mu numeric(14, 2) check (area_mu > 0),
  output_kg numeric(16, 3) check (output_kg > 0),
  scope text,
  -- Public id of the statement that it renews.
  renews text,
  created_at timestamptz not null,
  submitted_at timestamptz,
  state_since timestamptz not null,
  due_on date,
  due_confirmed boolean,
  notice_from timestamptz,
  notice_until timestamptz,
  points numeric(8, 2),
  rank int,
  statement text unique,
  number text,
  -- Copied from the statement, which never changes: renewal windows are asked of the list.
  valid_from date,
  valid_to date,
  surveillance_due date,
  unique (applicant, client_id),
  check (num_nonnulls(place, product, brand) <= 1),
  check ((notice_from is null) = (notice_until is null)),
  check (state <> 'publicNotice' or notice_until is not null),
  check ((state = 'certified') = (statement is not null))
);
create index application_by_applicant on application (applicant, id desc);
create index application_by_scheme_state on application (scheme, state, id desc);
create index application_by_state on application (state, due_on);
create index application_by_round on application (round) where round is not null;
create unique index application_under_way_once on application (scheme, applicant, coalesce(place, 0), coalesce(product, 0), coalesce(brand, 0))
  where state not in ('draft', 'notAccepted', 'certified', 'rejected', 'abandoned');
create index application_valid_to on application (valid_to) where valid_to is not null;
create unique index application_number_once on application (scheme, number) where number is not null;
create index application_surveillance on application (surveillance_due) where surveillance_due is not null;

create table application_answer (
  application int not null references application (id),
  criterion text not null,
  answer text not null,
  primary key (application, criterion)
);

create table application_document (
  application int not null references application (id),
  document text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  name text not null,
  primary key (application, document, digest)
);

-- Who did what, when, with which opinion. Only ever added to.
create table application_step (
  application int not null references application (id),
  seq int not null,
  at timestamptz not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  -- The revision that it was done on: the same step sent again is known by it.
  revision int not null,
  actor text not null,
  account int references account (id),
  party int references party (id),
  opinion text,
  due_on date,
  due_confirmed boolean,
  primary key (application, seq),
  unique (application, revision)
);

create table application_expert (
  application int not null references application (id),
  account int not null references account (id),
  assigned_at timestamptz not null,
  assigned_by text not null,
  -- Null until declared. Only who declared none may score.
  conflict boolean,
  conflict_reason text,
  declared_at timestamptz,
  submitted_at timestamptz,
  primary key (application, account),
  check ((conflict is null) = (declared_at is null)),
  check (conflict is not true or conflict_reason is not null),
  check (submitted_at is null or conflict is false)
);
create index application_expert_by_account on application_expert (account);

create table expert_score (
  application int not null,
  account int not null,
  criterion text not null,
  points numeric(6, 2) not null check (points >= 0),
  comment text,
  primary key (application, account, criterion),
  foreign key (application, account) references application_expert (application, account)
);

-- Name and contact of whoever objects are for the officers who handle it, never public, never in the journal.
create table notice_objection (
  id int generated always as identity primary key,
  public_id text not null unique,
  application int not null references application (id),
  client_id text not null,
  at timestamptz not null,
  text text not null,
  name text,
  contact text,
  state text not null default 'open' check (state in ('open', 'upheld', 'dismissed')),
  answer text,
  answered_at timestamptz,
  answered_by text,
  unique (application, client_id),
  check ((state = 'open') = (answered_at is null))
);

create table surveillance_visit (
  application int not null references application (id),
  client_id text not null,
  at timestamptz not null,
  visited_on date not null,
  result text not null check (result in ('conforms', 'correct', 'suspend')),
  opinion text not null,
  actor text not null,
  primary key (application, client_id)
);

-- What the licensed area of one user can yield in a season bounds what can be labelled, in whole grams.
create table brand_quota (
  id int generated always as identity primary key,
  public_id text not null unique,
  scheme int not null references scheme (id),
  party int not null references party (id),
  season text not null,
  season_from date not null,
  season_to date not null,
  area_mu numeric(14, 2) not null check (area_mu > 0),
  yield_kg_per_mu numeric(12, 3) not null check (yield_kg_per_mu > 0),
  -- The limit lives in the table: nothing can be written that oversells.
  bound_g bigint not null generated always as (floor(area_mu * yield_kg_per_mu * 1000)::bigint) stored,
  allotted_g bigint not null default 0,
  legal_basis text not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (scheme, party, season),
  check (season_to >= season_from),
  constraint brand_quota_never_oversold check (allotted_g >= 0 and allotted_g <= floor(area_mu * yield_kg_per_mu * 1000))
);

create table label_allotment (
  id int generated always as identity primary key,
  public_id text not null unique,
  quota int not null references brand_quota (id),
  client_id text not null,
  labels int not null check (labels > 0),
  grams_each int not null check (grams_each > 0),
  product int not null references product (id),
  at timestamptz not null,
  actor text not null,
  first_label bigint not null,
  unique (quota, client_id)
);

-- More sold under the brand than harvested under it: kept until somebody answers for it.
create table brand_alarm (
  id int generated always as identity primary key,
  public_id text not null unique,
  quota int not null references brand_quota (id),
  raised_at timestamptz not null,
  harvested_g bigint not null,
  sold_g bigint not null,
  closed_at timestamptz,
  closed_by text,
  answer text,
  check ((closed_at is null) = (answer is null))
);
create unique index brand_alarm_open on brand_alarm (quota) where closed_at is null;

-- How far each reaction has followed the journal. Moved in the transaction of what it did.
create table reaction_cursor (
  name text primary key,
  seq bigint not null
);
