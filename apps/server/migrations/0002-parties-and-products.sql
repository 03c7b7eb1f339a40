create table party (
  id int generated always as identity primary key,
  public_id text not null unique,
  kind text not null check (kind in ('enterprise', 'cooperative', 'familyFarm', 'household', 'authority', 'laboratory', 'association')),
  name_zh text not null,
  name_en text,
  uscc text unique,
  pgln text unique,
  gs1_prefixes text[] not null default '{}',
  division text,
  phone text,
  is_demo boolean not null default false,
  created_at timestamptz not null
);

-- Vocabulary words, places, transactions, sources and destinations: what events point at, interned to small numbers.
create table term (
  id int generated always as identity primary key,
  uri text not null unique
);

create table place (
  id int primary key references term (id),
  party int references party (id),
  kind text not null,
  name_zh text not null,
  name_en text,
  division text,
  parent int references term (id),
  is_demo boolean not null default false
);
create index place_by_parent on place (parent);
create index place_by_party on place (party);

create table product (
  id int generated always as identity primary key,
  public_id text not null unique,
  gtin text not null unique check (gtin ~ '^[0-9]{14}$'),
  party int references party (id),
  kind text not null check (kind in ('farmInput', 'raw', 'processed', 'packed', 'animal', 'industrial')),
  name_zh text not null,
  name_en text,
  brand_zh text,
  brand_en text,
  category text,
  net_content text,
  is_demo boolean not null default false,
  created_at timestamptz not null
);

-- Only a digest of the secret is kept; scopes are a closed set checked in code.
create table api_key (
  id int generated always as identity primary key,
  public_id text not null unique,
  party int not null references party (id),
  secret_digest bytea not null unique,
  scopes text[] not null,
  label text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
