-- Authenticators: what codes are computed with is sealed under a key outside the database. `secret` holds what was
-- kept in clear before: the next start seals it and empties the column.
alter table totp alter column secret drop not null;
alter table totp add column sealed bytea;
alter table totp add constraint totp_kept_once check (num_nonnulls(secret, sealed) = 1);

-- Search. A sign that a fifth of all names have must cost no more than one that ten have. The index of all names gives
-- whatever holds a sign, and is asked only when one of the names in sixty-four, drawn by `shuffle`, gave too few: so
-- the work is bounded by a sixty-fourth of all names, or by a sixty-fourth of those that would have been too few.
-- Apart by kind and by person, so that nothing is fetched only to be thrown away.
drop index search_entry_by_gram;
drop index search_entry_in_order;
create index search_party_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 1024) where kind = 'party' and not personal;
create index search_party_sampled_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 128) where kind = 'party' and not personal and (shuffle & 63) = 0;
create index search_product_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 1024) where kind = 'product' and not personal;
create index search_product_sampled_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 128) where kind = 'product' and not personal and (shuffle & 63) = 0;
create index search_other_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 256) where kind not in ('party', 'product') and not personal;
create index search_personal_by_gram on search_entry using gin (grams)
  with (fastupdate = on, gin_pending_list_limit = 1024) where personal;
