/** A JSON object of an event, for tests: 演示数据, every party and number is fictional (GTIN prefix 952). */
export type DemoEvent = Record<string, unknown>;

/** 演示：枸杞采收，一个批次。 */
export function aHarvest(more: DemoEvent = {}): DemoEvent {
  return {
    type: 'ObjectEvent',
    eventTime: '2026-06-18T07:30:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'creating_class_instance',
    disposition: 'active',
    quantityList: [
      { epcClass: 'https://id.gs1.org/01/09521234543213/10/PD0618', quantity: 120.5, uom: 'KGM' },
    ],
    readPoint: { id: 'https://id.gs1.org/414/9521234500001' },
    ilmd: { 'cbvmda:lotNumber': 'PD0618', 'demo:variety': '演示一号' },
    ...more,
  };
}

/** 演示：烘干，鲜果变干果。 */
export function aDrying(more: DemoEvent = {}): DemoEvent {
  return {
    type: 'TransformationEvent',
    eventTime: '2026-06-19T18:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    inputQuantityList: [
      { epcClass: 'urn:epc:class:lgtin:9521234.054321.PD0618', quantity: 120.5, uom: 'KGM' },
    ],
    outputQuantityList: [
      { epcClass: 'https://id.gs1.org/01/09521234543220/10/DRY0619', quantity: 30, uom: 'KGM' },
    ],
    bizStep: 'commissioning',
    bizLocation: { id: 'urn:epc:id:sgln:9521234.50000.0' },
    bizTransactionList: [{ type: 'prodorder', bizTransaction: 'urn:epcglobal:cbv:bt:9521234500001:4711' }],
    sourceList: [{ type: 'owning_party', source: 'https://id.gs1.org/417/9521234500001' }],
    destinationList: [{ type: 'possessing_party', destination: 'https://id.gs1.org/417/9521234500001' }],
    sensorElementList: [
      {
        sensorMetadata: { startTime: '2026-06-18T20:00:00+08:00', endTime: '2026-06-19T18:00:00+08:00' },
        sensorReport: [{ type: 'Temperature', meanValue: 58.5, uom: 'CEL', 'demo:probe': 'A' }],
      },
    ],
    'demo:operator': '演示操作员',
    ...more,
  };
}

/** 演示：装箱。 */
export function aPacking(more: DemoEvent = {}): DemoEvent {
  return {
    type: 'AggregationEvent',
    eventTime: '2026-06-20T09:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    parentID: 'https://id.gs1.org/00/095212345000000018',
    childEPCs: ['urn:epc:id:sgtin:9521234.054322.1', 'urn:epc:id:sgtin:9521234.054322.2'],
    action: 'ADD',
    bizStep: 'packing',
    ...more,
  };
}

/** A document around events. */
export function aDocument(events: readonly unknown[], more: DemoEvent = {}): DemoEvent {
  return {
    '@context': [
      'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
      { demo: 'https://example.org/demo/' },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-06-21T00:00:00Z',
    epcisBody: { eventList: events },
    ...more,
  };
}

/** UTF-8 of a value's JSON, or of a text as it is. */
export function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}
