import type { EventContext } from '@pinxin/epcis/context';
import type { Condition, QueryProblemCode } from './event-query.ts';

/** Reads one parameter's values; tells `refuse` what is wrong with them. */
export type Reader = (
  given: readonly string[],
  refuse: Refuse,
  name: string,
  context: EventContext,
) => Condition | undefined;

/** Notes what is wrong with the parameter at hand. */
export type Refuse = (code: QueryProblemCode, params?: Readonly<Record<string, string>>) => undefined;

const MOST_VALUES = 500;
const LONGEST_VALUE = 2_000;

/** The different values of a list. */
export function listOf(given: readonly string[], refuse: Refuse): readonly string[] | undefined {
  const values = [...new Set(given)];
  // PostgreSQL holds no U+0000.
  if (values.length === 0 || values.some(value => value === '' || value.includes('\0')))
    return refuse('noValue');
  if (values.length > MOST_VALUES) return refuse('tooManyValues', { most: String(MOST_VALUES) });
  if (values.some(value => value.length > LONGEST_VALUE))
    return refuse('tooLongValue', { most: String(LONGEST_VALUE) });
  return values;
}

/** The only value. */
export function oneOf(given: readonly string[], refuse: Refuse): string | undefined {
  const [value = ''] = given;
  if (given.length > 1) return refuse('oneValue');
  if (value.length > LONGEST_VALUE) return refuse('tooLongValue', { most: String(LONGEST_VALUE) });
  return value === '' || value.includes('\0') ? refuse('noValue') : value;
}

/** A value as a problem repeats it. */
export function shownValue(value: string): { readonly value: string } {
  return { value: value.slice(0, 100) };
}
