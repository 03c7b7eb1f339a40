-- A certificate's page is asked for by its statement.
create index application_by_statement on application (statement) where statement is not null;

-- What a goal counted is read from its newest on. What no longer stands is passed over within the index: a scheme whose
-- statements have all expired has thousands of those.
drop index programme_standing_by_scheme;
drop index programme_standing_by_division;
create index programme_standing_by_scheme
  on programme_standing (scheme, from_day desc, statement desc, (coalesce(until_day, 'infinity'::date)));
create index programme_standing_by_division
  on programme_standing (scheme, division, from_day desc, statement desc, (coalesce(until_day, 'infinity'::date)));
