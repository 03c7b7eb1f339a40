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
