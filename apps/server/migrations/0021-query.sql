-- Which lots (items, logistic units, processes …) a party told of, by its own events and those that it told after
-- another: whether a party may see an event is asked of the lots that the event names, whatever else happened to them.
-- A lot may stand here twice; classes, places and parties, which are on the way of everybody, never do.
create table party_lot (
  party int not null,
  lot bigint not null
);
insert into party_lot (party, lot)
  select distinct told.party, event_lot.lot
  from (select id as event, party from event union all select event, party from event_teller) as told
  join event_lot on event_lot.event = told.event join lot on lot.id = event_lot.lot
  where lot.kind not in (3, 6, 7);
create index party_lot_by_party on party_lot (party, lot);

-- What is rare is found at once, also behind millions of events of another kind. Places have theirs already.
create index event_by_type on event (type, event_time, id);
create index event_by_action on event (action, event_time, id);
create index event_by_step on event (biz_step, event_time, id) where biz_step is not null;
create index event_by_disposition on event (disposition, event_time, id) where disposition is not null;
create index event_by_read_point on event (read_point, event_time, id) where read_point is not null;
create index event_by_declaration_time on event (declared_at, id) where declared_at is not null;

-- In which form a receiver is told, as it was asked for: null is JSON with identifiers as they were told.
alter table subscription add column format jsonb;

-- What a merged party subscribed to is the kept party's.
update named_query q set party = p.merged_into,
    name = case when exists (select from named_query kept where kept.party = p.merged_into and kept.name = q.name)
      then left(q.name, 60) || '-' || p.public_id else q.name end
  from party p where q.party = p.id and p.merged_into is not null;
update subscription s set party = p.merged_into, change = nextval('subscription_change')
  from party p where s.party = p.id and p.merged_into is not null;
