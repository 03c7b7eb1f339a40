-- Lists of statements whose matches may begin far from either end of the register: what has expired, what is of a kind
-- and an area, the beginning of many numbers. A block is 2,048 numbers; one look into each block tells what of it fits.
create index statement_state_block_by_kind on statement_state ((statement >> 11), kind, last_day);
create index statement_state_block_by_division
  on statement_state ((statement >> 11), subject_division, kind, last_day);
create index statement_state_block_by_number on statement_state ((statement >> 11), number) where number is not null;

-- 场所: a place without a GLN is known by a UUID; and what each place was before. Append only.
alter table place add column version int not null default 1;
create table place_version (
  place int not null references place (id),
  version int not null,
  at timestamptz not null,
  actor text not null,
  cause text not null check (cause in ('registered', 'changed', 'told')),
  party int,
  kind text not null,
  name_zh text not null,
  name_en text,
  division text,
  parent int,
  area_mu numeric(12, 2),
  primary key (place, version)
);
insert into place_version (place, version, at, actor, cause, party, kind, name_zh, name_en, division, parent, area_mu)
select id, 1, coalesce(created_at, now()), 'system', 'registered', party, kind, name_zh, name_en, division, parent, area_mu from place;

-- Mail with content goes to an address only once its owner has opened the link that was sent there. Addresses from
-- before were never confirmed: notices of the account itself go on to them, nothing else does.
alter table account add column notice_confirmed_at timestamptz;
alter table sign_in_challenge drop constraint sign_in_challenge_purpose_check;
alter table sign_in_challenge add constraint sign_in_challenge_purpose_check
  check (purpose in ('passkeyRegistration', 'passkeySignIn', 'oidc', 'noticeAddress'));
