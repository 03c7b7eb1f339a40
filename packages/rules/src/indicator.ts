import type { LocalDate } from './local-date.ts';
import { type Standing, type StatementHistory, standingsOf, standsOn } from './standing.ts';

/** 指标: the closed set of ways in which a goal is measured. A new one is a new member, with its tests. */
export const INDICATOR_KINDS = ['countValid', 'countNew', 'share', 'sum', 'reported'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** What is added up: statements themselves, or a figure that each one carries. */
export const MEASURES = ['statements', 'products', 'areaMu', 'outputTonnes'] as const;
export type Measure = (typeof MEASURES)[number];

/** An indicator with its parameters. Days are local days. */
export type Indicator =
  | { readonly kind: 'countValid'; readonly schemes: readonly string[] }
  | {
      readonly kind: 'countNew';
      readonly schemes: readonly string[];
      readonly from: LocalDate;
      readonly to: LocalDate;
    }
  /** Hundredths of `whole` that `schemes` are, both counted as valid. */
  | { readonly kind: 'share'; readonly schemes: readonly string[]; readonly whole: readonly string[] }
  | { readonly kind: 'sum'; readonly schemes: readonly string[]; readonly measure: Measure }
  /** 填报: cannot be counted from records; somebody reports it, with evidence. */
  | { readonly kind: 'reported' };

/** A statement as an indicator sees it. */
export interface CountedStatement extends StatementHistory {
  readonly scheme: string | null;
  readonly amounts: Readonly<Record<Exclude<Measure, 'statements'>, number>>;
}

/**
 * The value of an indicator at the end of a day, by looking at every statement: the rule itself, and what faster ways
 * are held against. Undefined for `reported`, and for a share of nothing.
 */
export function indicatorValue(
  indicator: Indicator,
  statements: Iterable<CountedStatement>,
  day: LocalDate,
): number | undefined {
  switch (indicator.kind) {
    case 'countValid':
      return total(statements, indicator.schemes, 'statements', pieces => standsOn(pieces, day));
    case 'countNew':
      return total(statements, indicator.schemes, 'statements', (pieces, { isCorrection }) => {
        const began = pieces[0]?.from;
        return (
          began !== undefined && !isCorrection && began >= indicator.from && began <= lastOf(indicator, day)
        );
      });
    case 'share': {
      const list = [...statements];
      const whole = total(list, indicator.whole, 'statements', pieces => standsOn(pieces, day));
      const part = total(list, indicator.schemes, 'statements', pieces => standsOn(pieces, day));
      return whole === 0 ? undefined : hundredths(part, whole);
    }
    case 'sum':
      return total(statements, indicator.schemes, indicator.measure, pieces => standsOn(pieces, day));
    case 'reported':
      return undefined;
  }
}

/** A part of a whole in per cent, cut to two places. */
export function hundredths(part: number, whole: number): number {
  return Math.round((part / whole) * 10_000) / 100;
}

/** The last day that a period counts on a day: its own end, or that day. */
export function lastOf({ to }: { readonly to: LocalDate }, day: LocalDate): LocalDate {
  return to < day ? to : day;
}

/** The schemes that an indicator looks at, each once. */
export function schemesOf(indicator: Indicator): readonly string[] {
  if (indicator.kind === 'reported') return [];
  return [...new Set([...indicator.schemes, ...(indicator.kind === 'share' ? indicator.whole : [])])];
}

function total(
  statements: Iterable<CountedStatement>,
  schemes: readonly string[],
  measure: Measure,
  counts: (pieces: readonly Standing[], statement: CountedStatement) => boolean,
): number {
  let sum = 0;
  for (const statement of statements) {
    if (statement.scheme === null || !schemes.includes(statement.scheme)) continue;
    if (!counts(standingsOf(statement), statement)) continue;
    sum += measure === 'statements' ? 1 : statement.amounts[measure];
  }
  return sum;
}
