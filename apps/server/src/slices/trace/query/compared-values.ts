import { canonicalDecimal } from '@pinxin/epcis/decimal';
import { convertUnit, unitsOfOneQuantity } from '@pinxin/epcis/units-of-measure';
import { fitsNumeric } from '../capture/numeric.ts';
import type { Amount, Operator } from './event-query.ts';

/** Comparisons by the start of a parameter's name. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  EQ: '=',
  GT: '>',
  GE: '>=',
  LT: '<',
  LE: '<=',
};

/** A number that the database can hold, in one form; undefined for any other text. */
export function numberOf(text: string): string | undefined {
  return text.length <= 400 && fitsNumeric(text) ? canonicalDecimal(text) : undefined;
}

/**
 * The same number in every unit of its quantity (UN/ECE Recommendation 20), so that what was told in one unit is found
 * with a number in another: 8 degrees Celsius is 46.4 degrees Fahrenheit. Equality asks for an exact conversion.
 */
export function amountsOf(
  value: string,
  uom: string | undefined,
  operator: Operator,
  isDifference = false,
): readonly Amount[] {
  if (uom === undefined) return [{ uom, value }];
  return unitsOfOneQuantity(uom).flatMap(unit => {
    const converted = convertUnit(value, uom, unit, isDifference);
    if (converted === undefined || (operator === '=' && !converted.exact)) return [];
    return [{ uom: unit, value: converted.value }];
  });
}
