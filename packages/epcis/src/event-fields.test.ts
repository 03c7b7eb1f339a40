import { describe, expect, it } from 'vitest';
import { parseDocument } from './document.ts';
import type { EventField } from './event-fields.ts';

const EX = 'https://ns.example.org/';
const CONTEXT = ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { ex: EX }];

function fieldsOf(members: object): readonly EventField[] {
  const event = {
    '@context': CONTEXT,
    type: 'ObjectEvent',
    action: 'ADD',
    eventTime: '2026-07-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    epcList: ['https://id.gs1.org/01/09520001000010/21/1'],
    ...members,
  };
  const read = parseDocument(Buffer.from(JSON.stringify(event)), { strictness: 'strict' });
  const [only] = read.ok ? read.value.events : [];
  if (only?.ok !== true) throw new Error(JSON.stringify(read));
  return only.value.fields;
}

const at = (place: EventField['place'], name: string, more: object = {}, inner = false) => ({
  ...{ place, inner, name },
  ...more,
});

describe('fields that queries ask for by name', () => {
  it('are none in an event without extensions, master data and sensors', () => {
    expect(fieldsOf({})).toEqual([]);
  });

  it('are extensions with namespace, each value of a list, and what stands within others', () => {
    expect(
      fieldsOf({
        'ex:grade': ['A', 'B'],
        'ex:weight': 12.5,
        'ex:picked': '2026-07-01T08:00:00+08:00',
        'ex:crew': { 'ex:size': '007', 'ex:lead': { 'ex:organic': true } },
      }),
    ).toEqual([
      at('event', `{${EX}}grade`, { text: 'A' }),
      at('event', `{${EX}}grade`, { text: 'B' }),
      at('event', `{${EX}}weight`, { text: '12.5', number: '12.5' }),
      at('event', `{${EX}}picked`, { text: '2026-07-01T00:00:00.000Z', moment: Date.UTC(2026, 6, 1) }),
      at('event', `{${EX}}crew`),
      at('event', `{${EX}}size`, { text: '7', number: '7' }, true),
      at('event', `{${EX}}lead`, {}, true),
      at('event', `{${EX}}organic`, { text: 'true' }, true),
    ]);
  });

  it('are master data of lots and the extensions of places and declarations', () => {
    expect(
      fieldsOf({
        ilmd: { 'cbvmda:lotNumber': 'L1', 'ex:origin': { 'ex:plot': 'P7' } },
        readPoint: { id: 'https://id.gs1.org/414/9520001000003', 'ex:gate': '4' },
        bizLocation: { id: 'https://id.gs1.org/414/9520001000003', 'ex:floor': 'two' },
        errorDeclaration: {
          declarationTime: '2026-07-02T00:00:00Z',
          reason: 'incorrect_data',
          correctiveEventIDs: ['urn:uuid:0190a000-0000-7000-8000-000000000009'],
          'ex:by': 'auditor',
        },
      }),
    ).toEqual([
      at('ilmd', '{urn:epcglobal:cbv:mda:}lotNumber', { text: 'L1' }),
      at('ilmd', `{${EX}}origin`),
      at('ilmd', `{${EX}}plot`, { text: 'P7' }, true),
      at('readPoint', `{${EX}}gate`, { text: '4', number: '4' }),
      at('bizLocation', `{${EX}}floor`, { text: 'two' }),
      at('errorDeclaration', 'reason', { text: 'https://ref.gs1.org/cbv/ER-incorrect_data' }),
      at('errorDeclaration', 'correctiveEventIDs', { text: 'urn:uuid:0190a000-0000-7000-8000-000000000009' }),
      at('errorDeclaration', `{${EX}}by`, { text: 'auditor' }),
    ]);
  });

  it('are sensor data with exact numbers in their units', () => {
    expect(
      fieldsOf({
        sensorElementList: [
          {
            sensorMetadata: { time: '2026-07-01T00:00:00Z', deviceID: 'urn:epc:id:giai:9520001.7' },
            sensorReport: [
              { type: 'Temperature', value: 4.0, uom: 'CEL', 'ex:depth': 2 },
              { type: 'gs1:RelativeHumidity', maxValue: 91, uom: 'A93', percRank: 5, hexBinaryValue: 'f0' },
            ],
            'ex:sealed': 'yes',
          },
        ],
      }),
    ).toEqual([
      at('event', 'sensorElementList'),
      at('sensorMetadata', 'time', { text: '2026-07-01T00:00:00.000Z', moment: Date.UTC(2026, 6, 1) }),
      at('sensorMetadata', 'deviceID', { text: 'https://id.gs1.org/8004/95200017' }),
      at('sensorReport', 'type', { text: 'https://ref.gs1.org/voc/Temperature' }),
      at('sensorReport', 'value', { text: '4', number: '4', uom: 'CEL' }),
      at('sensorReport', `{${EX}}depth`, { text: '2', number: '2' }),
      at('sensorReport', 'type', { text: 'https://ref.gs1.org/voc/RelativeHumidity' }),
      at('sensorReport', 'maxValue', { text: '91', number: '91', uom: 'A93' }),
      at('sensorReport', 'percRank', { text: '5', number: '5' }),
      at('sensorReport', 'hexBinaryValue', { text: 'F0' }),
      at('sensorElement', `{${EX}}sealed`, { text: 'yes' }),
    ]);
  });
});
