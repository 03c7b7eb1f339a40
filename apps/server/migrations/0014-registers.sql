-- Lists of statements whose matches may begin far from either end of the register: what has expired, what is of a kind
-- and an area, the beginning of many numbers. A block is 2,048 numbers; one look into each block tells what of it fits.
create index statement_state_block_by_kind on statement_state ((statement >> 11), kind, last_day);
create index statement_state_block_by_division
  on statement_state ((statement >> 11), subject_division, kind, last_day);
create index statement_state_block_by_number on statement_state ((statement >> 11), number) where number is not null;
