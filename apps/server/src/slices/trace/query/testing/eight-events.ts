import { expect } from 'vitest';
import {
  document,
  type Fields,
  GTIN,
  item,
  lot,
  objectEvent,
  PALLET,
  transformation,
} from '../../testing/events.ts';
import { type TraceApp, traceApp } from '../../testing/trace-app.ts';

export const ALL = 'authority:query,trace';
export const SITE = 'https://id.gs1.org/414/9520001000003';
export const PLOT = `${SITE}/254/P001`;
export const SHED = `${SITE}/254/P002`;
export const PROCESS = 'urn:uuid:0190a000-0000-7000-8000-0000000000bb';
export const ORDER = 'https://id.gs1.org/253/9520001000003PO7';
export const FARM_PARTY = 'https://id.gs1.org/417/9520001000003';
export const id = (n: number) => `urn:uuid:0190a000-0000-7000-8000-00000000000${n}`;
export const at = (hour: number) => ({
  eventTime: `2026-07-01T0${hour}:00:00.000Z`,
  eventTimeZoneOffset: '+08:00',
});

/** E1 … E8, an hour apart; the farm tells 1–4, the packer 5–7, another enterprise 8. */
export const EVENTS: readonly (readonly [string, Fields])[] = [
  [
    'farm',
    objectEvent({
      eventID: id(1),
      ...at(1),
      action: 'ADD',
      bizStep: 'commissioning',
      disposition: 'active',
      readPoint: { id: PLOT },
      bizLocation: { id: PLOT },
      quantityList: [{ epcClass: lot('F1'), quantity: 100, uom: 'KGM' }],
    }),
  ],
  [
    'farm',
    objectEvent({
      eventID: id(2),
      ...at(2),
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: { id: SHED },
      quantityList: [{ epcClass: lot('F1'), quantity: 60.5, uom: 'KGM' }],
      bizTransactionList: [{ type: 'po', bizTransaction: ORDER }],
      sourceList: [{ type: 'owning_party', source: FARM_PARTY }],
      destinationList: [{ type: 'location', destination: SITE }],
    }),
  ],
  [
    'farm',
    objectEvent({
      eventID: id(3),
      ...at(3),
      epcList: [item('A1'), item('A2')],
      persistentDisposition: { set: ['recalled'], unset: ['available'] },
    }),
  ],
  [
    'farm',
    objectEvent({
      eventID: id(4),
      ...at(4),
      action: 'DELETE',
      quantityList: [{ epcClass: lot('F2'), quantity: 5, uom: 'LTR' }],
    }),
  ],
  [
    'packer',
    transformation(['F1'], ['P1'], {
      eventID: id(5),
      ...at(5),
      transformationID: PROCESS,
      inputEPCList: [item('A1')],
      outputEPCList: [item('B1')],
    }),
  ],
  [
    'packer',
    {
      eventID: id(6),
      type: 'AggregationEvent',
      ...at(6),
      action: 'ADD',
      parentID: PALLET,
      childEPCs: [item('B1')],
      childQuantityList: [{ epcClass: lot('P1'), quantity: 2 }],
    },
  ],
  [
    'packer',
    {
      eventID: id(7),
      type: 'TransactionEvent',
      ...at(7),
      action: 'OBSERVE',
      parentID: PALLET,
      epcList: [],
      bizTransactionList: [{ bizTransaction: ORDER }],
    },
  ],
  [
    'other',
    objectEvent({
      eventID: id(8),
      ...at(8),
      quantityList: [{ epcClass: `https://id.gs1.org/01/${GTIN}`, quantity: 1 }],
    }),
  ],
];

/** An app that holds them, told a minute apart, and the places of the farm. */
export async function appOfEight(): Promise<TraceApp> {
  const t = await traceApp();
  for (const [who, event] of EVENTS) {
    const answer = await t.app.inject({
      method: 'POST',
      url: '/capture',
      headers: { authorization: `Bearer ${who}:capture`, 'content-type': 'application/json' },
      payload: JSON.stringify(document([event])),
    });
    if (answer.statusCode !== 202) throw new Error(answer.body);
    t.clock.advance(60_000);
  }
  const places = [SITE, PLOT].map(uri =>
    t.database.pool.query(
      'insert into term (uri) values ($1) on conflict (uri) do update set uri = excluded.uri returning id',
      [uri],
    ),
  );
  const [site, plot] = (await Promise.all(places)).map(({ rows }) => rows[0].id);
  await t.database.pool.query(
    `insert into place (id, kind, name_zh, parent) values ($1, 'site', '演示基地', null), ($2, 'plot', '演示一号地', $1)`,
    [site, plot],
  );
  await t.database.pool.query('analyze');
  return t;
}

/** How tests ask it, once it is there. */
export function eightCalls(app: () => TraceApp) {
  const get = (url: string, key = ALL) =>
    app().app.inject({ url, headers: { authorization: `Bearer ${key}` } });
  const listOf = (body: string): Fields[] => JSON.parse(body).epcisBody.queryResults.resultsBody.eventList;
  const found = async (parameters: Record<string, string>, key = ALL): Promise<string> => {
    const answer = await get(`/events?${new URLSearchParams({ orderDirection: 'ASC', ...parameters })}`, key);
    expect(answer.statusCode, answer.body).toBe(200);
    return listOf(answer.body)
      .map(({ eventID }) => String(eventID).at(-1))
      .join('');
  };
  return { get, listOf, found };
}
