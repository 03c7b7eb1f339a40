import type { Step } from '../../../kernel/db/pipeline.ts';
import { actionCode, eventTypeCode } from '../codes.ts';
import { BinaryRows } from './binary-copy.ts';
import { fieldRows } from './field-rows.ts';
import { linkRows } from './link-rows.ts';
import { lotRows } from './lot-rows.ts';
import type { PreparedEvent } from './prepared-event.ts';
import { ToldLots } from './told-lots.ts';
import { UsedWords } from './used-words.ts';

const EVENT_COLUMNS = `id, event_time, record_time, offset_minutes, type, action, party, biz_step, disposition,
  read_point, biz_location, declared_at, hash, event_id, context, doc`;
const JOB_COLUMNS = `id, party, created_at, finished_at, behaviour, state, total, done, stored, repeated, errors`;

/** A capture that is finished when it is stored, as a row of `capture_job`. */
export interface FinishedJob {
  readonly id: string;
  readonly party: number;
  readonly createdAt: Date;
  readonly behaviour: 'rollback' | 'proceed';
  readonly total: number;
  readonly stored: number;
  readonly repeated: number;
  readonly errors: readonly unknown[];
}

/** The rows of one group of captures, by table. Used again and again: its buffers grow to the usual size and stay. */
export class GroupRows {
  readonly #events = new BinaryRows();
  readonly #lots = new BinaryRows();
  readonly #links = new BinaryRows();
  readonly #fields = new BinaryRows();
  readonly #jobs = new BinaryRows();
  readonly #words = new UsedWords();
  readonly #told = new ToldLots();

  /** Adds an event itself. `recordedAt`: milliseconds since 1970. */
  addEvent(
    id: number,
    party: number,
    recordedAt: number,
    { event, context, hash, numbers }: PreparedEvent,
  ): void {
    const rows = this.#events;
    const term = (uri: string | undefined): number | undefined =>
      uri === undefined ? undefined : numbers.terms.get(uri);
    rows.row(16);
    rows.int8(id);
    rows.instant(event.eventTime);
    rows.instant(recordedAt);
    rows.int2(event.offsetMinutes);
    rows.int2(eventTypeCode(event.type));
    rows.int2(actionCode(event.action));
    rows.int4(party);
    rows.optionalInt4(term(event.bizStep));
    rows.optionalInt4(term(event.disposition));
    rows.optionalInt4(term(event.readPoint));
    rows.optionalInt4(term(event.bizLocation));
    if (event.errorDeclaration === undefined) rows.nothing();
    else rows.instant(event.errorDeclaration.declarationTime);
    rows.bytes(hash);
    if (event.eventId === undefined) rows.nothing();
    else rows.text(event.eventId);
    if (context === undefined) rows.nothing();
    else rows.bytes(context);
    rows.bytes(event.bytes);
  }

  /** Adds what hangs on an event: words, lots, links, fields. */
  addParts(id: number, party: number, prepared: PreparedEvent): void {
    const { event, numbers } = prepared;
    this.#words.add(party, prepared);
    lotRows(event, (uri, kind, role, quantity, uom) => {
      const rows = this.#lots;
      const lot = numbers.lots.get(uri) as number;
      this.#told.add(party, lot, kind);
      rows.row(5);
      rows.int8(id);
      rows.int8(lot);
      rows.int2(role);
      rows.optionalInt4(uom === undefined ? undefined : numbers.terms.get(uom));
      if (quantity === undefined) rows.nothing();
      else rows.numeric(quantity);
    });
    linkRows(event, (kind, type, value) => {
      const rows = this.#links;
      rows.row(4);
      rows.int8(id);
      rows.int2(kind);
      rows.optionalInt4(type === undefined ? undefined : numbers.terms.get(type));
      rows.int4(numbers.terms.get(value) as number);
    });
    if (event.fields.length > 0) this.#addFields(id, prepared);
  }

  /** Notes that this party told the event after another. */
  addTold(party: number, { event, numbers }: PreparedEvent): void {
    lotRows(event, (uri, kind) => this.#told.add(party, numbers.lots.get(uri) as number, kind));
  }

  addJob(job: FinishedJob, finishedAt: number): void {
    const rows = this.#jobs;
    rows.row(11);
    rows.uuid(job.id);
    rows.int4(job.party);
    rows.instant(job.createdAt.getTime());
    rows.instant(finishedAt);
    rows.text(job.behaviour);
    rows.text('done');
    rows.int4(job.total);
    rows.int4(job.total);
    rows.int4(job.stored);
    rows.int4(job.repeated);
    rows.json(job.errors);
  }

  /** The events that are to be copied; valid until `clear`. */
  eventStep(): Step | undefined {
    return copyStep('event', EVENT_COLUMNS, this.#events);
  }

  /** All else that is to be copied; valid until `clear`. */
  partSteps(): readonly Step[] {
    return [
      copyStep('event_lot', 'event, lot, role, uom, quantity', this.#lots),
      copyStep('event_link', 'event, kind, type, value', this.#links),
      copyStep('event_field', 'event, place, name, uom, text, number, at', this.#fields),
      copyStep('capture_job', JOB_COLUMNS, this.#jobs),
      this.#told.step(),
      this.#words.step(),
    ].filter(each => each !== undefined);
  }

  /** All of it was committed. */
  committed(): void {
    this.#words.remember();
    this.#told.remember();
  }

  clear(): void {
    this.#words.clear();
    this.#told.clear();
    for (const rows of [this.#events, this.#lots, this.#links, this.#fields, this.#jobs]) rows.clear();
  }

  #addFields(id: number, { event, numbers }: PreparedEvent): void {
    fieldRows(event, ({ place, name, uom, text, number, moment }) => {
      const rows = this.#fields;
      rows.row(7);
      rows.int8(id);
      rows.int2(place);
      rows.int4(numbers.terms.get(name) as number);
      rows.optionalInt4(uom === undefined ? undefined : numbers.terms.get(uom));
      if (text === undefined) rows.nothing();
      else rows.text(text);
      if (number === undefined) rows.nothing();
      else rows.numeric(number);
      if (moment === undefined) rows.nothing();
      else rows.instant(moment);
    });
  }
}

/** Named, so that a connection parses it once: for a group of few events that takes as long as storing its links. */
function copyStep(table: string, columns: string, rows: BinaryRows): Step | undefined {
  if (rows.count === 0) return undefined;
  const text = `copy ${table} (${columns}) from stdin (format binary)`;
  return { name: `capture-copy-${table}`, text, data: rows.finished() };
}
