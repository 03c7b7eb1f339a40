/** What a code stands on: one pack, a whole lot's packs, or a case or pallet. */
export type ScannedThing = 'item' | 'lot' | 'unit';

/** Scans of one code on one local date in one division (GB/T 2260, empty when the edge does not say). */
export interface DayScans {
  readonly day: string;
  readonly division: string;
  readonly scans: number;
}

/** What is known about one code: how it was scanned, and when the thing was made and used up. Dates are local. */
export interface ScanHistory {
  readonly thing: ScannedThing;
  readonly total: number;
  readonly days: readonly DayScans[];
  readonly firstDay?: string;
  readonly madeDay?: string;
  /** Used up, killed or destroyed as a whole. */
  readonly endedDay?: string;
}

/** Why the scans of a code cannot all be of one genuine thing. */
export type ImplausibleScans =
  | 'tooManyPlaces'
  | 'tooFarApart'
  | 'tooManyScans'
  | 'scannedBeforeMade'
  | 'scannedAfterEnd';

/** One finding: the figure seen and the bound that it broke. */
export interface ScanFinding {
  readonly code: ImplausibleScans;
  readonly seen: number;
  readonly bound: number;
}

/** The bounds, as data: an instance may set its own. */
export interface ScanBounds {
  /** Counties in which a pack may turn up within `windowDays`. */
  readonly places: number;
  readonly windowDays: number;
  /** Prefectures in which it may turn up on one day. */
  readonly prefecturesADay: number;
  readonly scans: number;
}

/**
 * Our own figures, no standard is known: a pack is bought, carried home, perhaps given away. Cases and pallets
 * are scanned at every dock and travel between prefectures in a day.
 */
export const SCAN_BOUNDS: Readonly<Record<'item' | 'unit', ScanBounds>> = {
  item: { places: 3, windowDays: 7, prefecturesADay: 2, scans: 60 },
  unit: { places: 12, windowDays: 7, prefecturesADay: 5, scans: 500 },
};

/**
 * Everything implausible about a code's scans; nothing when the list is empty.
 * A lot's code stands on every pack of the lot, so only time is judged for it, never places or counts.
 */
export function implausibleScans(history: ScanHistory, bounds = SCAN_BOUNDS): readonly ScanFinding[] {
  const findings: ScanFinding[] = [];
  if (history.thing !== 'lot') {
    const bound = bounds[history.thing];
    const places = mostPlacesWithin(history.days, bound.windowDays);
    if (places > bound.places) findings.push({ code: 'tooManyPlaces', seen: places, bound: bound.places });
    const prefectures = mostPrefecturesOnADay(history.days);
    if (prefectures > bound.prefecturesADay) {
      findings.push({ code: 'tooFarApart', seen: prefectures, bound: bound.prefecturesADay });
    }
    if (history.total > bound.scans)
      findings.push({ code: 'tooManyScans', seen: history.total, bound: bound.scans });
    const late = scansAfter(history);
    if (late > 0) findings.push({ code: 'scannedAfterEnd', seen: late, bound: 0 });
  }
  if (history.firstDay !== undefined && history.madeDay !== undefined && history.firstDay < history.madeDay) {
    findings.push({ code: 'scannedBeforeMade', seen: 1, bound: 0 });
  }
  return findings;
}

/** Distinct known divisions in the busiest window of so many days. */
function mostPlacesWithin(days: readonly DayScans[], windowDays: number): number {
  const known = days.filter(({ division }) => division !== '');
  let most = 0;
  for (const { day } of known) {
    const first = dayNumber(day);
    const inside = known.filter(other => {
      const distance = dayNumber(other.day) - first;
      return distance >= 0 && distance < windowDays;
    });
    most = Math.max(most, new Set(inside.map(({ division }) => division)).size);
  }
  return most;
}

/** A prefecture is the first four digits of a division code. */
function mostPrefecturesOnADay(days: readonly DayScans[]): number {
  const byDay = new Map<string, Set<string>>();
  for (const { day, division } of days) {
    if (division.length < 4) continue;
    const seen = byDay.get(day) ?? new Set();
    seen.add(division.slice(0, 4));
    byDay.set(day, seen);
  }
  return Math.max(0, ...[...byDay.values()].map(seen => seen.size));
}

/** The day itself is allowed: a pack may be scanned in the morning and eaten at noon. */
function scansAfter(history: ScanHistory): number {
  const { endedDay } = history;
  if (endedDay === undefined) return 0;
  return history.days.filter(({ day }) => day > endedDay).reduce((sum, { scans }) => sum + scans, 0);
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
