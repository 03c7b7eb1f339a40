-- What queries ask for by the name of a field: extensions, master data of lots (ILMD), attributes of sensor data,
-- parts of error declarations. An event without any of these has no row here and pays nothing.
-- place: 1 event, 2 ILMD, 3 error declaration, 4 sensor element, 5 sensor metadata, 6 sensor report, 7 read point,
-- 8 business location; 10 more where the field stands within another extension. name, uom: terms.
-- text: in the form of the event hash; null where a field has none (an object) or one that is longer than anybody may
-- ask for. number, at: the same value where it is a number or a moment.
create table event_field (
  event bigint not null,
  place smallint not null,
  name int not null,
  uom int,
  text text collate "C",
  number numeric,
  at timestamptz
);
create index event_field_by_text on event_field (name, place, left(text, 64), event);
create index event_field_by_number on event_field (name, place, uom, number, event) where number is not null;
create index event_field_by_time on event_field (name, place, at, event) where at is not null;
create index event_field_by_event on event_field (event, name, place);

-- Which words each party's events have used, so that they can be listed without reading the events.
-- kind: 1 business step, 2 disposition, 3 read point, 4 business location, 5 extended event type.
create table event_word (
  kind smallint not null,
  word int not null,
  party int not null,
  primary key (kind, word, party)
);
create index event_word_by_party on event_word (party, kind, word);

-- Whose GS1 company prefix a key begins with: a URN needs its length.
create index party_by_gs1_prefix on party using gin (gs1_prefixes);

-- Fields and words of events that were stored before there were these tables: written in the background, from the newest on.
-- One row while there is something to do; `before`: events with smaller numbers are still to be read.
create table event_field_backlog (
  one boolean primary key default true check (one),
  before bigint not null
);
insert into event_field_backlog (before) select max(id) + 1 from event having max(id) is not null;

-- Master data as documents tell it in their headers, by who told it. What the same party told of an element before is
-- replaced. own: the identifier is the teller's (a place or product registered for it, or of its own GS1 company
-- prefix), and everybody hears it; what somebody says of others' identifiers is heard by that party alone.
create table vocabulary_element (
  element int not null,
  type int not null,
  party int not null,
  own boolean not null,
  told_at timestamptz not null,
  digest bytea not null,
  primary key (element, type, party)
);
create index vocabulary_element_by_type on vocabulary_element (type, element);
create index vocabulary_element_by_party on vocabulary_element (party);
create table vocabulary_attribute (
  element int not null,
  type int not null,
  party int not null,
  name int not null,
  place smallint not null,
  own boolean not null,
  text text collate "C",
  value jsonb not null,
  primary key (element, type, party, name, place)
);
create index vocabulary_attribute_by_text on vocabulary_attribute (name, left(text, 64), element);
create table vocabulary_child (
  parent int not null,
  child int not null,
  type int not null,
  party int not null,
  own boolean not null,
  primary key (parent, child, type, party)
);
create index vocabulary_child_by_child on vocabulary_child (child);
