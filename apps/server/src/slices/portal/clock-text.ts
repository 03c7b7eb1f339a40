/** Milliseconds in a day. */
const DAY = 86_400_000;
const MOST_DAYS = 5_000;

/** Days since 1970 as they are written; pages tell of few different ones. */
const DAYS = new Map<number, string>();

/** `YYYY-MM-DD` of a day since 1970. */
export function dayText(day: number): string {
  let text = DAYS.get(day);
  if (text === undefined) {
    if (DAYS.size >= MOST_DAYS) DAYS.clear();
    text = new Date(day * DAY).toISOString().slice(0, 10);
    DAYS.set(day, text);
  }
  return text;
}

/** An instant in UTC as ISO 8601 with milliseconds: as `Date` writes it, in a third of the time. */
export function instantText(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY);
  const rest = milliseconds - day * DAY;
  return `${dayText(day)}T${clockOf(rest)}.${padded(rest % 1000, 3)}Z`;
}

/** An instant on the clock of a place, to the second, with its distance from UTC. */
export function localClockText(milliseconds: number, offsetMinutes: number): string {
  const shifted = milliseconds + offsetMinutes * 60_000;
  const day = Math.floor(shifted / DAY);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${dayText(day)}T${clockOf(shifted - day * DAY)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function clockOf(rest: number): string {
  const seconds = Math.floor(rest / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
