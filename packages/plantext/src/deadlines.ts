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
    const date =
      this.#lastBefore(sentence.start, place.start) ?? this.#firstIn({ ...sentence, start: place.start });
    return date === undefined ? undefined : this.#read(date, undefined);
  }

  /** Said before in the same stretch, or in one above it. */
  inherited(stretch: Stretch, position: number): Deadline | undefined {
    const before = this.#lastBefore(stretch.body.start, position);
    if (before !== undefined) {
      // In the same paragraph it is simply said; from another it is taken over.
      const line = this.#flow.lineAt(position);
      return this.#read(before, this.#flow.lineAt(before.start) === line ? undefined : stretch.section);
    }
    for (let above = stretch.parent; above !== undefined; above = above.parent) {
      const last = this.#lastBefore(above.body.start, above.body.end);
      if (last === undefined) continue;
      const deadline = this.#read(last, above.section);
      const several = this.#firstIn(above.body)!.date !== last.date;
      return several ? { ...deadline, unsure: true } : deadline;
    }
    return undefined;
  }

  /** The only deadline of a range; undefined when there are several or none. */
  onlyIn({ start, end }: Range): Deadline | undefined {
    let only: DateMention | undefined;
    for (let index = this.#from(start); index < this.#due.length && this.#due[index]!.start < end; index++) {
      const date = this.#due[index]!;
      if (only !== undefined && only.date !== date.date) return undefined;
      only ??= date;
    }
    return only === undefined ? undefined : this.#read(only, undefined);
  }

  /** Index of the first deadline that begins at or behind a position. */
  #from(position: number): number {
    let index = firstBehind(this.#due, position);
    while (index < this.#due.length && this.#due[index]!.start < position) index++;
    return index;
  }

  #firstIn({ start, end }: Range): DateMention | undefined {
    const date = this.#due[this.#from(start)];
    return date === undefined || date.start >= end ? undefined : date;
  }

  #lastBefore(start: number, end: number): DateMention | undefined {
    const date = this.#due[this.#from(end) - 1];
    return date === undefined || date.start < start ? undefined : date;
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
