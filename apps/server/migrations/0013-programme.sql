-- 实施方案: programmes, what they aim at, what is to be done, and what is counted for it.
create table programme (
  id int generated always as identity primary key,
  public_id text not null unique,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,79}$'),
  name_zh text not null,
  name_en text,
  document_number text,
  issuer int references party (id),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  -- The programme that this one goes on from.
  follows int unique references programme (id),
  basis text,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  -- SHA-256 of what was taken over: the same again is the same.
  wish_digest bytea not null,
  check (follows <> id)
);

-- 评估: what was found at its end.
create table programme_evaluation (
  programme int primary key references programme (id),
  on_day date not null,
  text text not null,
  actor text not null,
  at timestamptz not null
);

create table programme_goal (
  id int generated always as identity primary key,
  programme int not null references programme (id),
  number text not null,
  name_zh text not null,
  name_en text,
  unit text not null default '',
  comparator text not null check (comparator in ('>=', '>', '=', '<=', '<')),
  target numeric,
  base numeric not null default 0,
  deadline date not null,
  -- The words of the plan, and where they stand.
  words text,
  line int,
  unique (programme, number)
);

-- How a goal is measured, from a day on; a later row replaces an earlier one, and both stay.
create table programme_indicator (
  id int generated always as identity primary key,
  goal int not null references programme_goal (id),
  kind text not null check (kind in ('countValid', 'countNew', 'share', 'sum', 'reported')),
  measure text check (measure in ('statements', 'products', 'areaMu', 'outputTonnes')),
  period_from date,
  period_to date check (period_to >= period_from),
  reason text,
  actor text not null,
  at timestamptz not null,
  check ((kind = 'sum') = (measure is not null)),
  check ((kind = 'countNew') = (period_from is not null and period_to is not null))
);
create index programme_indicator_by_goal on programme_indicator (goal, id);

create table programme_indicator_scheme (
  indicator int not null references programme_indicator (id),
  part text not null check (part in ('counted', 'whole')),
  scheme text not null,
  primary key (indicator, part, scheme)
);

-- 填报: a value that cannot be counted, with what bears it out.
create table programme_reported (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  goal int not null references programme_goal (id),
  on_day date not null,
  value numeric,
  text text not null,
  evidence text,
  party int references party (id),
  actor text not null,
  at timestamptz not null,
  request text not null,
  unique (goal, request)
);

-- 计数: the days on which each statement stands. Derived from the statements alone, and made anew by one command.
create table programme_standing (
  statement bigint not null,
  piece smallint not null,
  public_id text not null,
  scheme text not null,
  kind text not null,
  division text not null,
  from_day date not null,
  until_day date,
  known_from date not null,
  -- Set on the first piece of what is not a correction.
  is_new boolean not null,
  public_from date,
  public_to date,
  products int not null,
  area_mu numeric not null,
  output_tonnes numeric not null,
  primary key (statement, piece)
);
create index programme_standing_by_scheme on programme_standing (scheme, from_day desc, statement desc);
create index programme_standing_by_division on programme_standing (scheme, division collate "C", from_day desc, statement desc);

-- Changes of the counts by day, and the same by month: a value as of any day is a sum of few rows.
create table programme_tally (
  grain text not null check (grain in ('month', 'day')),
  scheme text not null,
  kind text not null,
  division text not null,
  on_day date not null,
  stated int not null,
  known int not null,
  began int not null,
  products int not null,
  area_mu numeric not null,
  output_tonnes numeric not null,
  primary key (grain, scheme, on_day, division, kind)
);

-- How far the journal was followed.
create table programme_counted (
  single boolean primary key default true check (single),
  seq bigint not null
);
insert into programme_counted values (true, 0);

-- 快照: a value as it was counted, with the statements that it counted.
create table programme_snapshot (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  goal int not null references programme_goal (id),
  indicator int not null references programme_indicator (id),
  on_day date not null,
  value numeric,
  journal_seq bigint not null,
  counted int8multirange not null,
  counted_whole int8multirange,
  count int not null,
  -- SHA-256 over the ids of the statements in their order, one a line.
  digest bytea not null check (length(digest) = 32),
  at timestamptz not null,
  actor text not null,
  unique nulls not distinct (goal, indicator, on_day, value, digest)
);

create table programme_task (
  id int generated always as identity primary key,
  public_id text not null unique,
  programme int not null references programme (id),
  parent int references programme_task (id),
  number text not null,
  title_zh text not null,
  title_en text,
  summary_zh text,
  due_on date not null,
  line int,
  state text not null default 'running' check (state in ('running', 'completionReported', 'completed')),
  completed_on date,
  revision int not null default 1,
  unique (programme, number),
  check ((state = 'completed') = (completed_on is not null))
);

-- Who does it: as the plan names it, and the party that it is today.
create table programme_task_party (
  task int not null references programme_task (id),
  role text not null check (role in ('lead', 'supporting')),
  line smallint not null,
  named text not null,
  party int references party (id),
  -- The authority named was succeeded by the party from this day on; null where the name still holds.
  since date,
  succession text,
  primary key (task, role, line)
);
create index programme_task_party_by_party on programme_task_party (party, task);

create table programme_deliverable (
  task int not null references programme_task (id),
  line smallint not null,
  words_zh text not null,
  due_on date,
  primary key (task, line)
);

create table programme_milestone (
  id int generated always as identity primary key,
  public_id text not null unique,
  task int not null references programme_task (id),
  words text not null,
  due_on date not null,
  reached_on date,
  request text not null,
  unique (task, request)
);

-- Where the record itself shows work on a task: counted live, typed by nobody.
create table programme_source (
  task int not null references programme_task (id),
  line smallint not null,
  words_zh text not null,
  words_en text,
  measure text not null check (measure in ('statements', 'recalls')),
  statement_kind text,
  scheme text,
  primary key (task, line)
);

-- 佐证 linked by somebody: a record here, or a file handed in.
create table programme_evidence (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  task int not null references programme_task (id),
  deliverable smallint,
  kind text not null check (kind in ('statement', 'recall', 'document')),
  reference text not null,
  words text not null,
  party int references party (id),
  actor text not null,
  at timestamptz not null,
  unique (task, kind, reference)
);

-- 季度填报: what only people can know.
create table programme_round (
  id int generated always as identity primary key,
  public_id text not null unique,
  programme int not null references programme (id),
  quarter text not null check (quarter ~ '^[0-9]{4}Q[1-4]$'),
  opens_on date not null,
  due_on date not null check (due_on >= opens_on),
  actor text not null,
  at timestamptz not null,
  unique (programme, quarter)
);

create table programme_task_report (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  round int not null references programme_round (id),
  task int not null references programme_task (id),
  party int not null references party (id),
  role text not null check (role in ('lead', 'supporting')),
  state text not null default 'asked' check (state in ('asked', 'submitted', 'returned', 'signedOff')),
  revision int not null default 1,
  progress text,
  difficulty text,
  next_steps text,
  submitted_at timestamptz,
  reminded_at timestamptz,
  unique (round, task, party)
);
create index programme_task_report_by_party on programme_task_report (party, state);
create index programme_task_report_by_task on programme_task_report (task);

create table programme_task_report_step (
  report bigint not null references programme_task_report (id),
  seq int not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  opinion text,
  actor text not null,
  at timestamptz not null,
  primary key (report, seq)
);

-- 督办: 立项 → 签收 → 报告 → 核查 → 销号.
create table programme_supervision (
  id int generated always as identity primary key,
  public_id text not null unique,
  programme int not null references programme (id),
  task int references programme_task (id),
  party int not null references party (id),
  subject text not null,
  basis text not null,
  state text not null default 'opened'
    check (state in ('opened', 'acknowledged', 'reported', 'verified', 'returned', 'closed', 'dropped')),
  revision int not null default 1,
  sign_by date not null,
  due_on date not null check (due_on >= sign_by),
  opened_at timestamptz not null,
  actor text not null,
  request text not null unique
);
create index programme_supervision_by_party on programme_supervision (party, state);

create table programme_supervision_step (
  supervision int not null references programme_supervision (id),
  seq int not null,
  action text not null,
  from_state text,
  to_state text not null,
  text text,
  actor text not null,
  at timestamptz not null,
  primary key (supervision, seq)
);

-- Money in 分.
create table programme_funding (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  task int not null references programme_task (id),
  kind text not null check (kind in ('budget', 'paid', 'result')),
  amount_fen bigint check (amount_fen >= 0),
  on_day date not null,
  words text not null,
  document_number text,
  party int references party (id),
  actor text not null,
  at timestamptz not null,
  request text not null unique,
  check ((kind = 'result') or (amount_fen is not null))
);
create index programme_funding_by_task on programme_funding (task, id);

do $$
declare name text;
begin
  foreach name in array array['evaluation', 'indicator', 'indicator_scheme', 'reported', 'snapshot', 'funding',
    'task_report_step', 'supervision_step'] loop
    execute format('create trigger programme_%1$s_stays before update or delete on programme_%1$s
      for each row execute function refuse_edit()', name);
  end loop;
end $$;
