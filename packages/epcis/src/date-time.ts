/** Two decimal digits at `at`, or -1. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; NaN when there is no such date. */
function daysOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1) return Number.NaN;
  const last = month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month] as number);
  if (day > last) return Number.NaN;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const ofYear = (DAYS_BEFORE_MONTH[month] as number) + (month > 2 && isLeapYear(year) ? 1 : 0) + day - 1;
  return before * 365 + leapDays + ofYear - 719162;
}

/** Minutes east of UTC that `text` says from `at` to its end (`Z`, `±hh:mm`), or NaN. */
function zoneOf(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === 90) return text.length === at + 1 ? 0 : Number.NaN;
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58)
    return Number.NaN;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  return sign === 43 ? hours * 60 + minutes : -(hours * 60 + minutes);
}

/**
 * Reads an `xsd:dateTimeStamp` (the zone is mandatory) as milliseconds since 1970-01-01T00:00Z; NaN when it is not
 * one. Digits finer than a millisecond round half up, with carry (CBV 2.1, event hash, note to rule 9). A leap
 * second counts as the first of the next minute, as RFC 3339 allows it.
 */
export function millisecondsOf(text: string): number {
  if (
    text.length < 20 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  ) {
    return Number.NaN;
  }
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (century < 0 || yearOfCentury < 0 || hour < 0 || hour > 23) return Number.NaN;
  if (minute < 0 || minute > 59 || second < 0 || second > 60 || (second === 60 && minute !== 59))
    return Number.NaN;
  const days = daysOf(century * 100 + yearOfCentury, twoDigits(text, 5), twoDigits(text, 8));
  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(19) === 46) {
    at = 20;
    for (let scale = 100; ; scale /= 10) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      if (scale >= 1) fraction += digit * scale;
      else if (scale > 0.05 && digit >= 5) fraction += 1;
      at += 1;
    }
    if (at === 20) return Number.NaN;
  }
  return ((days * 24 + hour) * 60 + minute - zoneOf(text, at)) * 60_000 + second * 1000 + fraction;
}

/** `00` to `99`. */
const PAIRS: readonly string[] = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, '0'));

/** The same moment as `YYYY-MM-DDThh:mm:ss.sssZ`. */
export function utcText(milliseconds: number): string {
  const days = Math.floor(milliseconds / 86_400_000);
  const rest = milliseconds - days * 86_400_000;
  // civil date of a day count, by eras of 400 years that start in March (Gregorian calendar)
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  // the years before 0 and after 9999 that a time zone can still reach are written as ECMAScript does
  if (year < 0 || year > 9999) return new Date(milliseconds).toISOString();
  const date = `${PAIRS[Math.floor(year / 100)]}${PAIRS[year % 100]}-${PAIRS[month]}-${PAIRS[day]}`;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = `${PAIRS[Math.floor(minutes / 60)]}:${PAIRS[minutes % 60]}:${PAIRS[seconds % 60]}`;
  const fraction = rest % 1000;
  return `${date}T${time}.${Math.floor(fraction / 100)}${PAIRS[fraction % 100]}Z`;
}

/**
 * Minutes east of UTC of an `eventTimeZoneOffset` (`±hh:mm` up to 14:00, EPCIS 2.0 JSON binding), or NaN.
 */
export function offsetMinutesOf(text: string): number {
  if (text.length !== 6) return Number.NaN;
  const minutes = zoneOf(text, 0);
  return minutes >= -840 && minutes <= 840 ? minutes : Number.NaN;
}
