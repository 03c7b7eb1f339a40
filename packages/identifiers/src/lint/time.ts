import { firstOutside, isDigit } from '../characters.ts';
import type { IdentifierProblem, LinterCode } from '../problem.ts';
import { finding, type Linter } from './linter.ts';

function digitsOf(
  text: string,
  length: number,
  tooShort: LinterCode,
  tooLong: LinterCode,
): IdentifierProblem | undefined {
  if (text.length !== length) return finding(text.length < length ? tooShort : tooLong);
  const at = firstOutside(text, isDigit);
  return at < 0 ? undefined : finding('nonDigitCharacter', at);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Year digits, month and day. A two-digit year is read as 20yy: leap years come out alike in the GS1 century
 * window (GS1 General Specifications), which moves with the clock that this package does not have.
 */
function date(yearDigits: 2 | 4, dayMayBeZero: boolean): Linter {
  return text => {
    const shape = digitsOf(text, yearDigits + 4, 'dateTooShort', 'dateTooLong');
    if (shape !== undefined) return shape;
    const year = Number(text.slice(0, yearDigits)) + (yearDigits === 2 ? 2000 : 0);
    const month = Number(text.slice(yearDigits, yearDigits + 2));
    if (month < 1 || month > 12) return finding('illegalMonth', yearDigits);
    const day = Number(text.slice(yearDigits + 2));
    const least = dayMayBeZero ? 0 : 1;
    return day < least || day > daysIn(year, month) ? finding('illegalDay', yearDigits + 2) : undefined;
  };
}

/** A date YYMMDD. */
export const lintDate: Linter = date(2, false);

/** A date YYMMDD; day 00 stands for the month's last day. */
export const lintDateOrMonth: Linter = date(2, true);

/** A date YYYYMMDD. */
export const lintLongDate: Linter = date(4, false);

/** A date YYYYMMDD; day 00 stands for an unknown day. */
export const lintLongDateOrMonth: Linter = date(4, true);

function clock(max: string, tooShort: LinterCode, tooLong: LinterCode, illegal: LinterCode): Linter {
  return text => digitsOf(text, 2, tooShort, tooLong) ?? (text > max ? finding(illegal) : undefined);
}

/** Hour 00 to 23. */
export const lintHour: Linter = clock('23', 'hourTooShort', 'hourTooLong', 'illegalHour');

/** Minute 00 to 59. */
export const lintMinute: Linter = clock('59', 'minuteTooShort', 'minuteTooLong', 'illegalMinute');

/** Second 00 to 59. */
export const lintSecond: Linter = clock('59', 'secondTooShort', 'secondTooLong', 'illegalSecond');

/** Hour and minute HHMM. */
export const lintHourAndMinute: Linter = text => {
  const shape = digitsOf(text, 4, 'hourWithMinuteTooShort', 'hourWithMinuteTooLong');
  if (shape !== undefined) return shape;
  if (text.slice(0, 2) > '23') return finding('illegalHour');
  return text.slice(2) > '59' ? finding('illegalMinute', 2) : undefined;
};
