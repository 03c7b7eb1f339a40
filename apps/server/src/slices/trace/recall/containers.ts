import type { Database } from '../../../kernel/db/database.ts';
import { atOneMoment, type Moment } from '../../../kernel/db/one-moment.ts';
import { LOT_KINDS } from '../codes.ts';
import { type PutRow, putRows, stayNames, type TakeRow, takeRows, watermarkOf } from './container-views.ts';

/** Deepest nesting of containers that is followed. */
const DEEPEST = 16;
/** Most stays in an answer; a pallet's pallet has few, a hub that was used as a container may have more. */
const MOST_STAYS = 2_000;

/** 装载: a lot was in a container, itself or within another, in [from, to). Times in ms. */
export interface Stay {
  readonly container: number;
  /** 1 = directly. */
  readonly depth: number;
  /** The container that stood in this one; absent when the lot itself did. */
  readonly within?: number;
  readonly from: number;
  /** Infinity while it lasts. */
  readonly to: number;
  /** The event by which it went in. */
  readonly event: number;
  /** The event by which it came out; absent while it lasts. */
  readonly ended?: number;
}

/** A stay with its words; `from` and `to` as instants, `to` absent while it lasts. */
export interface ContainerStay {
  readonly uri: string;
  readonly kind: keyof typeof LOT_KINDS;
  readonly depth: number;
  /** The container through which the lot was in this one. */
  readonly within?: string;
  readonly from: string;
  readonly to?: string;
  /** Address of the record that says it went in. */
  readonly record: string;
  readonly endedBy?: string;
}

/** In which containers a lot was, in the order of time, and whether these are all. */
export interface LotContainers {
  readonly stays: readonly ContainerStay[];
  readonly complete: boolean;
  readonly watermark: number;
}

/** Finds the containers in which a lot is or was, as far as events until `asOf` (ms; absent = all) tell. */
export async function findContainers(database: Database, lot: number, asOf?: number): Promise<LotContainers> {
  return atOneMoment(database.pool, async moment => {
    const watermark = await watermarkOf(moment);
    const stays = await staysOf(moment, lot, asOf);
    const shown = stays.slice(0, MOST_STAYS);
    const lots = shown.flatMap(({ container, within }) => [
      container,
      ...(within === undefined ? [] : [within]),
    ]);
    const events = shown.flatMap(({ event, ended }) => [event, ...(ended === undefined ? [] : [ended])]);
    const names = await stayNames(moment, [...new Set(lots)], [...new Set(events)]);
    const record = (event: number) => `/records/event/${names.hashes.get(event) ?? ''}`;
    return {
      watermark,
      complete: shown.length === stays.length,
      stays: shown.map(({ container, depth, within, from, to, event, ended }) => ({
        uri: names.lots.get(container)?.uri ?? '',
        kind: kindOf(names.lots.get(container)?.kind),
        depth,
        ...(within === undefined ? {} : { within: names.lots.get(within)?.uri ?? '' }),
        from: new Date(from).toISOString(),
        ...(to === Infinity ? {} : { to: new Date(to).toISOString() }),
        record: record(event),
        ...(ended === undefined ? {} : { endedBy: record(ended) }),
      })),
    };
  });
}

function kindOf(number: number | undefined): keyof typeof LOT_KINDS {
  const known = Object.entries(LOT_KINDS).find(([, code]) => code === number);
  return (known?.[0] ?? 'other') as keyof typeof LOT_KINDS;
}

/**
 * All stays of a lot, containers of containers included, by the rules of packages/lineage: a stay lasts from ADD to
 * the first later DELETE, by (time, event), that names the child or nobody; an outer container counts while the lot
 * was inside. By SQL: the graph keeps no dates of what is past a snapshot of one instant.
 */
export async function staysOf(
  moment: Moment,
  lot: number,
  asOf: number | undefined,
): Promise<readonly Stay[]> {
  const all: Stay[] = [];
  const seen = new Set<string>();
  let inner: readonly Inside[] = [{ lot, from: -Infinity, to: Infinity }];
  for (let depth = 1; depth <= DEEPEST && inner.length > 0 && all.length <= MOST_STAYS; depth++) {
    const direct = await directStays(moment, [...new Set(inner.map(each => each.lot))], asOf);
    const found = inner.flatMap(each => outerStays(each, direct.get(each.lot) ?? [], depth));
    const fresh = found.filter(stay => {
      const key = `${stay.container} ${stay.from} ${stay.to}`;
      return stay.container !== lot && !seen.has(key) && seen.add(key);
    });
    all.push(...fresh);
    inner = fresh.map(({ container, from, to, ended }) => ({
      lot: container,
      from,
      to,
      ...(ended === undefined ? {} : { ended }),
    }));
  }
  return all.sort(
    (one, other) => one.from - other.from || one.depth - other.depth || one.event - other.event,
  );
}

/** Something, and how long the lot was in it. */
interface Inside {
  readonly lot: number;
  readonly from: number;
  readonly to: number;
  readonly ended?: number;
}

/** The containers of what the lot was in, each as long as the lot was in it. */
function outerStays(inner: Inside, direct: readonly Stay[], depth: number): readonly Stay[] {
  return direct.flatMap(stay => {
    const [from, to] = [Math.max(inner.from, stay.from), Math.min(inner.to, stay.to)];
    if (!(from < to)) return [];
    const { ended: outerEnd, ...rest } = stay;
    const ended = stay.to <= inner.to ? outerEnd : inner.ended;
    return [
      {
        ...rest,
        ...{ depth, from, to },
        ...(depth === 1 ? {} : { within: inner.lot }),
        ...(ended === undefined ? {} : { ended }),
      },
    ];
  });
}

async function directStays(
  moment: Moment,
  lots: readonly number[],
  asOf: number | undefined,
): Promise<ReadonlyMap<number, readonly Stay[]>> {
  const puts = await putRows(moment, lots, asOf);
  const takes = await takeRows(moment, lots, [...new Set(puts.map(({ container }) => container))], asOf);
  const ends = new Map<string, TakeRow[]>();
  for (const take of takes) {
    append(ends, `${take.container} ${take.child ?? ''}`, take);
  }
  for (const list of ends.values()) list.sort(inOrder);
  const stays = new Map<number, Stay[]>();
  for (const put of puts) {
    const { child, container, event, time } = put;
    const end = [`${container} ${child}`, `${container} `]
      .map(key => firstAfter(ends.get(key) ?? [], put))
      .filter(take => take !== undefined)
      .sort(inOrder)[0];
    const stay = { container, depth: 1, from: time, to: end?.time ?? Infinity, event };
    append(stays, child, end === undefined ? stay : { ...stay, ended: end.event });
  }
  return stays;
}

function append<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

type Placed = Pick<PutRow, 'time' | 'event'>;

function inOrder(one: Placed, other: Placed): number {
  return one.time - other.time || one.event - other.event;
}

/** The first of a sorted list after `put`, by halving: a crate may have been emptied thousands of times. */
function firstAfter(sorted: readonly TakeRow[], put: PutRow): TakeRow | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inOrder(sorted[middle]!, put) > 0) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}
