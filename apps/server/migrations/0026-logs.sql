-- breaking: what knows one log only would place leaves under a closed one.
-- One log a year. A log that is closed keeps its row, its last checkpoint and its files, and has no private key any
-- more; its successor goes on. Leaves count on through all of them: idx is the place among the leaves of all logs,
-- a leaf's index in its own log is idx less what the logs before it hold.
alter table log_state drop constraint log_state_pkey;
alter table log_state drop column single;
alter table log_state add primary key (key);
alter table log_state add column base bigint not null default 0 check (base >= 0);
alter table log_state alter column base drop default;
alter table log_state add column closed_at timestamptz;
alter table log_state add constraint log_state_base_key unique (base);
-- At most one log is open: whoever turns twice fails here.
create unique index log_state_open on log_state ((closed_at is null)) where closed_at is null;

-- Destroyed when the log is closed.
alter table log_key alter column sealed drop not null;
alter table log_key add column destroyed_at timestamptz;
alter table log_key add constraint log_key_check check ((sealed is null) = (destroyed_at is not null));

-- The key of the log that will follow the open one, made long before: a backup from before the turn can go on after it.
create table log_next_key (
  after text primary key references log_key (name),
  public bytea not null check (octet_length(public) = 32),
  sealed bytea not null,
  made_at timestamptz not null
);

-- How an issuer writes the status of what it signs; null: as the instance does. Two persons decide, as about its keys.
alter table issuer add column status_profile text check (status_profile in ('w3c', 'untp-strict'));
alter table issuer_key_proposal drop constraint issuer_key_proposal_act_check;
alter table issuer_key_proposal add constraint issuer_key_proposal_act_check
  check (act in ('create', 'rotate', 'retire', 'lose', 'w3cStatus', 'strictStatus'));
