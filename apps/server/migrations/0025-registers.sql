-- Lists of statements whose conditions many fulfil singly and few together.
-- What has expired, ends by a day, or stands beyond it, block by block: one look into each block, and all that a list
-- asks stands in the index. Before, a look was taken for each kind of each block, and each row was read.
create index statement_state_block_by_last_day on statement_state ((statement >> 11), last_day)
  include (statement, status, kind, public_from, public_to, issuer, subject_party, subject_division, at, issued_at);
-- The beginning of a number, of those that are suspended, withdrawn, cancelled or superseded.
create index statement_state_unusual_by_number on statement_state (status, number, statement)
  include (kind, last_day, public_from, public_to, issuer, subject_party, subject_division)
  where status <> 'valid' and number is not null;
-- Who was suspended (or withdrawn, cancelled, superseded) on a past day begins with who ever was.
create index statement_change_unusual on statement_change (to_status, statement) include (at, seq)
  where to_status <> 'valid';
-- The same of a kind or an area begins with those of it that ever changed.
create index statement_state_changed_by_kind on statement_state (kind, statement)
  include (status, last_day, public_from, public_to, issuer, subject_party, subject_division, at, issued_at)
  where seq > 0;
create index statement_state_changed_by_division on statement_state (subject_division, statement)
  include (status, kind, last_day, public_from, public_to, issuer, subject_party, at, issued_at)
  where seq > 0;
