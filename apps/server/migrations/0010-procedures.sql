-- Renewal: each law counts in its own unit, and some give time after the end (商标法 第四十条).
alter table scheme_edition rename column renewal_from_days to renewal_from;
alter table scheme_edition rename column renewal_until_days to renewal_until;
alter table scheme_edition
  add column renewal_unit text check (renewal_unit in ('day', 'workingDay', 'month')),
  add column renewal_grace int check (renewal_grace > 0);
update scheme_edition set renewal_unit = 'day' where renewal_from is not null;
alter table scheme_edition
  add check ((renewal_unit is null) = (renewal_from is null)),
  add check (renewal_grace is null or renewal_from is not null);

-- Copied from the rules at the grant, so that the work list finds by index what is to be renewed.
alter table application
  add column renewal_from date,
  add column renewal_until date,
  add column renewal_grace date,
  add check ((renewal_from is null) = (renewal_until is null)),
  add check (renewal_grace is null or renewal_until is not null);
update application a set renewal_from = a.valid_to - e.renewal_from, renewal_until = a.valid_to - e.renewal_until
  from scheme_edition e where e.id = a.edition and a.valid_to is not null and e.renewal_from is not null;

-- Each reminder of a mark is told once, however often its job runs.
create table renewal_reminder (
  application int not null references application (id),
  kind text not null check (kind in ('opens', 'ends', 'grace')),
  told_at timestamptz not null,
  primary key (application, kind)
);

-- What the work list asks: an applicant's open drafts, and marks by scheme or holder whose window has opened.
create index application_open on application (applicant) where state in ('draft', 'returned');
create index application_renewal_by_scheme on application (scheme, renewal_from) where renewal_from is not null;
create index application_renewal_by_holder on application (applicant, renewal_from) where renewal_from is not null;
create index application_surveillance_by_scheme on application (scheme, surveillance_due) where surveillance_due is not null;
create index application_renews on application (renews) where renews is not null;
create index application_expert_waiting on application_expert (account) where submitted_at is null;

-- Which brand a licence is of, where its owner has several; without it, the brands of the scheme's owner.
alter table scheme add column brand int references brand (id);
create index scheme_by_brand on scheme (brand) where brand is not null;
