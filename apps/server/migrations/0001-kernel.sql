-- Every commit's facts, in commit order: audit trail, outbox, later the leaves of the transparency log.
create table journal_head (
  single boolean primary key default true check (single),
  seq bigint not null
);
insert into journal_head values (true, 0);

create table journal (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  facts jsonb not null
);
create index journal_by_kind on journal (kind, seq);

-- Settings of this instance that are facts, not configuration (instance id, demo marker …).
create table instance (
  name text primary key,
  value jsonb not null
);
