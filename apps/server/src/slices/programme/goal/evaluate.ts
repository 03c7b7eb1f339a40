import { hundredths, type Indicator, lastOf, type Measure } from '@pinxin/rules/indicator';
import { addDays, addMonths, type LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { type MonthlyChange, monthlyChanges, type Sums, sumsAsOf } from './count-views.ts';

/** A value as of a day. */
export interface Measured {
  /** Undefined where nothing can be counted: a share of nothing, a goal that is reported. */
  readonly value: number | undefined;
  /** Of the statements that stand on the day by what is known now, how many were on record then. */
  readonly known: number | undefined;
  readonly byDivision: readonly DivisionPart[];
}

/** What a division adds to a value: an amount, and for a share what it is a part of. */
export interface DivisionPart {
  readonly division: string;
  readonly amount: number;
  readonly whole?: number;
}

const NOTHING: Measured = { value: undefined, known: undefined, byDivision: [] };

/** 取值: the value of an indicator as of the end of any day, with what each division adds to it. */
export async function measure(database: Database, indicator: Indicator, day: LocalDate): Promise<Measured> {
  switch (indicator.kind) {
    case 'countValid': {
      const sums = await sumsAsOf(database, indicator.schemes, day);
      return { ...added(sums, ({ stated }) => stated), known: total(sums, ({ known }) => known) };
    }
    case 'countNew':
      return await measureNew(database, indicator, day);
    case 'share': {
      const [part, whole] = await Promise.all([
        sumsAsOf(database, indicator.schemes, day),
        sumsAsOf(database, indicator.whole, day),
      ]);
      return shareOf(part, whole);
    }
    case 'sum': {
      const sums = await sumsAsOf(database, indicator.schemes, day);
      return { ...added(sums, row => amountOf(row, indicator.measure)), known: undefined };
    }
    case 'reported':
      return NOTHING;
  }
}

async function measureNew(
  database: Database,
  indicator: Extract<Indicator, { kind: 'countNew' }>,
  day: LocalDate,
): Promise<Measured> {
  const last = lastOf(indicator, day);
  if (last < indicator.from) return { value: 0, known: undefined, byDivision: [] };
  const [until, before] = await Promise.all([
    sumsAsOf(database, indicator.schemes, last),
    sumsAsOf(database, indicator.schemes, addDays(indicator.from, -1)),
  ]);
  const then = new Map(before.map(({ division, began }) => [division, began]));
  return { ...added(until, ({ division, began }) => began - (then.get(division) ?? 0)), known: undefined };
}

function shareOf(part: readonly Sums[], whole: readonly Sums[]): Measured {
  const all = total(whole, ({ stated }) => stated);
  if (all === 0) return NOTHING;
  const parts = new Map(part.map(({ division, stated }) => [division, stated]));
  return {
    value: hundredths(
      total(part, ({ stated }) => stated),
      all,
    ),
    known: undefined,
    byDivision: whole.flatMap(({ division, stated }) =>
      stated === 0 ? [] : [{ division, amount: parts.get(division) ?? 0, whole: stated }],
    ),
  };
}

function added(sums: readonly Sums[], of: (row: Sums) => number): Omit<Measured, 'known'> {
  const byDivision = sums
    .map(row => ({ division: row.division, amount: of(row) }))
    .filter(({ amount }) => amount !== 0);
  return { value: rounded(total(byDivision, ({ amount }) => amount)), byDivision };
}

function total<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** Sums of decimals with at most four places. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function amountOf(row: Sums | MonthlyChange, of: Measure): number {
  switch (of) {
    case 'statements':
      return row.stated;
    case 'products':
      return row.products;
    case 'areaMu':
      return Number(row.areaMu);
    case 'outputTonnes':
      return Number(row.outputTonnes);
  }
}

/** A point of a curve: the value at the end of that day. */
export interface CurvePoint {
  readonly day: LocalDate;
  readonly value: number;
}

const MOST_POINTS = 240;

/** 历史曲线: the value at the end of every month from a day on, and on the last day itself. */
export async function curveOf(
  database: Database,
  indicator: Indicator,
  from: LocalDate,
  upTo: LocalDate,
): Promise<readonly CurvePoint[]> {
  if (indicator.kind === 'reported' || upTo < from) return [];
  const days = monthEnds(from, upTo);
  const [changes, last] = await Promise.all([
    monthlyChanges(database, indicator.schemes, upTo),
    measure(database, indicator, upTo),
  ]);
  const points =
    indicator.kind === 'share'
      ? shareCurve(days, changes, await monthlyChanges(database, indicator.whole, upTo))
      : indicator.kind === 'countNew'
        ? await newCurve(database, indicator, days, changes)
        : countCurve(days, changes, row =>
            indicator.kind === 'sum' ? amountOf(row, indicator.measure) : row.stated,
          );
  // The last day may lie within a month: it is counted by itself.
  return last.value === undefined ? points : [...points, { day: upTo, value: last.value }];
}

function countCurve(
  days: readonly LocalDate[],
  changes: readonly MonthlyChange[],
  of: (row: MonthlyChange) => number,
): readonly CurvePoint[] {
  let next = 0;
  let sum = 0;
  return days.map(day => {
    for (; next < changes.length && changes[next]!.month <= day; next++) sum += of(changes[next]!);
    return { day, value: rounded(sum) };
  });
}

function shareCurve(
  days: readonly LocalDate[],
  part: readonly MonthlyChange[],
  whole: readonly MonthlyChange[],
): readonly CurvePoint[] {
  const parts = countCurve(days, part, ({ stated }) => stated);
  return countCurve(days, whole, ({ stated }) => stated).flatMap(({ day, value }, index) =>
    value === 0 ? [] : [{ day, value: hundredths(parts[index]!.value, value) }],
  );
}

/** What began up to a month's end, without what had begun before the period, and nothing behind its end. */
async function newCurve(
  database: Database,
  indicator: Extract<Indicator, { kind: 'countNew' }>,
  days: readonly LocalDate[],
  changes: readonly MonthlyChange[],
): Promise<readonly CurvePoint[]> {
  const before = total(
    await sumsAsOf(database, indicator.schemes, addDays(indicator.from, -1)),
    ({ began }) => began,
  );
  const end = days.some(day => day > indicator.to)
    ? await measureNew(database, indicator, indicator.to)
    : undefined;
  return countCurve(days, changes, ({ began }) => began).map(({ day, value }) => ({
    day,
    value: day < indicator.from ? 0 : day > indicator.to ? (end?.value ?? 0) : value - before,
  }));
}

/** The last days of all whole months from a day on, before another. */
export function monthEnds(from: LocalDate, upTo: LocalDate): readonly LocalDate[] {
  const first = `${from.slice(0, 7)}-01`;
  const ends: LocalDate[] = [];
  for (let step = 1; step <= MOST_POINTS; step++) {
    const end = addDays(addMonths(first, step), -1);
    if (end >= upTo) break;
    ends.push(end);
  }
  return ends;
}
