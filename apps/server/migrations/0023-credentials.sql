-- 批量签发 · Many statements of one kind that are issued from one sheet, in the background. What is said of all stands
-- once, what each row says beside it; both are kept only until somebody takes the batch away or it grows old.
create table statement_bulk (
  id int generated always as identity primary key,
  public_id text not null unique,
  issuer int not null references party (id),
  -- Id of the client's own: the same one again gives the same batch.
  request text not null,
  name text not null,
  -- What a row's subject is: a party, a place, a product, a brand or a lot.
  about text not null check (about in ('party', 'place', 'product', 'brand', 'lot')),
  -- What is said of all, as it was sent; read by the command that issues, by no rule and no list.
  wish jsonb not null,
  state text not null check (state in ('open', 'ready', 'issuing', 'done', 'stopped')),
  unknown_columns text[] not null default '{}',
  rows_total int not null default 0 check (rows_total >= 0),
  made_by text not null,
  made_at timestamptz not null,
  -- Who let it be issued: the statements name this person.
  started_by text,
  started_at timestamptz,
  ended_at timestamptz,
  unique (issuer, request),
  check ((state in ('open', 'ready')) = (started_at is null) or state = 'stopped')
);
create index statement_bulk_by_issuer on statement_bulk (issuer, id);

create table statement_bulk_row (
  bulk int not null references statement_bulk (id) on delete cascade,
  -- The line of the sheet.
  line int not null check (line > 0),
  subject text,
  number text,
  wish jsonb not null,
  outcome text not null check (outcome in ('waiting', 'wrong', 'issued', 'proposed', 'refused')),
  -- Public id of the statement, or of the proposal that waits for a second person.
  result text,
  problems jsonb not null default '[]',
  primary key (bulk, line)
);
create index statement_bulk_row_by_outcome on statement_bulk_row (bulk, outcome, line);
