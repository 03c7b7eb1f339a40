-- Everything that moves or is made: lots, items, logistic units, processes. Numbered in arrival order:
-- neighbours in the supply chain are neighbours in memory and on disk.
-- kind: 1 lot, 2 item, 3 class (trade item without lot), 4 logistic unit, 5 asset, 6 place, 7 party, 8 document,
-- 9 anything outside GS1, 10 running process (transformationID).
create table lot (
  id bigint generated always as identity primary key,
  uri text collate "C" not null unique,
  kind smallint not null
);

-- One row for each running process that numbers lots and terms. Their numbers are committed without waiting for the
-- disk; an unlogged table is emptied by PostgreSQL when it recovers from a crash, and by that a process learns that
-- numbers it remembers may be lost.
create unlogged table interner_epoch (
  id uuid primary key
);

create sequence event_id_block as bigint increment by 4096 minvalue 1 start with 1;

-- type: 1 Object, 2 Aggregation, 3 Association, 4 Transaction, 5 Transformation, 6 extended (its URI is an event_link).
-- action: 0 none, 1 ADD, 2 OBSERVE, 3 DELETE. hash: the event hash; of an error declaration, which has the same hash
-- as the event it declares wrong, a hash over that and the declaration. context: null when it is the standard one.
create table event (
  id bigint primary key,
  event_time timestamptz not null,
  record_time timestamptz not null,
  offset_minutes smallint not null,
  type smallint not null,
  action smallint not null,
  party int not null,
  biz_step int,
  disposition int,
  read_point int,
  biz_location int,
  declared_at timestamptz,
  hash bytea not null,
  event_id text,
  context bytea,
  doc bytea not null
);
create unique index event_by_hash on event (hash);
create index event_by_time on event (event_time, id);
create index event_by_record_time on event (record_time, id);
create index event_by_location on event (biz_location, event_time) where biz_location is not null;
-- An error declaration repeats the eventID of what it declares wrong.
create unique index event_by_event_id on event (event_id) where event_id is not null and declared_at is null;
-- What a party told, newest first: the ground of every query of a party that may not see all.
create index event_by_party on event (party, event_time, id);

-- The graph. One row per lot named by an event.
create table event_lot (
  event bigint not null,
  lot bigint not null,
  role smallint not null,
  uom int,
  quantity numeric
);
create index event_lot_by_lot on event_lot (lot, role, event);
create index event_lot_by_event on event_lot (event, role, lot);

-- What else an event points at. kind: 1 business transaction, 2 source, 3 destination,
-- 4 persistent disposition set, 5 persistent disposition unset, 6 certification, 7 type of an extended event.
create table event_link (
  event bigint not null,
  kind smallint not null,
  type int,
  value int not null
);
create index event_link_by_value on event_link (value, kind, event);
create index event_link_by_event on event_link (event, kind);

-- The same event told by a second party: it sees the event as its own.
create table event_teller (
  event bigint not null,
  party int not null,
  at timestamptz not null,
  primary key (event, party)
);
create index event_teller_by_party on event_teller (party, event);

-- An event declared wrong by the party that told it (EPCIS errorDeclaration). It stays, and counts no more.
create table event_void (
  event bigint primary key,
  declared_by bigint not null,
  declared_at timestamptz not null
);

-- What an error declaration speaks of, by content and by eventID: it may be told before the event itself is.
create table event_declaration (
  event bigint primary key,
  party int not null,
  hash bytea not null,
  event_id text
);
create index event_declaration_by_hash on event_declaration (hash);
create index event_declaration_by_event_id on event_declaration (event_id) where event_id is not null;

create table capture_job (
  id uuid primary key,
  party int not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  behaviour text not null check (behaviour in ('rollback', 'proceed')),
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  total int not null default 0,
  done int not null default 0,
  stored int not null default 0,
  repeated int not null default 0,
  errors jsonb not null default '[]',
  body bytea
);
create index capture_job_by_party on capture_job (party, created_at desc);
create index capture_job_open on capture_job (created_at) where state in ('queued', 'running');

-- Scans counted by day and, where the operator's edge says it, by division. No address, no device, no person.
create table scan_count (
  lot bigint not null,
  day date not null,
  division text not null default '',
  scans int not null,
  primary key (lot, day, division)
);
create table scan_first (
  lot bigint primary key,
  at timestamptz not null,
  division text not null default ''
);
