-- 佐证材料: files handed in for a task, or with one authority's report on it. The bytes are kept as all evidence is.
create table programme_file (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  task int not null references programme_task (id),
  report bigint references programme_task_report (id),
  digest bytea not null references evidence (digest),
  -- As the party that handed it in called it.
  name text not null,
  words text,
  party int references party (id),
  actor text not null,
  at timestamptz not null,
  unique nulls not distinct (task, report, digest)
);
create index programme_file_by_report on programme_file (report) where report is not null;
create trigger programme_file_stays before update or delete on programme_file for each row execute function refuse_edit();

-- 提醒: what somebody was told of beside the changes of their own account: once for each thing. Ids, days and words of
-- the house only, nothing of the person.
create table account_notice (
  id bigint generated always as identity primary key,
  account int not null references account (id),
  kind text not null,
  about text not null,
  words_zh text not null,
  words_en text not null,
  -- Where it is done, on this server.
  path text not null,
  at timestamptz not null,
  unique (account, kind, about)
);
create trigger account_notice_stays before update or delete on account_notice for each row execute function refuse_edit();

-- Which reminders were given: each once, however often its job runs.
create table programme_reminder (
  about text not null,
  kind text not null,
  at timestamptz not null,
  primary key (about, kind)
);
