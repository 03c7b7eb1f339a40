import type { Context } from '../../../../kernel/context.ts';
import { atOneMoment } from '../../../../kernel/db/one-moment.ts';
import { LOT_KINDS } from '../../codes.ts';
import { run } from '../limited-views.ts';
import { isSeen, type PartyViewer, seenEvents } from '../sight-sql.ts';
import { Sql, type Statement } from '../sql.ts';
import { numbersOf, type Viewer } from '../visibility.ts';
import { BLOCK_BITS, SeenEvents } from './seen-events.ts';

/** Pairs of lot and event that are gathered of a party's sight; who sees more is asked event by event. */
const MOST_PAIRS = 5_000_000;
/** How long it may be gathered, in ms. */
const MOST_GATHERED = 120_000;
/** Entries of the journal, and events, that are followed before a question; more are followed behind its back. */
const MOST_ENTRIES = 200;
const MOST_EVENTS = 2_000;
const PAGE_ENTRIES = 5_000;
const PAGE_EVENTS = 50_000;

/** Seen events of a block: their places in it as smallints, one behind the other, and their times in ms. */
interface BlockRow {
  readonly block: number;
  readonly places: Buffer;
  readonly times: readonly number[];
}

/** What a viewer sees, as of this moment; undefined where that is too much to be kept. */
export async function gatherSeen(ctx: Context, viewer: Viewer): Promise<SeenEvents | undefined> {
  return await atOneMoment(ctx.database.pool, async moment => {
    await moment.query(`set local statement_timeout = ${MOST_GATHERED}`);
    const head = await moment.query<{ seq: number }>('select seq from journal_head');
    const { text, values } = viewer.kind === 'party' ? seenBlocks(viewer) : allBlocks();
    const { rows } = await moment.query<BlockRow>(text, [...values]);
    if (rows.at(-1)?.block === -1) return undefined;
    const seen = new SeenEvents(head.rows[0]?.seq ?? 0, viewer.kind === 'everything');
    take(seen, rows);
    return seen;
  });
}

function seenBlocks(viewer: PartyViewer): Statement {
  const sql = new Sql();
  const found = `select id from (${seenEvents(sql, viewer)}) as pair limit ${MOST_PAIRS + 1}`;
  const few = `(select count(*) from found) <= ${MOST_PAIRS}`;
  return sql.statement(`with found as materialized (${found})
    ${inBlocks(`select distinct id from found where ${few} order by id`)}
    union all select -1, '', '{}' where not ${few}`);
}

/** Who sees all is found the times of the blocks alone. */
function allBlocks(): Statement {
  return {
    text: `select (e.id >> ${BLOCK_BITS})::float8 as block, ''::bytea as places, ${TIMES} as times from event as e group by 1`,
    values: [],
  };
}

const ms = (time: string): string => `extract(epoch from ${time})::float8 * 1000`;
/** Times are kept in milliseconds; a bound may not be on the wrong side of one. */
const TIMES = `array[floor(${ms('min(e.event_time)')}), floor(${ms('min(e.record_time)')}),
        ceil(${ms('max(e.event_time)')}), ceil(${ms('max(e.record_time)')})]`;

function inBlocks(events: string): string {
  return `select (named.id >> ${BLOCK_BITS})::float8 as block,
      string_agg(int2send((named.id & ${(1 << BLOCK_BITS) - 1})::int2), ''::bytea) as places,
      ${TIMES} as times
    from (${events}) as named
    cross join lateral (select event_time, record_time from event where event.id = named.id offset 0) as e
    group by 1`;
}

function take(seen: SeenEvents, rows: readonly BlockRow[]): void {
  for (const { block, places, times } of rows) {
    const [fromEvent = 0, fromRecord = 0, toEvent = 0, toRecord = 0] = times;
    const inBlock = seen.isAll
      ? []
      : Array.from({ length: places.length / 2 }, (_, at) => places.readInt16BE(2 * at));
    const earliest = { event_time: fromEvent, record_time: fromRecord };
    seen.add(block, inBlock, earliest, { event_time: toEvent, record_time: toRecord });
  }
}

interface Entry {
  readonly seq: number;
  readonly party: number;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/**
 * Follows the journal to its end: what others told since is asked event by event, and behind what the party itself
 * told come all events of the lots that it names. `false` where that is more than a question should wait for.
 */
export async function followSeen(
  ctx: Context,
  viewer: Viewer,
  seen: SeenEvents,
  patient: boolean,
): Promise<boolean> {
  for (;;) {
    const entries = await entriesBehind(ctx, seen.seq, patient ? PAGE_ENTRIES : MOST_ENTRIES);
    if (entries.length === 0) return true;
    const page = firstEntries(entries, patient ? PAGE_EVENTS : MOST_EVENTS);
    if (page.length === 0) return false;
    const rows = await run<BlockRow>(ctx, newlySeen(viewer, page));
    // Another question may have followed the same entries meanwhile: what is seen is added twice at the worst.
    take(seen, rows);
    seen.seq = Math.max(seen.seq, page.at(-1)?.seq ?? 0);
  }
}

/** As many as name no more events than that; patiently at least one, however many it names. */
function firstEntries(entries: readonly Entry[], most: number): readonly Entry[] {
  const page: Entry[] = [];
  let count = 0;
  for (const entry of entries) {
    count += entry.ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    if (count > most && (page.length > 0 || most < PAGE_EVENTS)) break;
    page.push(entry);
  }
  return page;
}

async function entriesBehind(ctx: Context, seq: number, most: number): Promise<readonly Entry[]> {
  const { rows } = await ctx.database.pool.query<Entry>({
    name: 'told-behind-sight',
    text: `select j.seq, (j.facts->>'party')::int as party,
        case when j.kind = 'events-captured' then j.facts->'ranges'
          else (select jsonb_agg(jsonb_build_array(event, event)) from jsonb_array_elements(j.facts->'events') as event) end as ranges
      from (values ('events-captured'), ('events-retold')) as k (kind)
      cross join lateral (select seq, kind, facts from journal where kind = k.kind and seq > $1 order by seq limit $2) as j
      order by j.seq limit $2`,
    values: [seq, most],
  });
  return rows;
}

function eventsOf({ ranges }: Entry): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

function newlySeen(viewer: Viewer, page: readonly Entry[]): Statement {
  if (viewer.kind === 'everything') {
    const sql = new Sql();
    return sql.statement(inBlocks(`select unnest(${sql.value(page.flatMap(eventsOf))}::bigint[]) as id`));
  }
  const numbers = new Set(numbersOf(viewer));
  const own = page.filter(({ party }) => numbers.has(party)).flatMap(eventsOf);
  const others = page.filter(({ party }) => !numbers.has(party)).flatMap(eventsOf);
  return seenAmong(viewer, own, others);
}

/** On the way of everybody: see `party_lot`. */
const CONNECTS_NOBODY = [LOT_KINDS.class, LOT_KINDS.place, LOT_KINDS.party].join(', ');

/** What a party sees of these events of others; its own, and all events of the lots that these name. */
function seenAmong(viewer: PartyViewer, own: readonly number[], others: readonly number[]): Statement {
  const sql = new Sql();
  const told = sql.value(own);
  return sql.statement(
    inBlocks(`select unnest(${told}::bigint[]) as id
      union select naming.event from (
          select distinct event_lot.lot from unnest(${told}::bigint[]) as told (event)
          cross join lateral (select lot from event_lot where event_lot.event = told.event offset 0) as event_lot
          cross join lateral (select kind from lot where lot.id = event_lot.lot offset 0) as lot
          where lot.kind not in (${CONNECTS_NOBODY}) offset 0) as mine
        cross join lateral (select event from event_lot where event_lot.lot = mine.lot offset 0) as naming
      union select e.id from unnest(${sql.value(others)}::bigint[]) as asked (id)
        cross join lateral (select id, party from event where event.id = asked.id offset 0) as e
        where ${isSeen(sql, viewer)}`),
  );
}
