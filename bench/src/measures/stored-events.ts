import type pg from 'pg';
import type { CaptureLoadResult } from '../load/capture-load.ts';
import { outputPrefix } from '../load/event-bodies.ts';

/**
 * Makes sure that exactly the acknowledged events of a run are stored, each once. Throws otherwise: a figure
 * for events that are not there is worth nothing.
 */
export async function assertStored(pool: pg.Pool, run: string, result: CaptureLoadResult): Promise<void> {
  if (result.refused > 0)
    throw new Error(`run ${run}: ${result.refused} events refused: ${result.firstRefusal}`);
  const prefix = outputPrefix(run);
  const { rows } = await pool.query<{ events: number; lots: number; last: number }>(
    `select count(distinct event_lot.event)::int as events, count(distinct lot.id)::int as lots,
            coalesce(max(substring(lot.uri from length($1) + 1 for 8)::int), -1) as last
     from lot join event_lot on event_lot.lot = lot.id and event_lot.role = 2
              join event on event.id = event_lot.event
     where lot.uri >= $1 and lot.uri < $1 || '~' and lot.uri like '%-0'`,
    [prefix],
  );
  const { events, lots, last } = rows[0]!;
  if (events !== result.acknowledged || lots !== result.acknowledged || last !== result.acknowledged - 1) {
    throw new Error(
      `run ${run}: ${result.acknowledged} events acknowledged, ${events} stored (${lots} lots, last ${last})`,
    );
  }
}

/** What is stored of a run, in words that do not depend on internal numbers: for comparing two servers. */
export async function storedRows(pool: pg.Pool, run: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ row: string }>(
    `select encode(event.hash, 'hex') || ' ' || lot.uri || ' ' || event_lot.role || ' ' || event_lot.quantity
              || ' ' || unit.uri || ' ' || step.uri || ' ' || place.uri || ' ' || event.event_time
              || coalesce((select string_agg(concat_ws(' ', field.place, name.uri, field.text, field.number, field.at), '; '
                                   order by field.place, name.uri, field.text)
                             from event_field field join term name on name.id = field.name
                            where field.event = event.id), '') as row
     from event join event_lot on event_lot.event = event.id join lot on lot.id = event_lot.lot
          left join term unit on unit.id = event_lot.uom
          left join term step on step.id = event.biz_step
          left join term place on place.id = event.read_point
     where event.id in (
       select event_lot.event from event_lot join lot on lot.id = event_lot.lot
       where event_lot.role = 2 and lot.uri >= $1 and lot.uri < $1 || '~')
     order by row`,
    [outputPrefix(run)],
  );
  return rows.map(({ row }) => row);
}
