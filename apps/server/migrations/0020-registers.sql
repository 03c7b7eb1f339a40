-- 警报所指的批次: lots that the harvests on their way back do not answer for. Kept with the alarm as they were last seen.
create table brand_alarm_lot (
  alarm int not null references brand_alarm (id),
  lot bigint not null references lot (id),
  reason text not null check (reason in ('noHarvest', 'moreThanHarvest', 'sharedHarvest')),
  out_g bigint not null check (out_g > 0),
  harvest_g bigint not null check (harvest_g >= 0),
  short_g bigint not null check (short_g >= 0 and short_g <= out_g),
  primary key (alarm, lot)
);
