const EPCIS = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';
const LINK = 'https://id.gs1.org';

/** The made-up product of the tests. */
export const GTIN = '09520001000010';

/** A lot of it. */
export function lot(number: string): string {
  return `${LINK}/01/${GTIN}/10/${number}`;
}

/** An item of it. */
export function item(serial: string): string {
  return `${LINK}/01/${GTIN}/21/${serial}`;
}

/** A made-up pallet. */
export const PALLET = `${LINK}/00/095200010000000010`;

/** Fields of an event, over those of a common one. */
export type Fields = Readonly<Record<string, unknown>>;

/** An ObjectEvent that sees lot L1, unless `fields` say something else. */
export function objectEvent(fields: Fields = {}): Record<string, unknown> {
  return {
    type: 'ObjectEvent',
    eventTime: '2026-07-01T08:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    ...(fields.quantityList === undefined && fields.epcList === undefined
      ? { quantityList: [{ epcClass: lot('L1'), quantity: 10, uom: 'KGM' }] }
      : {}),
    ...fields,
  };
}

/** A TransformationEvent from lots to lots. */
export function transformation(
  inputs: readonly string[],
  outputs: readonly string[],
  fields: Fields = {},
): Fields {
  const quantities = (lots: readonly string[]) =>
    lots.map(name => ({ epcClass: lot(name), quantity: 5, uom: 'KGM' }));
  return {
    type: 'TransformationEvent',
    eventTime: '2026-07-02T08:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    inputQuantityList: quantities(inputs),
    outputQuantityList: quantities(outputs),
    ...fields,
  };
}

/** `count` different events: lots `{run}-0`, `{run}-1` … seen a second apart. */
export function series(run: string, count: number): Fields[] {
  return Array.from({ length: count }, (_, index) =>
    objectEvent({
      eventTime: new Date(Date.UTC(2026, 5, 1) + index * 1000).toISOString(),
      quantityList: [{ epcClass: lot(`${run}-${index}`), quantity: index + 0.5, uom: 'KGM' }],
    }),
  );
}

/** A document of these events. */
export function document(events: readonly Fields[], more: Fields = {}): Fields {
  return {
    '@context': [EPCIS, { ex: 'https://ns.example.org/' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-07-18T00:00:00Z',
    epcisBody: { eventList: events },
    ...more,
  };
}

/** An event by itself. */
export function bare(event: Fields): Fields {
  return { '@context': [EPCIS], ...event };
}
