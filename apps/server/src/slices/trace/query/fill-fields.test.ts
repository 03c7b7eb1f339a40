import { afterAll, beforeAll, expect, it } from 'vitest';
import { document, lot, objectEvent } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { xmlDocument, xmlEvent } from '../testing/xml-events.ts';
import { fillFields, startFilling } from './fill-fields.ts';

let t: TraceApp;
beforeAll(async () => {
  t = await traceApp();
});
afterAll(() => t.close());

const TABLES = ['event_field', 'event_word'] as const;

async function capture(payload: string, type: string): Promise<void> {
  const answer = await t.app.inject({
    ...{ method: 'POST', url: '/capture', payload },
    headers: { authorization: 'Bearer farm:capture', 'content-type': type },
  });
  if (answer.statusCode !== 202) throw new Error(answer.body);
}

async function rowsOf(table: string): Promise<readonly string[]> {
  const { rows } = await t.database.pool.query(`select ${table}::text as row from ${table}`);
  return rows.map(({ row }) => row).sort();
}

it('writes for events of before what capture writes for new ones, from JSON and from XML', async () => {
  const events = Array.from({ length: 600 }, (_, n) =>
    objectEvent({
      eventTime: new Date(Date.UTC(2026, 5, 1) + n * 1000).toISOString(),
      quantityList: [{ epcClass: lot(`B${n}`), quantity: n + 1, uom: 'KGM' }],
      'ex:number': n,
      bizStep: n % 2 === 0 ? 'shipping' : 'https://ns.example.org/drying',
    }),
  );
  await capture(JSON.stringify(document(events.slice(0, 300))), 'application/json');
  await capture(JSON.stringify(document(events.slice(300))), 'application/json');
  const sensors = `<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="4.50" uom="CEL" ex:at="2026-07-01T00:00:00Z"/></sensorElement></sensorElementList><ex:note>枸杞</ex:note>`;
  await capture(
    xmlDocument(xmlEvent('X1', sensors), 'xmlns:ex="https://ns.example.org/"'),
    'application/xml',
  );
  const before = await Promise.all(TABLES.map(rowsOf));
  expect(before.map(rows => rows.length)).toEqual([605, 2]);
  const { pool } = t.database;
  for (const table of TABLES) await pool.query(`delete from ${table}`);
  await pool.query('insert into event_field_backlog (before) select max(id) + 1 from event');
  await startFilling(t.ctx);
  await fillFields(t.ctx);
  expect(await Promise.all(TABLES.map(rowsOf))).toEqual(before);
  expect(await rowsOf('event_field_backlog')).toEqual([]);
  await startFilling(t.ctx);
});
