-- 命名查询: a query that a party keeps under a name of its own. `query` is as given (EPCIS 2.0, 8.2.5).
create table named_query (
  id bigint generated always as identity primary key,
  party int not null references party (id),
  name text collate "C" not null,
  query jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (party, name)
);

-- Grows with every change of a subscription: a process that matches learns by it that its index is out of date.
create sequence subscription_change;

-- 订阅: who is told of the events of a named query, where, and how far it has come.
-- position: null while it rides with the one follower of all; a number is the entry of the journal up to which it has
-- come by itself, after a pause or because it began in the past.
create table subscription (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  query bigint not null references named_query (id) on delete cascade,
  party int not null references party (id),
  -- It was made by somebody who may see every event.
  sees_all boolean not null,
  dest text not null,
  secret bytea not null,
  -- null: at once.
  schedule jsonb,
  report_if_empty boolean not null,
  initial_record_time timestamptz,
  state text not null check (state in ('active', 'paused', 'halted')),
  position bigint,
  batch int not null check (batch >= 1),
  -- When the sender looks at it again; null: when something is due.
  next_at timestamptz,
  failures int not null default 0,
  given_up int not null default 0,
  last_error text,
  last_notified_at timestamptz,
  claimed_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  change bigint not null default nextval('subscription_change')
);
create index subscription_by_query on subscription (query);
create index subscription_by_party on subscription (party, id);
create index subscription_to_send on subscription (next_at) where state = 'active' and next_at is not null;
create index subscription_behind on subscription (id) where state = 'active' and position is not null;

-- One request to a receiver, written down before it is sent: sent again after a crash, it is the same.
create table subscription_delivery (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  subscription bigint not null references subscription (id) on delete cascade,
  state text not null check (state in ('open', 'done', 'dead')),
  events int not null,
  attempts int not null default 0,
  last_status int,
  last_error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index subscription_delivery_by_subscription on subscription_delivery (subscription, state, id);
-- One request at a time and receiver, so that events come in order.
create unique index subscription_delivery_open on subscription_delivery (subscription) where state = 'open';
create index subscription_delivery_ended on subscription_delivery (ended_at) where state = 'done';

-- Events that a subscriber is still owed, in the order of the journal. `delivery`: the request that carries them.
create table subscription_due (
  subscription bigint not null references subscription (id) on delete cascade,
  n bigint generated always as identity,
  event bigint not null,
  delivery bigint references subscription_delivery (id) on delete cascade,
  primary key (subscription, n)
);
create index subscription_due_of_delivery on subscription_due (delivery) where delivery is not null;
create index subscription_due_waiting on subscription_due (subscription, n) where delivery is null;
