import { describe, expect, it } from 'vitest';
import { aDocument, aDrying, aHarvest, aPacking, bytesOf, type DemoEvent } from './demo-event.ts';
import { parseDocument } from './document.ts';
import type { EpcisProblem } from './problem.ts';

function problemsOf(event: unknown, strictness: 'strict' | 'lenient' = 'strict'): readonly EpcisProblem[] {
  const result = parseDocument(bytesOf(aDocument([event])), { strictness });
  if (!result.ok) return result.error;
  return result.value.events.flatMap(each => (each.ok ? [] : each.error));
}

/** `code at`, the pointer without the event's own. */
function found(event: unknown, strictness?: 'strict' | 'lenient'): readonly string[] {
  return problemsOf(event, strictness).map(({ code, at }) =>
    `${code} ${at.replace('/epcisBody/eventList/0', '')}`.trim(),
  );
}

function without(event: DemoEvent, field: string): DemoEvent {
  const { [field]: _, ...rest } = event;
  return rest;
}

const association = (more: DemoEvent = {}) => aPacking({ type: 'AssociationEvent', ...more });
const transaction = (more: DemoEvent = {}) => ({
  ...without(without(aPacking(), 'childEPCs'), 'bizStep'),
  type: 'TransactionEvent',
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521234500001:1' }],
  epcList: [],
  ...more,
});

describe('validateEvent accepts', () => {
  it.each<[string, DemoEvent]>([
    ['a harvest', aHarvest()],
    ['a transformation', aDrying()],
    ['an aggregation', aPacking()],
    ['an association', association()],
    ['a transaction about no objects', transaction()],
    ['a DELETE of all children', without(aPacking({ action: 'DELETE' }), 'childEPCs')],
    ['an empty list of objects', without(without(aHarvest({ epcList: [] }), 'quantityList'), 'ilmd')],
    [
      'sensor data with a read point alone',
      aHarvest({
        quantityList: undefined,
        sensorElementList: aDrying({}).sensorElementList,
        eventTime: '2026-06-20T00:00:00Z',
      }),
    ],
    [
      'inputs alone with a transformationID',
      without(aDrying({ transformationID: 'urn:uuid:1' }), 'outputQuantityList'),
    ],
    [
      'words as full URI and compact URI',
      aPacking({ bizStep: 'cbv:BizStep-packing', disposition: 'demo:drying' }),
    ],
    ["somebody's own event type", { ...aHarvest(), type: 'demo:SowingEvent', anything: 1 }],
    [
      'a list of certificates',
      aHarvest({ certificationInfo: ['https://example.org/1', 'https://example.org/2'] }),
    ],
    ['persistent dispositions', aHarvest({ persistentDisposition: { set: ['recalled'] } })],
  ])('%s', (_, event) => {
    expect(problemsOf(event)).toEqual([]);
  });
});

describe('validateEvent refuses', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['what is no object', 3, ['notAnObject']],
    ['an event without type', without(aHarvest(), 'type'), ['missingField']],
    ['an unknown type', { ...aHarvest(), type: 'HarvestEvent' }, ['unknownEventType /type']],
    ['an event without time', without(aHarvest(), 'eventTime'), ['missingField']],
    ['a time without zone', aHarvest({ eventTime: '2026-06-18T07:30:00' }), ['notADateTime /eventTime']],
    ['a wrong offset', aHarvest({ eventTimeZoneOffset: '+8' }), ['wrongTimeZoneOffset /eventTimeZoneOffset']],
    ['a missing offset', without(aHarvest(), 'eventTimeZoneOffset'), ['missingField']],
    ['an unknown action', aPacking({ action: 'add' }), ['unknownAction /action']],
    ['an action on a transformation', aDrying({ action: 'ADD' }), ['fieldNotOfThisType /action']],
    ['an unknown field', aPacking({ colour: 'red' }), ['unknownField /colour']],
    ['a field with a slash in its name', aPacking({ 'a/b~c': 1 }), ['unknownField /a~1b~0c']],
    ['a word that is not in the list', aPacking({ bizStep: 'drying' }), ['unknownWord /bizStep']],
    ['a CBV URN', aPacking({ bizStep: 'urn:epcglobal:cbv:bizstep:packing' }), ['urnInsteadOfWord /bizStep']],
    [
      'an old address of the GS1 vocabulary',
      aDrying({ sensorElementList: [{ sensorReport: [{ type: 'https://gs1.org/voc/Mass' }] }] }),
      ['urnInsteadOfWord /sensorElementList/0/sensorReport/0/type'],
    ],
    ['ilmd without ADD', aHarvest({ action: 'OBSERVE' }), ['ilmdNeedsAdd /ilmd']],
    ['ilmd without namespace', aHarvest({ ilmd: { lot: 'x' } }), ['unknownField /ilmd/lot']],
    ['an object event about nothing', without(aHarvest(), 'quantityList'), ['noObjects']],
    ['an aggregation without children', without(aPacking(), 'childEPCs'), ['noChildren']],
    ['an association without parent', without(association(), 'parentID'), ['missingField']],
    [
      'a transaction without documents',
      transaction({ bizTransactionList: [] }),
      ['emptyList /bizTransactionList'],
    ],
    ['a transformation of nothing', without(aDrying(), 'inputQuantityList'), ['noInputOrOutput']],
    [
      'persistent disposition of an aggregation',
      aPacking({ persistentDisposition: { set: ['recalled'] } }),
      ['fieldNotOfThisType /persistentDisposition'],
    ],
    [
      'persistent disposition without content',
      aHarvest({ persistentDisposition: {} }),
      ['noDisposition /persistentDisposition'],
    ],
    [
      'a unit of four letters',
      aHarvest({ quantityList: [{ epcClass: 'a:b', quantity: 1, uom: 'KILO' }] }),
      ['wrongUnitOfMeasure /quantityList/0/uom'],
    ],
    [
      'a quantity in quotes',
      aHarvest({ quantityList: [{ epcClass: 'a:b', quantity: '1' }] }),
      ['notANumber /quantityList/0/quantity'],
    ],
    [
      'other fields in a quantity',
      aHarvest({ quantityList: [{ epcClass: 'a:b', 'demo:x': 1 }] }),
      ['unknownField /quantityList/0/demo:x'],
    ],
    [
      'Chinese in a URI',
      aHarvest({ readPoint: { id: 'https://example.org/地块' } }),
      ['notAUri /readPoint/id'],
    ],
    ['a place without id', aHarvest({ readPoint: {} }), ['missingField /readPoint']],
    ['a source without type', aPacking({ sourceList: [{ source: 'a:b' }] }), ['missingField /sourceList/0']],
    [
      'a report without type',
      aDrying({ sensorElementList: [{ sensorReport: [{ value: 1 }] }] }),
      ['missingField /sensorElementList/0/sensorReport/0'],
    ],
    [
      'a sensor element without reports',
      aDrying({ sensorElementList: [{ sensorReport: [] }] }),
      ['emptyList /sensorElementList/0/sensorReport'],
    ],
    [
      'a certificate as an object',
      aHarvest({ certificationInfo: [{ id: 'x' }] }),
      ['notText /certificationInfo/0'],
    ],
    [
      'an error declaration without time',
      aHarvest({ errorDeclaration: {} }),
      ['missingField /errorDeclaration'],
    ],
    ['a wrong context', aHarvest({ '@context': 'x' }), ['wrongContext /@context']],
  ])('%s', (_, event, expected) => {
    expect(found(event)).toEqual(expected);
  });

  it('every fault of an event at once', () => {
    expect(
      found(aPacking({ action: 'x', colour: 1, eventTime: 'y', childEPCs: ['z', 1] })).toSorted(),
    ).toEqual([
      'notADateTime /eventTime',
      'notAUri /childEPCs/0',
      'notText /childEPCs/1',
      'unknownAction /action',
      'unknownField /colour',
    ]);
  });

  it('no more than a thousand faults, and says that there are others', () => {
    const problems = problemsOf(aPacking({ childEPCs: Array.from({ length: 1200 }, () => 'x') }));
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toEqual({ code: 'tooManyProblems', at: '', params: { limit: 1000 } });
  });
});

describe('the rules beyond the schema', () => {
  it.each<[string, DemoEvent, string]>([
    [
      'a wrong check digit',
      aPacking({ parentID: 'https://id.gs1.org/00/095212345000000019' }),
      'brokenIdentifier /parentID',
    ],
    ['a parent missing', without(aPacking(), 'parentID'), 'parentRequired'],
    [
      'a negative quantity',
      aHarvest({ quantityList: [{ epcClass: 'a:b', quantity: -1 }] }),
      'negativeQuantity /quantityList/0/quantity',
    ],
    [
      'one item as URN and as link',
      aPacking({
        childEPCs: ['urn:epc:id:sgtin:9521234.054322.1', 'https://example.org/01/09521234543220/21/1'],
      }),
      'repeatedItem /childEPCs/1',
    ],
    [
      'a measurement after the event',
      aDrying({ eventTime: '2026-06-19T17:59:59+08:00' }),
      'sensorTimeAfterEvent /sensorElementList/0/sensorMetadata/endTime',
    ],
    [
      'an identifier that is neither UUID nor hash',
      aPacking({ eventID: 'https://example.org/1' }),
      'wrongEventId /eventID',
    ],
  ])('find %s when strict, and let it pass when lenient', (_, event, expected) => {
    expect(found(event)).toEqual([expected]);
    expect(problemsOf(event, 'lenient')).toEqual([]);
  });

  it('find a repeated key when strict', () => {
    const text = JSON.stringify(aDocument([aPacking()])).replace('"bizStep":', '"action":"ADD","bizStep":');
    const result = parseDocument(bytesOf(text), { strictness: 'strict' });
    expect(result.ok && result.value.events[0]).toMatchObject({
      ok: false,
      error: [{ code: 'duplicateKey' }],
    });
    const lenient = parseDocument(bytesOf(text), { strictness: 'lenient' });
    expect(lenient.ok && lenient.value.events[0]?.ok).toBe(true);
  });

  it('find a lone surrogate', () => {
    expect(found(aPacking({ 'demo:x': '\ud800' }))).toEqual(['brokenText']);
    expect(found(aPacking({ 'demo:x': '\u{1F34A}' }))).toEqual([]);
  });
});

describe('lenient reading', () => {
  it.each<[string, DemoEvent]>([
    ['words as URN', aPacking({ bizStep: 'urn:epcglobal:cbv:bizstep:packing' })],
    ['persistent disposition of an aggregation', aPacking({ persistentDisposition: { set: ['recalled'] } })],
    [
      'alarms without measurement',
      aDrying({ sensorElementList: [{ sensorReport: [{ exception: 'ALARM_CONDITION' }] }] }),
    ],
    [
      'measurement types of later drafts',
      aDrying({ sensorElementList: [{ sensorReport: [{ type: 'EffectiveDoseRate' }] }] }),
    ],
    ['Chinese in a URI', aHarvest({ readPoint: { id: 'https://example.org/地块' } })],
  ])('accepts %s, which strict reading refuses', (_, event) => {
    expect(problemsOf(event, 'lenient')).toEqual([]);
    expect(problemsOf(event)).not.toEqual([]);
  });
});
