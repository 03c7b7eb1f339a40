import type { ParsedEvent } from '@pinxin/epcis/event';
import { Role } from '@pinxin/lineage/role';
import { type FieldRow, fieldRows } from '@pinxin/server/slices/trace/capture/field-rows';
import { WORD_KINDS } from '@pinxin/server/slices/trace/codes';
import type pg from 'pg';

/**
 * Stores events as a plain implementation does: one transaction per event, one awaited INSERT per row, prepared
 * statements, the same tables and indexes as ours. Words (terms) are remembered in memory, and which of them the
 * party has used; lots are not.
 */
export class InsertingStore {
  readonly #terms = new Map<string, number>();
  readonly #used = new Set<string>();
  readonly #party: number;
  #nextEvent = 0;
  #endOfBlock = 0;

  constructor(party: number) {
    this.#party = party;
  }

  /** Stores one event on this connection. Only what the load sends is understood: TransformationEvents. */
  async store(
    client: pg.ClientBase,
    event: ParsedEvent,
    context: Buffer | undefined,
    at: Date,
  ): Promise<void> {
    if (event.type !== 'TransformationEvent') throw new Error(`the baseline stores no ${event.type}`);
    const id = await this.#newEventId(client);
    await client.query('begin');
    try {
      await this.#insertEvent(client, id, event, context, at);
      for (const { epc, role, quantity, uom } of event.epcs) {
        const lot = await insertLot(client, epc.uri);
        const unit = uom === undefined ? null : await this.#term(client, uom);
        const values = [id, lot, role === 'input' ? Role.input : Role.output, unit, quantity ?? null];
        await client.query({ name: 'event-lot', text: EVENT_LOT, values });
      }
      for (const { type, value } of event.bizTransactions) {
        const kind = type === undefined ? null : await this.#term(client, type);
        await client.query({
          name: 'event-link',
          text: 'insert into event_link (event, kind, type, value) values ($1, 1, $2, $3)',
          values: [id, kind, await this.#term(client, value)],
        });
      }
      await this.#insertFields(client, id, event);
      await this.#noteWords(client, event);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }

  async #insertEvent(
    client: pg.ClientBase,
    id: number,
    event: ParsedEvent,
    context: Buffer | undefined,
    at: Date,
  ): Promise<void> {
    const values = [
      id,
      new Date(event.eventTime),
      at,
      event.offsetMinutes,
      this.#party,
      await this.#optionalTerm(client, event.bizStep),
      await this.#optionalTerm(client, event.disposition),
      await this.#optionalTerm(client, event.readPoint),
      await this.#optionalTerm(client, event.bizLocation),
      Buffer.from(event.hash),
      event.eventId ?? null,
      context ?? null,
      Buffer.from(event.bytes),
    ];
    await client.query({ name: 'event', text: EVENT, values });
  }

  /** What queries ask for by the name of a field. */
  async #insertFields(client: pg.ClientBase, id: number, event: ParsedEvent): Promise<void> {
    const fields: FieldRow[] = [];
    fieldRows(event, row => fields.push(row));
    for (const { place, name, uom, text, number, moment } of fields) {
      const at = moment === undefined ? null : new Date(moment);
      const [term, unit] = [await this.#term(client, name), await this.#optionalTerm(client, uom)];
      const values = [id, place, term, unit, text ?? null, number ?? null, at];
      await client.query({ name: 'event-field', text: EVENT_FIELD, values });
    }
  }

  /** Which words the party has used: once each. */
  async #noteWords(client: pg.ClientBase, event: ParsedEvent): Promise<void> {
    for (const kind of ['bizStep', 'disposition', 'readPoint', 'bizLocation'] as const) {
      const word = event[kind];
      if (word === undefined || this.#used.has(`${kind} ${word}`)) continue;
      const values = [WORD_KINDS[kind], await this.#term(client, word), this.#party];
      await client.query({ name: 'event-word', text: EVENT_WORD, values });
      this.#used.add(`${kind} ${word}`);
    }
  }

  async #optionalTerm(client: pg.ClientBase, uri: string | undefined): Promise<number | null> {
    return uri === undefined ? null : this.#term(client, uri);
  }

  async #term(client: pg.ClientBase, uri: string): Promise<number> {
    const known = this.#terms.get(uri);
    if (known !== undefined) return known;
    const { rows } = await client.query<{ id: number }>({
      name: 'term',
      text: 'insert into term (uri) values ($1) on conflict (uri) do update set uri = excluded.uri returning id',
      values: [uri],
    });
    this.#terms.set(uri, rows[0]!.id);
    return rows[0]!.id;
  }

  async #newEventId(client: pg.ClientBase): Promise<number> {
    if (this.#nextEvent === this.#endOfBlock) {
      const { rows } = await client.query<{ first: string }>(`select nextval('event_id_block') as first`);
      // Another event may have taken a block meanwhile: then this one is simply left unused.
      this.#nextEvent = Number(rows[0]!.first);
      this.#endOfBlock = this.#nextEvent + 4096;
    }
    return this.#nextEvent++;
  }
}

const EVENT = `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_step,
    disposition, read_point, biz_location, hash, event_id, context, doc)
  values ($1, $2, $3, $4, 5, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const EVENT_LOT = 'insert into event_lot (event, lot, role, uom, quantity) values ($1, $2, $3, $4, $5)';

const EVENT_FIELD = `insert into event_field (event, place, name, uom, text, number, at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const EVENT_WORD = 'insert into event_word (kind, word, party) values ($1, $2, $3) on conflict do nothing';

async function insertLot(client: pg.ClientBase, uri: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>({
    name: 'lot',
    text: `insert into lot (uri, kind) values ($1, 1) on conflict (uri) do update set uri = excluded.uri returning id`,
    values: [uri],
  });
  return rows[0]!.id;
}
