-- Unusual use (OWASP ASVS 11.1.7, 11.1.8): what is counted, from how much on it is an alarm, and the alarms.
create table use_rule (
  kind text primary key check (kind in ('signInRefused', 'guessesFromAddress', 'requestsDenied', 'recordsRead',
    'recordsExported', 'statementsIssued', 'statementsEnded', 'malwareSent')),
  -- So many within so many minutes.
  threshold int not null check (threshold between 1 and 10000000),
  minutes int not null check (minutes between 1 and 1440),
  is_on boolean not null default true
);
insert into use_rule (kind, threshold, minutes) values
  ('signInRefused', 10, 60), ('guessesFromAddress', 30, 60), ('requestsDenied', 30, 60), ('recordsRead', 2000, 60),
  ('recordsExported', 50000, 1440), ('statementsIssued', 5000, 60), ('statementsEnded', 20, 60), ('malwareSent', 1, 60);
-- How much of it by whom since the beginning of a window: an account by its id, an address by a keyed digest. Forgotten
-- after two days.
create table use_tally (
  kind text not null references use_rule,
  subject text not null,
  from_at timestamptz not null,
  count bigint not null check (count > 0),
  primary key (kind, subject, from_at)
);
create index use_tally_by_time on use_tally (from_at);
create table unusual_use (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  kind text not null references use_rule,
  subject text not null,
  from_at timestamptz not null,
  -- The rule as it was then.
  threshold int not null,
  minutes int not null,
  count bigint not null,
  raised_at timestamptz not null,
  last_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by int references account,
  note text check (length(note) between 1 and 1000),
  check ((acknowledged_at is null) = (acknowledged_by is null) and (acknowledged_at is null) = (note is null)),
  -- Once for each kind, subject and window; and while one is open, no second.
  unique (kind, subject, from_at)
);
create unique index unusual_use_open on unusual_use (kind, subject) where acknowledged_at is null;
create index unusual_use_waiting on unusual_use (id) where acknowledged_at is null;
-- What happened before is not counted afterwards.
insert into reaction_cursor (name, seq)
  select name, seq from journal_head, unnest(array['accounts-watch-use', 'accounts-use-tally']) as name
  on conflict do nothing;

-- 逐份办理: the same step on many applications, done in the background in the name of who asked for it.
create table application_bulk (
  id int generated always as identity primary key,
  public_id text not null unique,
  account int not null references account,
  -- Id of the client's own: the same one again gives the same batch.
  request text not null,
  -- A step, or `experts`: the assignment of experts.
  action text not null,
  opinion text,
  experts text[] not null default '{}',
  -- How the person had signed in: what is decided is decided by as sure a person as at that moment.
  assurance text not null check (assurance in ('password', 'secondFactor', 'passkey')),
  state text not null check (state in ('going', 'done', 'stopped')),
  made_at timestamptz not null,
  ended_at timestamptz,
  unique (account, request),
  check ((state = 'going') = (ended_at is null))
);
create table application_bulk_row (
  bulk int not null references application_bulk on delete cascade,
  line int not null check (line > 0),
  application int not null references application,
  -- The revision that was looked at: what has changed since is not taken.
  revision int not null,
  outcome text not null default 'waiting' check (outcome in ('waiting', 'done', 'refused')),
  problems jsonb not null default '[]',
  primary key (bulk, line),
  unique (bulk, application)
);
create index application_bulk_row_by_outcome on application_bulk_row (bulk, outcome, line);
