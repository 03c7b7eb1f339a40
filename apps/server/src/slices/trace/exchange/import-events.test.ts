import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { registerSheetImportRoutes } from './import-routes.ts';

let t: TraceApp;
beforeAll(async () => {
  t = await traceApp({}, (app, _ctx, capture) => registerSheetImportRoutes(app, capture));
});
afterAll(async () => await t.close());

const TITLES =
  '事件号,环节,时间,场所编码,产品编码,批次,数量,单位,原料编码,原料批次,原料数量,原料单位,箱码或托盘码,对方编码';
const GOOD = [
  ',采收,2026-07-01 09:00,9520001000034,09520001000010,H-0701,120,公斤,,,,,,',
  '1,加工,2026/7/2 10:00,9520001000034,09520001000010,D-0702,30,公斤,09520001000010,H-0701,60,公斤,,',
  '1,加工,2026/7/2 10:00,9520001000034,09520001000010,D-0702,30,公斤,09520001000010,H-0702,60,kg,,',
  ',包装,2026-07-03 08:00,9520001000034,09520001000010,D-0702,30,KGM,,,,,095200010000000010,',
  ',发货,2026-07-03 18:30,9520001000034,,,,,,,,,095200010000000010,',
];

const send = (lines: readonly string[], query = '', language = 'zh-CN') =>
  t.app.inject({
    ...{
      method: 'POST',
      url: `/imports/events${query}`,
      payload: Buffer.from([TITLES, ...lines].join('\r\n')),
    },
    headers: {
      authorization: 'Bearer farm:capture',
      'content-type': 'text/csv',
      'accept-language': language,
    },
  });

describe('a sheet of events', () => {
  it('is shown first, then captured: one row an event, rows of one number one event', async () => {
    const preview = await send(GOOD);
    expect(preview.json()).toEqual({ rows: 5, events: 4, problems: [] });
    const stored = () =>
      t.database.pool.query<{ type: number }>('select type from event order by event_time');
    expect((await stored()).rowCount).toBe(0);
    const done = await send(GOOD, '?confirm=true');
    expect(done.json()).toMatchObject({ events: 4, captureID: expect.any(String) });
    expect((await stored()).rows.map(({ type }) => type)).toEqual([1, 5, 2, 1]);
    // The same sheet again stores nothing twice.
    await send(GOOD, '?confirm=true');
    expect((await stored()).rowCount).toBe(4);
    const { rows } = await t.database.pool.query(
      `select count(*)::int as inputs from event_lot join event on event.id = event where type = 5 and role = 1`,
    );
    expect(rows[0].inputs).toBe(2);
  });

  it('tells every bad cell with line and column, and keeps the good events', async () => {
    const bad = await send(
      [
        ',收割,昨天,123,09520001000010,A,10,公斤,,,,,,',
        ',采收,2026-06-31 09:00,,09520001000010,,10,斗,,,,,,',
        ',采收,2026-07-05 09:00,,09520001000011,B,10,公斤,,,,,,',
        ',采收,2026-07-06 09:00,,09520001000010,C,10,公斤,,,,,,',
        '7,发货,2026-07-06 09:00,,09520001000010,C,1,公斤,,,,,,',
        '7,收货,2026-07-06 09:00,,09520001000010,C,2,公斤,,,,,,',
      ],
      '?confirm=true',
      'en',
    );
    const told = bad
      .json()
      .problems.map(({ line, column, code }: Record<string, string>) => `${line}${column ?? ''} ${code}`);
    expect(told.slice().sort()).toEqual([
      '2B stepUnknown',
      '2C timeWrong',
      '2D codeWrong',
      '3C timeWrong',
      '3F missing',
      '4E brokenIdentifier',
      '7B otherThanFirst',
    ]);
    expect(bad.json()).toMatchObject({ rows: 6, events: 1, captureID: expect.any(String) });
    expect(bad.json().problems[0].message).toMatch(/^[\x20-\x7e“”…]+$/);
  });

  it('is told in which column a check digit is wrong, whatever stands there', async () => {
    const answer = await send([
      ',采收,2026-07-05 09:00,9520001000035,09520001000010,B,10,公斤,,,,,,',
      '1,加工,2026-07-05 10:00,,09520001000010,D,30,公斤,09520001000010,B,60,公斤,,',
      '1,加工,2026-07-05 10:00,,09520001000010,D,30,公斤,09520001000011,C,60,公斤,,',
      ',包装,2026-07-06 08:00,,09520001000010,D,30,公斤,,,,,095200010000000011,',
      ',发货,2026-07-06 09:00,,09520001000010,D,30,公斤,,,,,,9520001000035',
      ',采收,2026-07-05 09:00,,09520001000010,一二三四五六七八九十一二三四五六七八九十一,10,公斤,,,,,,',
    ]);
    const told = answer
      .json()
      .problems.map(({ line, column, code }: Record<string, string>) => `${line}${column} ${code}`);
    expect(told).toEqual(['2D', '4I', '5M', '6N', '7F'].map(cell => `${cell} brokenIdentifier`));
  });

  it('that is none is refused with what to do', async () => {
    const broken = await t.app.inject({
      ...{ method: 'POST', url: '/imports/events', payload: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]) },
      headers: { authorization: 'Bearer farm:capture', 'content-type': 'application/octet-stream' },
    });
    expect([broken.statusCode, broken.json().problems[0].code]).toEqual([422, 'oldExcel']);
    const untitled = await t.app.inject({
      ...{ method: 'POST', url: '/imports/events', payload: 'a,b,c\n1,2,3' },
      headers: { authorization: 'Bearer farm:capture', 'content-type': 'text/csv' },
    });
    expect(untitled.json().problems).toEqual([{ line: 1, code: 'noTitles', message: expect.any(String) }]);
  });

  it('begins with a template that is itself good, as CSV and as a workbook, in both languages', async () => {
    for (const language of ['zh-CN', 'en']) {
      for (const format of ['csv', 'xlsx']) {
        const headers = { authorization: 'Bearer farm:capture', 'accept-language': language };
        const template = await t.app.inject({
          method: 'GET',
          url: `/imports/events/template/${format}`,
          headers,
        });
        const back = await t.app.inject({
          ...{ method: 'POST', url: '/imports/events', payload: template.rawPayload },
          headers: { ...headers, 'content-type': 'application/octet-stream' },
        });
        expect([language, format, back.json()]).toEqual([
          language,
          format,
          { rows: 1, events: 1, problems: [] },
        ]);
      }
    }
  });
});
