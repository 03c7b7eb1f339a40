import { LineageGraph } from '@pinxin/lineage/graph';
import { grown } from '@pinxin/lineage/int-buffer';
import { Role } from '@pinxin/lineage/role';
import type pg from 'pg';
import { EVENT_TYPES } from '../codes.ts';
import { copyOut, offsetsOf, readInstant, readInt8 } from './graph-copy.ts';
import type { LineageState } from './lineage-state.ts';
import { MadeAmounts } from './made-amounts.ts';

/** Did the event bring its lots into being? Commissioning is an ObjectEvent ADD (EPCIS 2.0 §7.4.1). */
export const IS_COMMISSIONING = `(type = ${EVENT_TYPES.ObjectEvent} and action = 1)`;
/**
 * Did the event merely test what it saw? Inspecting or sampling that tells where it was done (readPoint) and not where
 * the goods are afterwards (no bizLocation): the lot stays in the hands it was in. By the step, not by the kind of the
 * teller, which may change. `event` is the alias of the event's row.
 */
export const isMereTest = (event: string): string => `(${event}.biz_location is null
  and not (${event}.type = ${EVENT_TYPES.ObjectEvent} and ${event}.action = 1) and coalesce(${event}.biz_step in (
  select term.id from term where term.uri in ('https://ref.gs1.org/cbv/BizStep-inspecting', 'https://ref.gs1.org/cbv/BizStep-sampling')), false))`;
/** A quantity that says how much there was of a lot; numbers beyond any harvest are not believed. */
export const MADE_QUANTITY = `case when role in (${Role.output}, ${Role.seen}) and abs(quantity) < 1e100
  then quantity::float8 else 'NaN' end`;

const EVENT_WIDTHS = [8, 8, 4, 4, 4, 4];
const EVENTS = `select id, event_time, coalesce(biz_location, read_point, 0), party, ${IS_COMMISSIONING}::int,
  ${isMereTest('event')}::int from event`;
/** Which members of an event belong together: rows of membership keep it where others keep how much (see `lotRows`). */
export const MEMBER_GROUP = `case when role in (${Role.memberOf}, ${Role.member}) then coalesce(quantity, 0)::int else 0 end`;
/** Roles whose quantity says how much of a lot there was. */
export const AMOUNT_ROLES = [Role.output, Role.input, Role.seen, Role.childAdd, Role.childDelete].join();
/** Does the row say how much? */
export const TELLS_AMOUNT = `(quantity is not null and role in (${AMOUNT_ROLES}))`;
const ROW_WIDTHS = [8, 8, 2, 4, 8, 4, 4];
const ROWS = `select event, lot, role, coalesce(uom, 0), ${MADE_QUANTITY}, ${MEMBER_GROUP},
  ${TELLS_AMOUNT}::int from event_lot`;

/**
 * Builds everything from the tables, at one moment: all of the journal up to the watermark and nothing beyond.
 * Throws RangeError when ids do not fit into 31 bits.
 */
export async function loadLineage(client: pg.ClientBase): Promise<LineageState> {
  await client.query('begin isolation level repeatable read, read only');
  try {
    const head = await client.query<{ seq: string }>('select seq from journal_head');
    const voids = await client.query<{ event: string }>('select event from event_void');
    const voided = Int32Array.from(voids.rows, ({ event }) => Number(event));
    const events = await copyEvents(client);
    const made = new MadeAmounts();
    const rows = await copyRows(client, events, new Set(voided), made);
    await client.query('commit');
    const graph = LineageGraph.build({ events, rows, voided }, Number(head.rows[0]?.seq ?? 0));
    return { graph, made, uncorrected: new Set() };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function copyEvents(client: pg.ClientBase) {
  const [idAt = 0, timeAt = 0, placeAt = 0, partyAt = 0, commissionsAt = 0, testsAt = 0] =
    offsetsOf(EVENT_WIDTHS);
  let id = new Int32Array(0);
  let time = new Float64Array(0);
  let place = new Int32Array(0);
  let party = new Int32Array(0);
  let commissions = new Uint8Array(0);
  let tests = new Uint8Array(0);
  let count = 0;
  await copyOut(client, EVENTS, EVENT_WIDTHS, (rows, first, added, width) => {
    [id, place, party] = [grown(id, count + added), grown(place, count + added), grown(party, count + added)];
    time = grown(time, count + added);
    for (let at = first; at < first + added * width; at += width) {
      id[count] = fitting(readInt8(rows, at + idAt));
      time[count] = readInstant(rows, at + timeAt);
      place[count] = rows.readInt32BE(at + placeAt);
      party[count] = rows.readInt32BE(at + partyAt);
      if (rows.readInt32BE(at + commissionsAt) === 1) {
        commissions = grown(commissions, id[count] as number);
        commissions[id[count] as number] = 1;
      }
      if (rows.readInt32BE(at + testsAt) === 1) {
        tests = grown(tests, id[count] as number);
        tests[id[count] as number] = 1;
      }
      count += 1;
    }
  });
  const end = count;
  return {
    ...{ id: id.subarray(0, end), time: time.subarray(0, end) },
    ...{ place: place.subarray(0, end), party: party.subarray(0, end), commissions, tests },
  };
}

async function copyRows(
  client: pg.ClientBase,
  { commissions, tests }: { readonly commissions: Uint8Array; readonly tests: Uint8Array },
  voided: ReadonlySet<number>,
  made: MadeAmounts,
) {
  const [eventAt = 0, lotAt = 0, roleAt = 0, unitAt = 0, quantityAt = 0, groupAt = 0, toldAt = 0] =
    offsetsOf(ROW_WIDTHS);
  let event = new Int32Array(0);
  let lot = new Int32Array(0);
  let role = new Uint8Array(0);
  let group = new Int32Array(0);
  let count = 0;
  await copyOut(client, ROWS, ROW_WIDTHS, (rows, first, added, width) => {
    [event, lot, role] = [grown(event, count + added), grown(lot, count + added), grown(role, count + added)];
    group = grown(group, count + added);
    for (let at = first; at < first + added * width; at += width) {
      event[count] = fitting(readInt8(rows, at + eventAt));
      lot[count] = fitting(readInt8(rows, at + lotAt));
      role[count] = rows.readInt16BE(at + roleAt);
      group[count] = rows.readInt32BE(at + groupAt);
      if (rows.readInt32BE(at + toldAt) === 1) made.note(lot[count] as number);
      const quantity = rows.readDoubleBE(at + quantityAt);
      if (!Number.isNaN(quantity) && !voided.has(event[count] as number)) {
        const counts = role[count] === Role.output || commissions[event[count] as number] === 1;
        if (counts) made.add(lot[count] as number, quantity, rows.readInt32BE(at + unitAt));
      }
      // A sighting says nothing but custody, and a mere test does not move it: the row is overwritten.
      if (role[count] === Role.seen && tests[event[count] as number] === 1) continue;
      count += 1;
    }
  });
  return {
    ...{ event: event.subarray(0, count), lot: lot.subarray(0, count) },
    ...{ role: role.subarray(0, count), group: group.subarray(0, count) },
  };
}

/** The graph holds 31 bits; a silent wrap would be a wrong recall. */
function fitting(id: number): number {
  if (id > 0x7fff_fffd) throw new RangeError(`id out of range: ${id}`);
  return id;
}
