import type { Step } from '../../../kernel/db/pipeline.ts';
import { EXTENDED_TYPE, eventTypeCode, WORD_KINDS } from '../codes.ts';
import type { PreparedEvent } from './prepared-event.ts';

/** A party uses few words again and again: what it remembers spares a write for nearly every event. */
const KEPT = 200_000;

/** Notes which words the events of which party use (`event_word`), each only once. One for each writer. */
export class UsedWords {
  #known = new Set<string>();
  #fresh = new Set<string>();

  add(party: number, { event, numbers }: PreparedEvent): void {
    this.#note(WORD_KINDS.bizStep, event.bizStep, party, numbers);
    this.#note(WORD_KINDS.disposition, event.disposition, party, numbers);
    this.#note(WORD_KINDS.readPoint, event.readPoint, party, numbers);
    this.#note(WORD_KINDS.bizLocation, event.bizLocation, party, numbers);
    if (eventTypeCode(event.type) === EXTENDED_TYPE)
      this.#note(WORD_KINDS.eventType, event.type, party, numbers);
  }

  /** Writes what is new; undefined when nothing is. In order, so that two writers do not wait for each other. */
  step(): Step | undefined {
    if (this.#fresh.size === 0) return undefined;
    const rows = [...this.#fresh].sort().map(key => key.split(' '));
    const column = (at: number): string => `{${rows.map(row => row[at]).join()}}`;
    return {
      name: 'capture-words',
      text: `insert into event_word (kind, word, party)
             select * from unnest($1::smallint[], $2::int[], $3::int[]) on conflict do nothing`,
      values: [column(0), column(1), column(2)],
    };
  }

  /** What was written is in the database. */
  remember(): void {
    if (this.#known.size + this.#fresh.size > KEPT) this.#known = new Set();
    for (const key of this.#fresh) this.#known.add(key);
  }

  clear(): void {
    this.#fresh = new Set();
  }

  #note(kind: number, word: string | undefined, party: number, numbers: PreparedEvent['numbers']): void {
    if (word === undefined) return;
    const key = `${kind} ${numbers.terms.get(word)} ${party}`;
    if (!this.#known.has(key)) this.#fresh.add(key);
  }
}
