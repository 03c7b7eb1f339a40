import type { DateMention } from './dates.ts';
import { lastDayOf } from './dates.ts';
import type { Flow, Range } from './flow.ts';
import type { Deadline } from './plan.ts';
import { firstBehind } from './quantities.ts';
import { Shelter, type Shelters } from './shelter.ts';

/** A stretch of the plan whose deadlines hold for what stands in it and below it. */
export interface Stretch {
  readonly section: string | undefined;
  readonly body: Range;
  readonly parent: Stretch | undefined;
}

/** Finds what is due when. */
export class Deadlines {
  readonly #flow: Flow;
  readonly #due: readonly DateMention[];
  readonly #issuedYear: number | undefined;

  constructor(flow: Flow, dates: readonly DateMention[], { flags }: Shelters, issued: string | undefined) {
    this.#flow = flow;
    this.#issuedYear = issued === undefined ? undefined : Number(issued.slice(0, 4));
    this.#due = dates.filter(date => {
      if (date.kind !== 'by' && !(date.kind === 'window' && wholeYears(date))) return false;
      // “十四五” stands in quotation marks by itself; a year in a title or in brackets is no deadline.
      return (
        (flags[date.end - 1]! & ~Shelter.quotation) === 0 && (flags[date.start]! & ~Shelter.quotation) === 0
      );
    });
  }

  /** Said in the sentence itself: the last one before the place, else the first one behind it. */
  inSentence(sentence: Range, place: Range): Deadline | undefined {
    const inside = this.#within(sentence);
    const before = inside.findLast(date => date.start < place.start);
    const date = before ?? inside[0];
    return date === undefined ? undefined : this.#read(date, undefined);
  }

  /** Said before in the same stretch, or in one above it. */
  inherited(stretch: Stretch, position: number): Deadline | undefined {
    const before = this.#within({ start: stretch.body.start, end: position }).at(-1);
    if (before !== undefined) {
      // In the same paragraph it is simply said; from another it is taken over.
      const line = this.#flow.lineAt(position);
      return this.#read(before, this.#flow.lineAt(before.start) === line ? undefined : stretch.section);
    }
    for (let above = stretch.parent; above !== undefined; above = above.parent) {
      const all = this.#within(above.body);
      if (all.length === 0) continue;
      const deadline = this.#read(all.at(-1)!, above.section);
      const several = new Set(all.map(date => date.date)).size > 1;
      return several ? { ...deadline, unsure: true } : deadline;
    }
    return undefined;
  }

  /** The only deadline of a range; undefined when there are several or none. */
  onlyIn(range: Range): Deadline | undefined {
    const all = this.#within(range);
    if (all.length === 0 || new Set(all.map(date => date.date)).size > 1) return undefined;
    return this.#read(all[0]!, undefined);
  }

  #within({ start, end }: Range): readonly DateMention[] {
    const first = firstBehind(this.#due, start);
    let last = first;
    while (last < this.#due.length && this.#due[last]!.start < end) last++;
    return this.#due.slice(first, last).filter(date => date.start >= start);
  }

  #read(mention: DateMention, section: string | undefined): Deadline {
    const { date, needsYear, unsure } = mention;
    const quote = this.#flow.quote(mention);
    const year = this.#issuedYear;
    const day = needsYear?.day === undefined ? undefined : String(needsYear.day);
    const completed =
      date ??
      (needsYear === undefined || year === undefined ? undefined : lastDayOf(year, needsYear.month, day));
    return {
      date: completed,
      quote,
      inheritedFrom: section === undefined ? undefined : { section, line: quote.line },
      unsure,
    };
  }
}

/** 2016—2020年: whole years, so its end is when things are due. */
function wholeYears({ begins, date }: DateMention): boolean {
  return (
    begins?.endsWith('-01-01') === true &&
    date?.endsWith('-12-31') === true &&
    begins.slice(0, 4) !== date.slice(0, 4)
  );
}
