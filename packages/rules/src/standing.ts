import { addDays, type LocalDate } from './local-date.ts';

/** What of a statement decides on which days it stands: its term and what became of it. */
export interface StatementHistory {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  /** The local day on which it was issued here. */
  readonly recordedOn: LocalDate;
  /** It took the place of another statement: that one counts until then. */
  readonly isCorrection: boolean;
  /** In their order; the first is the issue itself. Several on one day: the last one holds. */
  readonly changes: readonly { readonly on: LocalDate; readonly isValid: boolean }[];
}

/** 有效期间: days on which a statement stands. `until` is the first day on which it does not; null: no end known. */
export interface Standing {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  /** The first of these days at whose end it was on record; equal to `until` when it was recorded after them all. */
  readonly knownFrom: LocalDate;
}

/**
 * The days on which a statement stands. What is recorded late counts from the day that it states (registers of past
 * years are brought in so); a correction, a suspension or a withdrawal counts from the day on which it is recorded,
 * because until then the other one held.
 */
export function standingsOf(history: StatementHistory): readonly Standing[] {
  const { validFrom, validTo, recordedOn, isCorrection, changes } = history;
  const end = validTo === null ? null : addDays(validTo, 1);
  const first = isCorrection ? later(validFrom, recordedOn) : validFrom;
  const pieces: Standing[] = [];
  for (const [index, { on, isValid }] of changes.entries()) {
    if (!isValid) continue;
    const from = index === 0 ? first : later(on, validFrom);
    const until = earlier(end, changes[index + 1]?.on ?? null);
    if (until !== null && until <= from) continue;
    const known = later(from, recordedOn);
    const knownFrom = until !== null && known > until ? until : known;
    const before = pieces.at(-1);
    if (before?.until === from) pieces[pieces.length - 1] = { ...before, until };
    else pieces.push({ from, until, knownFrom });
  }
  return pieces;
}

/** Whether a statement stands on a day. */
export function standsOn(standings: readonly Standing[], day: LocalDate): boolean {
  return standings.some(({ from, until }) => from <= day && (until === null || day < until));
}

function later(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}

function earlier(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
