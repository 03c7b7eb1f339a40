-- 召回: what is taken back, why, and what people are to do. The question is kept as it was asked; `watermark` is the
-- journal entry up to which the answer stands in recall_lot. A published recall is never edited: it ends or is withdrawn.
create table recall (
  id int generated always as identity primary key,
  public_id text not null unique,
  party int not null references party (id),
  client_id text not null,
  state text not null check (state in ('draft', 'published', 'ended', 'withdrawn')),
  question jsonb not null,
  hazard text not null check (hazard in ('first', 'second', 'third')),
  reason_zh text not null,
  reason_en text,
  advice_zh text not null,
  advice_en text,
  contact_zh text not null,
  contact_en text,
  phone text not null,
  legal_basis text not null,
  drafted_at timestamptz not null,
  drafted_by text not null,
  published_at timestamptz,
  published_by text,
  closed_at timestamptz,
  closed_by text,
  closing_zh text,
  closing_en text,
  watermark bigint,
  lots int not null default 0,
  carriers int not null default 0,
  notified_at timestamptz,
  unique (party, client_id),
  check (state <> 'draft' or published_at is null),
  check (state not in ('published', 'ended') or (published_at is not null and watermark is not null)),
  check ((state in ('ended', 'withdrawn')) = (closed_at is not null))
);
create index recall_by_publication on recall (published_at desc, id desc) where published_at is not null;

-- What a published recall takes back. part: 1 goods, 2 container that carried them, 3 process on the way. Written by
-- COPY, millions at once: no foreign keys (a trigger a row), found from a lot by its key, listed by a block range index.
create table recall_lot (
  recall int not null,
  lot bigint not null,
  part smallint not null check (part in (1, 2, 3)),
  primary key (lot, recall)
);
create index recall_lot_by_recall on recall_lot using brin (recall);

-- Which products a recall touches, and with how many lots.
create table recall_product (
  recall int not null references recall (id),
  gtin text not null,
  lots int not null,
  primary key (recall, gtin)
);

-- 召回通知: who held goods of a recall when it was told, and whether they answered. An answer counts for the lots that
-- were known then: more of them ask for another answer.
create table recall_notice (
  recall int not null references recall (id),
  party int not null references party (id),
  lots int not null,
  told_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_lots int,
  primary key (recall, party)
);
create index recall_notice_by_party on recall_notice (party, recall);

-- How much of it, unit by unit; '' is pieces.
create table recall_notice_amount (
  recall int not null,
  party int not null,
  unit text not null default '',
  quantity numeric not null,
  primary key (recall, party, unit),
  foreign key (recall, party) references recall_notice (recall, party)
);
