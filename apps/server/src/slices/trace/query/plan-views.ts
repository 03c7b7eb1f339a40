import type { Context } from '../../../kernel/context.ts';
import { GATHERED } from './condition-sql.ts';
import { type Counted, countEach, inOrder } from './count-views.ts';
import type { Condition, EventQuery } from './event-query.ts';
import { run } from './limited-views.ts';
import {
  type ColumnCondition,
  isCheap,
  isOrdered,
  mostOf,
  namingOf,
  otherSources,
  type Plan,
  SIZE_SQL,
  type Source,
  spanInOrder,
  WALKED,
} from './plan-sql.ts';
import { sampleSql } from './query-sql.ts';
import type { Sight } from './sight-views.ts';
import type { Viewer } from './visibility.ts';

/** What part of the events meets a condition, or is seen. */
interface Share {
  readonly of: Condition | Source;
  readonly share: number;
  readonly isCheap: boolean;
}

/** Asking other tables about an event, in looks at its own row. */
const DEAR = 3;
/** Looking up an event by its number, in looks at the next one in order. */
const LOOKED_UP = 2;
/** So many of a sample must meet a condition for its share to be believed. */
const BELIEVED = 3;
/** What a sample says to find more than this is not counted: it is too much to be gathered. */
const SURELY_MORE = 4 * GATHERED;

/**
 * How to go about a query for `limit` events, found out by counting a little, so that its cost is that of the events
 * found, whatever the planner believes: of what finds few events the one that finds the fewest is gathered, unless the
 * page is full sooner on the way along a column's values or along time. How soon is reckoned from a sample of the first
 * events in order, as if conditions met by chance.
 */
export async function planOf(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  limit: number,
  known: readonly Counted[] = [],
): Promise<Plan> {
  const single = singleOf(query);
  if (single !== undefined) return single;
  const [row] = await run<{ size: number }>(ctx, SIZE_SQL);
  const size = Math.max(1, row?.size ?? 0);
  const sample = await sampled(ctx, query, viewer);
  const isOpen = (source: Source): boolean =>
    !known.some(each => each.source.kind === source.kind) && (sample(source) ?? 0) * size < SURELY_MORE;
  const open = sourcesOf(query, viewer).filter(isOpen);
  const counted = inOrder([...known, ...(await countEach(ctx, open, viewer, GATHERED))]);
  const shares = sharesOf(query, viewer, sample, counted, size);
  const plans = [
    { plan: { kind: 'walk' } as Plan, cost: costOf(shares, limit, size) },
    ...gatheredPlans(counted, shares),
    ...alongPlans(query, shares, limit, size),
  ];
  return plans.reduce((best, each) => (each.cost <= best.cost ? each : best)).plan;
}

interface Priced {
  readonly plan: Plan;
  readonly cost: number;
}

function gatheredPlans([fewest]: readonly Counted[], shares: readonly Share[]): readonly Priced[] {
  if (fewest === undefined || fewest.count > mostOf(fewest.source, GATHERED)) return [];
  const others = shares.filter(({ of }) => of !== fewest.source);
  const dear = others.some(each => !each.isCheap) ? DEAR * together(others.filter(each => each.isCheap)) : 0;
  return [{ plan: { kind: 'gathered', source: fewest.source }, cost: fewest.count * (LOOKED_UP + dear) }];
}

function alongPlans(
  query: EventQuery,
  shares: readonly Share[],
  limit: number,
  size: number,
): readonly Priced[] {
  if (query.orderBy !== 'eventTime') return [];
  return query.conditions.filter(isOrdered).map(source => {
    const others = shares.filter(({ of }) => of !== source);
    const own = shares.find(({ of }) => of === source)?.share ?? 1;
    return { plan: { kind: 'along', source }, cost: costOf(others, limit * valuesIn(source), own * size) };
  });
}

/** Looks at events one after another until `limit` meet all, or there are no more. */
function costOf(shares: readonly Share[], limit: number, most: number): number {
  const looks = Math.min(most, limit / together(shares));
  const cheap = together(shares.filter(each => each.isCheap));
  return looks * (1 + (shares.some(each => !each.isCheap) ? DEAR * cheap : 0));
}

function together(shares: readonly Share[]): number {
  return shares.reduce((product, { share }) => product * share, 1);
}

/** Of each condition what the sample says; of what is rare in it, what was counted. */
function sharesOf(
  query: EventQuery,
  viewer: Viewer,
  sample: Sample,
  counted: readonly Counted[],
  size: number,
): readonly Share[] {
  const shareOf = (of: Condition | Source): number => {
    const count = counted.find(
      ({ source }) => source === of || (of.kind === 'sight' && source.kind === of.kind),
    )?.count;
    return sample(of) ?? Math.min(1, Math.max(1, count ?? 1) / size);
  };
  const all = [...conditionsOf(query), ...(viewer.kind === 'party' ? [SIGHT] : [])];
  return all.map(of => ({ of, isCheap: isCheap(of), share: shareOf(of) }));
}

const SIGHT = { kind: 'sight' } as const;

/** What is asked of the events that a walk in order comes by. */
function conditionsOf(query: EventQuery): readonly Condition[] {
  const inSpan = new Set<Condition>(spanInOrder(query));
  return query.conditions.filter(condition => !inSpan.has(condition));
}

/** What part of the first events meets a condition; undefined where too few of the sample do. */
type Sample = (of: Condition | Source) => number | undefined;

async function sampled(ctx: Context, query: EventQuery, viewer: Viewer): Promise<Sample> {
  if (typeof query.orderBy !== 'string') return () => undefined;
  const asked = conditionsOf(query).filter(isSampled);
  const [row] = await run<Readonly<Record<string, number>>>(ctx, sampleSql(query, asked, viewer));
  return of => {
    const place = asked.indexOf(of as Condition);
    const met = (of.kind === 'sight' ? row?.seen : row?.[`c${place}`]) ?? 0;
    return met >= BELIEVED ? met / (row?.all ?? 1) : undefined;
  };
}

/** What is met by few or asks of all that is stored is not asked of a sample. */
function isSampled({ kind }: Condition): boolean {
  return !['attribute', 'eventId', 'declared', 'among'].includes(kind);
}

/**
 * Only what is no dearer than looking at the first events in order. A party's sight is the dearest to count, and is
 * remembered.
 */
export async function quickPlan(
  ctx: Context,
  query: EventQuery,
  { viewer, known }: Sight,
): Promise<Plan | undefined> {
  const single = singleOf(query) ?? straightOf(query, viewer);
  if (single !== undefined) return single;
  const isFew = ({ source, count }: Counted): boolean => count <= mostOf(source, WALKED);
  const sources = sourcesOf(query, viewer).filter(({ kind }) => kind !== 'sight');
  const few = [...(await countEach(ctx, sources, viewer, WALKED)), ...known].find(isFew);
  return few === undefined ? undefined : { kind: 'gathered', source: few.source };
}

/** One event, or those that were asked for by number. */
export function singleOf(query: EventQuery): Plan | undefined {
  const source = namingOf(query).find(({ kind }) => kind === 'eventId' || kind === 'among');
  return source === undefined ? undefined : { kind: 'gathered', source };
}

/** So many values of a column are followed without counting anything. */
const FEW_VALUES = 3;

/** All events of a value or two, for somebody who sees all: they stand in the order of their times. */
export function straightOf(query: EventQuery, viewer: Viewer): Plan | undefined {
  if (viewer.kind !== 'everything' || query.orderBy !== 'eventTime') return undefined;
  const [source, ...others] = conditionsOf(query);
  const isStraight = source !== undefined && others.length === 0 && isOrdered(source);
  return isStraight && valuesIn(source) <= FEW_VALUES ? { kind: 'along', source } : undefined;
}

/** What finds events of a query. */
function sourcesOf(query: EventQuery, viewer: Viewer): readonly Source[] {
  return [...namingOf(query), ...otherSources(query, viewer)];
}

/** How many values a column is followed along; how many places lie in another is not known beforehand. */
function valuesIn(source: ColumnCondition): number {
  if (source.kind === 'within') return 100;
  return source.kind === 'term' ? source.uris.length : source.codes.length;
}
