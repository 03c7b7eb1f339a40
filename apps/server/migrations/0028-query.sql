-- What most questions ask of an event stands in the index of its number: whoever follows numbers from another index
-- reads no page of the table until a page of results is found, and neighbours in the index lie a hundred to a page.
create unique index event_with_columns on event (id)
  include (event_time, record_time, type, action, party, biz_step, disposition, read_point, biz_location, declared_at);
alter table event drop constraint event_pkey;
alter table event add constraint event_pkey primary key using index event_with_columns;

-- Events of a place are found in order by the index alone, like those of all other columns.
drop index event_by_location;
create index event_by_location on event (biz_location, event_time, id) where biz_location is not null;
