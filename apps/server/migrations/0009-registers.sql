-- Authenticators: what codes are computed with is sealed under a key outside the database. `secret` holds what was
-- kept in clear before: the next start seals it and empties the column.
alter table totp alter column secret drop not null;
alter table totp add column sealed bytea;
alter table totp add constraint totp_kept_once check (num_nonnulls(secret, sealed) = 1);
