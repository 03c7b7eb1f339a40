-- Search by a sign that a third of all names have: of one name in sixty-four that is still thousands, and all of them
-- were gathered to take twenty. One in 512 is asked first. Where that has too few, one in 64 has a few hundred at
-- most; where that has too few, all names have a thousand or two.
create index search_party_few_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 64) where kind = 'party' and not personal and (shuffle & 511) = 0;
create index search_product_few_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 64) where kind = 'product' and not personal and (shuffle & 511) = 0;

-- Alarms of a brand's balance. How far more had left than can have been harvested, as it was last seen while the alarm
-- was open: so much is answered for, and only more than that raises another.
alter table brand_alarm add column excess_g bigint not null default 0 check (excess_g >= 0);
update brand_alarm m set excess_g = greatest(0, m.sold_g - least(m.harvested_g, q.bound_g))
  from brand_quota q where q.id = m.quota;
alter table brand_alarm alter column excess_g drop default;
