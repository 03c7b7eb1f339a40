-- Brands: names under which goods or services are sold. A regional one has an owner and licensed users.
create table brand (
  id int generated always as identity primary key,
  public_id text not null unique,
  owner int not null references party (id),
  kind text not null check (kind in ('regional', 'enterprise', 'famous', 'service')),
  name_zh text not null,
  name_en text,
  category text,
  division text,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  unique (owner, kind, name_zh)
);

-- What is signed or recorded stays as it is: it is superseded, suspended, withdrawn, never edited.
create function refuse_edit() returns trigger language plpgsql as $$
begin
  raise exception '% is never edited: what was said stays', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Who may make which statements. Held by one party, or, where the law itself gives it, by every party of a kind.
create table mandate (
  id int generated always as identity primary key,
  public_id text not null unique,
  holder int references party (id),
  holder_kind text,
  kind text not null check (kind in ('certification', 'declaration', 'accreditation', 'testReport', 'licence',
    'sanction', 'award', 'listing', 'complianceCommitment')),
  -- null: every scheme.
  scheme text,
  -- Division code (GB/T 2260) or its beginning; null: everywhere.
  area text,
  -- 'itself': about the holder and what belongs to it only.
  about text not null check (about in ('anyone', 'itself')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  legal_basis text not null,
  source text,
  needs_second_person boolean not null default false,
  granted_at timestamptz not null,
  granted_by text not null,
  request text,
  check (num_nonnulls(holder, holder_kind) = 1),
  unique (request)
);
create index mandate_by_holder on mandate (holder, kind) where holder is not null;
create index mandate_by_holder_kind on mandate (holder_kind, kind) where holder_kind is not null;
create trigger mandate_stays before update or delete on mandate for each row execute function refuse_edit();

-- The end of a mandate before its term: from that local day on it gives nothing.
create table mandate_end (
  mandate int primary key references mandate (id),
  ends_from date not null,
  at timestamptz not null,
  actor text not null,
  reason text not null,
  legal_basis text not null
);
create trigger mandate_end_stays before update or delete on mandate_end for each row execute function refuse_edit();

-- The envelope of everything that is said about a subject: one row for all kinds, one typed table for each kind.
create table statement (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  kind text not null check (kind in ('certification', 'declaration', 'accreditation', 'testReport', 'licence',
    'sanction', 'award', 'listing', 'complianceCommitment')),
  issuer int not null references party (id),
  mandate int not null references mandate (id),
  party_id int references party (id),
  place_id int references place (id),
  product_id int references product (id),
  brand_id int references brand (id),
  lot_id bigint references lot (id),
  -- Whose matter it is, and where, when it was issued: found from the subject once, for lists and for reach.
  subject_party int references party (id),
  subject_division text,
  scheme text,
  number text,
  legal_basis text not null,
  legal_basis_en text,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  -- Local days on which the public may see it; no first day: never.
  public_from date,
  public_to date check (public_to >= public_from),
  issued_at timestamptz not null,
  issued_by text not null,
  second_person text,
  supersedes bigint unique references statement (id),
  -- Sent by the client, so that sending twice issues once.
  request text,
  -- SHA-256 of all that was asked for: what is sent again under the same request or number must be the same.
  wish_digest bytea not null,
  check (num_nonnulls(party_id, place_id, product_id, brand_id, lot_id) = 1),
  check (second_person <> issued_by)
);
create unique index statement_by_request on statement (issuer, request) where request is not null;
-- A number is an issuer's own and used once in a scheme; a correction keeps it.
create unique index statement_by_number on statement (number, issuer, kind, coalesce(scheme, ''))
  where number is not null and supersedes is null;
create index statement_by_kind on statement (kind, id);
create index statement_by_scheme on statement (scheme, id) where scheme is not null;
create index statement_by_issuer on statement (issuer, id);
create index statement_by_subject_party on statement (subject_party, id);
create index statement_by_party on statement (party_id, id) where party_id is not null;
create index statement_by_place on statement (place_id, id) where place_id is not null;
create index statement_by_product on statement (product_id, id) where product_id is not null;
create index statement_by_brand on statement (brand_id, id) where brand_id is not null;
create index statement_by_lot on statement (lot_id, id) where lot_id is not null;
create index statement_by_division on statement (subject_division collate "C", id);
create index statement_by_last_day on statement ((coalesce(valid_to, 'infinity'::date)), id);
create index statement_by_number_typed on statement (number collate "C", id) where number is not null;
create trigger statement_stays before update or delete on statement for each row execute function refuse_edit();

-- What became of it. seq 0 is the issue itself. A change holds from the moment it is recorded, so that what was in
-- force on a past day is never answered otherwise later.
create table statement_change (
  statement bigint not null references statement (id),
  seq smallint not null,
  at timestamptz not null,
  action text not null check (action in ('issue', 'suspend', 'restore', 'withdraw', 'cancel', 'supersede')),
  to_status text not null check (to_status in ('valid', 'suspended', 'withdrawn', 'cancelled', 'superseded')),
  party int not null references party (id),
  actor text not null,
  second_person text,
  reason text,
  legal_basis text,
  -- The statement that took its place.
  successor bigint references statement (id),
  primary key (statement, seq),
  check (second_person <> actor),
  check ((action = 'supersede') = (successor is not null)),
  check (action in ('issue', 'supersede') or (reason is not null and legal_basis is not null))
);
create trigger statement_change_stays before update or delete on statement_change
  for each row execute function refuse_edit();

-- Where it stands now: the last row of its history, kept ready. Derived, and the only row here that moves.
create table statement_state (
  statement bigint primary key references statement (id),
  seq smallint not null,
  status text not null check (status in ('valid', 'suspended', 'withdrawn', 'cancelled', 'superseded')),
  at timestamptz not null
);
create index statement_state_unusual on statement_state (status, statement) where status <> 'valid';

-- Files that bear a statement out, named by the SHA-256 of their bytes; the bytes are in the evidence store.
create table evidence (
  digest bytea primary key check (length(digest) = 32),
  size bigint not null check (size > 0),
  media_type text not null,
  created_at timestamptz not null
);
create trigger evidence_stays before update or delete on evidence for each row execute function refuse_edit();

-- Who handed a file in, and under which name: the same bytes may come from several.
create table evidence_deposit (
  digest bytea not null references evidence (digest),
  party int not null references party (id),
  name text not null,
  actor text not null,
  at timestamptz not null,
  primary key (digest, party)
);
create index evidence_deposit_by_party on evidence_deposit (party, at);

create table statement_evidence (
  statement bigint not null references statement (id),
  line smallint not null,
  digest bytea not null references evidence (digest),
  primary key (statement, line)
);
create index statement_evidence_by_digest on statement_evidence (digest);
create trigger statement_evidence_stays before update or delete on statement_evidence
  for each row execute function refuse_edit();

-- Something that one person wants and a second one has to confirm before it is done (two-person rule).
create table statement_proposal (
  id int generated always as identity primary key,
  public_id text not null unique,
  party int not null references party (id),
  action text not null check (action in ('issue', 'suspend', 'restore', 'withdraw', 'cancel')),
  -- What is asked for, exactly as it was sent; read by the command that does it, by no rule and no list.
  wish jsonb not null,
  wish_digest bytea not null,
  statement bigint references statement (id),
  proposed_by text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  request text,
  unique (party, request)
);
create index statement_proposal_by_party on statement_proposal (party, id);
create trigger statement_proposal_stays before update or delete on statement_proposal
  for each row execute function refuse_edit();

create table statement_proposal_end (
  proposal int primary key references statement_proposal (id),
  outcome text not null check (outcome in ('confirmed', 'declined')),
  at timestamptz not null,
  actor text not null,
  reason text,
  statement bigint references statement (id)
);

-- 认证: a third party certifies (mark certificates).
create table statement_certification (
  statement bigint primary key references statement (id),
  mark_number text,
  grade text,
  standard text,
  trade_mark text,
  area_mu numeric check (area_mu > 0),
  output_tonnes numeric check (output_tonnes > 0)
);
create table statement_certified_product (
  statement bigint not null references statement (id),
  line smallint not null,
  name text not null,
  gtin text check (gtin ~ '^[0-9]{14}$'),
  number text,
  area_mu numeric check (area_mu > 0),
  output_tonnes numeric check (output_tonnes > 0),
  primary key (statement, line)
);

-- 声明: first-party declaration (企业标准自我声明公开 and others).
create table statement_declaration (
  statement bigint primary key references statement (id),
  form text not null check (form in ('enterpriseStandard', 'executedStandard', 'qualityCommitment', 'other')),
  standard_number text,
  standard_name text,
  declares text not null,
  check (form not in ('enterpriseStandard', 'executedStandard') or standard_number is not null)
);
create table statement_declared_indicator (
  statement bigint not null references statement (id),
  line smallint not null,
  name text not null,
  value text not null,
  unit text,
  method text,
  is_safety boolean not null,
  primary key (statement, line)
);

-- 认可、资质认定: a body is competent for a scope.
create table statement_accreditation (
  statement bigint primary key references statement (id),
  body_kind text not null check (body_kind in ('laboratory', 'certificationBody', 'inspectionBody')),
  act text not null check (act in ('accreditation', 'qualification')),
  standard text
);
create table statement_accreditation_scope (
  statement bigint not null references statement (id),
  line smallint not null,
  object text not null,
  parameter text,
  method text,
  restriction text,
  primary key (statement, line)
);

-- 检验检测报告
create table statement_test_report (
  statement bigint primary key references statement (id),
  purpose text not null check (purpose in ('official', 'commissioned', 'own')),
  sample_name text not null,
  sample_number text,
  sample_state text,
  sample_quantity text,
  sampled_on date,
  sampling_place text,
  sampling_method text,
  received_on date check (received_on >= sampled_on),
  tested_from date not null,
  tested_to date not null check (tested_to >= tested_from),
  qualification_number text,
  conclusion text not null check (conclusion in ('conforms', 'doesNotConform', 'inconclusive')),
  conclusion_basis text not null
);
create table statement_test_item (
  statement bigint not null references statement (id),
  line smallint not null,
  analyte text not null,
  method text,
  unit text,
  -- 'notDetected' and 'below' say what the number cannot; 'text' is a finding without a number.
  qualifier text not null check (qualifier in ('equals', 'below', 'above', 'notDetected', 'text')),
  result numeric,
  finding text,
  detection_limit numeric check (detection_limit >= 0),
  limit_relation text check (limit_relation in ('atMost', 'atLeast', 'absent')),
  limit_value numeric,
  limit_source text,
  limit_edition text,
  verdict text not null check (verdict in ('conforms', 'doesNotConform', 'inconclusive')),
  primary key (statement, line),
  check ((qualifier in ('equals', 'below', 'above')) = (result is not null)),
  check ((qualifier = 'text') = (finding is not null)),
  check (limit_value is null or (limit_relation is not null and limit_source is not null and unit is not null))
);

-- 行政许可 (双公示)
create table statement_licence (
  statement bigint primary key references statement (id),
  document_name text not null,
  document_number text not null,
  category text not null check (category in ('general', 'special', 'approval', 'qualification', 'registration', 'other')),
  certificate_name text,
  content text not null,
  decided_on date not null,
  legal_representative text
);

-- 行政处罚 (双公示). Money in 分.
create table statement_sanction (
  statement bigint primary key references statement (id),
  document_number text not null,
  violation_type text not null,
  facts text not null,
  basis text not null,
  content text not null,
  fine_fen bigint check (fine_fen >= 0),
  confiscated_fen bigint check (confiscated_fen >= 0),
  affected_licence text,
  decided_on date not null,
  legal_representative text
);
create table statement_sanction_measure (
  statement bigint not null references statement (id),
  line smallint not null,
  measure text not null check (measure in ('warning', 'criticism', 'fine', 'confiscation', 'licenceHeld', 'gradeLowered',
    'licenceRevoked', 'productionLimited', 'productionStopped', 'closure', 'professionBan', 'detention', 'other')),
  primary key (statement, line)
);

-- 表彰、授奖
create table statement_award (
  statement bigint primary key references statement (id),
  round text not null,
  grade text,
  rank int check (rank > 0),
  field text,
  prize_fen bigint check (prize_fen >= 0)
);

-- 名录、名单
create table statement_listing (
  statement bigint primary key references statement (id),
  list text not null check (list in ('register', 'redList', 'watchList', 'blackList')),
  level text check (level in ('national', 'regional', 'municipal', 'county')),
  category text,
  reason text,
  entered_on date not null
);
create table statement_listing_measure (
  statement bigint not null references statement (id),
  line smallint not null,
  measure text not null,
  legal_basis text not null,
  primary key (statement, line)
);

-- 承诺达标合格证
create table statement_compliance_commitment (
  statement bigint primary key references statement (id),
  role text not null check (role in ('producer', 'buyer')),
  product_name text not null,
  quantity numeric not null check (quantity > 0),
  unit text not null,
  origin text not null,
  no_banned_substances boolean not null check (no_banned_substances),
  within_limits boolean not null check (within_limits),
  answers_for_truth boolean not null check (answers_for_truth),
  phone text
);
create table statement_commitment_basis (
  statement bigint not null references statement (id),
  line smallint not null,
  basis text not null check (basis in ('commissionedTest', 'ownTest', 'qualityControl', 'selfCommitment')),
  primary key (statement, line)
);

do $$
declare name text;
begin
  foreach name in array array['certification', 'certified_product', 'declaration', 'declared_indicator',
    'accreditation', 'accreditation_scope', 'test_report', 'test_item', 'licence', 'sanction', 'sanction_measure',
    'award', 'listing', 'listing_measure', 'compliance_commitment', 'commitment_basis'] loop
    execute format('create trigger statement_%1$s_stays before update or delete on statement_%1$s
      for each row execute function refuse_edit()', name);
  end loop;
end $$;
create trigger statement_proposal_end_stays before update or delete on statement_proposal_end
  for each row execute function refuse_edit();
