import fc from 'fast-check';
import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  COMPONENTS,
  DISPOSITIONS,
  ERROR_REASONS,
  MEASUREMENT_TYPES,
  SENSOR_ALERTS,
  SOURCE_DESTINATION_TYPES,
  type Vocabulary,
} from '../../vocabulary.ts';

type JsonObject = Record<string, unknown>;

/** Prefixes of generated documents; two of them are hard on XML. */
export const CONTEXT = {
  ext: 'https://ns.example.com/epcis/',
  note: 'urn:example:note:',
  flat: 'http://ns.example.org/no-slash',
  json: 'https://ns.example.com/taken-prefix/',
  'e+x': 'https://ns.example.com/no-name/',
} as const;

const word = ({ words }: Vocabulary) =>
  fc.oneof(fc.constantFrom(...words), fc.constant('https://vocabulary.example.com/own'));
const uri = fc.constantFrom(
  ...[
    'https://id.gs1.org/01/09521234543220/21/A1',
    'urn:epc:id:sgtin:9521234.054321.7',
    'urn:epc:id:bic:ABCU3078000',
  ],
  ...[
    'https://example.com/a?b=c&d=%20e',
    "urn:example:it's",
    'ext:compact',
    'https://id.gs1.org/414/9521234543213',
  ],
);
const time = fc.constantFrom('2026-06-20T09:00:00+08:00', '2026-06-20T01:00:00.123456Z');
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(each => each + 0),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }).filter(each => each.isWellFormed() && !each.includes('\0')),
  fc.constantFrom(
    '',
    ' ',
    ' a ',
    '<&>"\'',
    ']]>',
    'a\r\nb\tc',
    '2026-06-20T09:00:00+08:00',
    '007',
    '枸杞',
    '\u0001',
    '\ufffe',
  ),
);
const key = fc.oneof(
  fc.constantFrom(
    'ext:a',
    'ext:b',
    'ext:c',
    'note:a',
    'flat:x',
    'json:k',
    'e+x:x',
    'cbvmda:lotNumber',
    'gs1:weight',
  ),
  fc.constantFrom(
    'ext:1',
    'ext:a.b',
    'ext:枸杞',
    'undeclared:x',
    'https://other.example.com/p/name',
    'urn:x:y:z',
  ),
  fc.constantFrom(
    'https://other.example.com/p/',
    'xml:attributes',
    'xml:text',
    'epcis:later',
    'epcis:action',
  ),
);
const bareKey = fc.constantFrom(
  'plain',
  'extension',
  'id',
  '@type',
  'two words',
  '',
  '__proto__',
  'xmlns',
  'members',
);

const attributes = fc.dictionary(fc.constantFrom('unit', 'ext:unit', 'xml:lang', 'a b'), text, {
  maxKeys: 2,
});

/** Any value that an extension may have. */
const value = fc.letrec<{ value: unknown; object: JsonObject }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...[text, number, fc.boolean(), fc.constant(null), tie('object')],
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record({ 'xml:text': text, 'xml:attributes': attributes }),
  ),
  object: fc.dictionary(fc.oneof(key, bareKey), tie('value'), { maxKeys: 3, noNullPrototype: true }),
})).value;

const extensions = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });

/** With members that users added, which never take the place of the standard's own. */
function extended(
  of: fc.Arbitrary<JsonObject>,
  by: fc.Arbitrary<JsonObject> = extensions,
): fc.Arbitrary<JsonObject> {
  return fc.tuple(by, of).map(([own, standard]) => ({ ...own, ...standard }));
}

function optional(of: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(of, { requiredKeys: [] });
}

const place = extended(
  fc.record({ id: uri }),
  fc.dictionary(fc.oneof(key, bareKey), value, { maxKeys: 2, noNullPrototype: true }),
);
const quantity = fc.record(
  { epcClass: uri, quantity: number, uom: fc.constantFrom('KGM', 'EA') },
  { requiredKeys: ['epcClass'] },
);
const typed = (list: Vocabulary, member: string) =>
  fc.array(fc.record({ type: word(list), [member]: uri }), { maxLength: 2 });
const uris = fc.uniqueArray(uri, { maxLength: 3 });
const quantities = fc.array(quantity, { maxLength: 2 });
const dispositions = fc.uniqueArray(word(DISPOSITIONS), { minLength: 1, maxLength: 2 });

const metadata = extended(optional({ time, startTime: time, deviceID: uri, bizRules: uri }));
const report = extended(
  fc.record(
    {
      ...{ type: word(MEASUREMENT_TYPES), exception: word(SENSOR_ALERTS), component: word(COMPONENTS) },
      ...{ value: number, minValue: number, percRank: number, stringValue: text, booleanValue: fc.boolean() },
      ...{ hexBinaryValue: fc.constant('f0F0'), uriValue: uri, uom: text, time, bizRules: uri },
    },
    { requiredKeys: ['type'] },
  ),
);
const sensor = extended(
  fc.record(
    { sensorMetadata: metadata, sensorReport: fc.array(report, { minLength: 1, maxLength: 2 }) },
    { requiredKeys: ['sensorReport'] },
  ),
);
const declaration = extended(
  fc.record(
    {
      declarationTime: time,
      reason: word(ERROR_REASONS),
      correctiveEventIDs: fc.array(uri, { maxLength: 2 }),
    },
    { requiredKeys: ['declarationTime'] },
  ),
);

const COMMON = {
  ...{ recordTime: time, eventID: fc.constant('urn:uuid:00000000-0000-4000-8000-000000000001') },
  certificationInfo: fc.oneof(uri, fc.array(uri, { maxLength: 2 })),
  ...{ errorDeclaration: declaration, bizStep: word(BIZ_STEPS), disposition: word(DISPOSITIONS) },
  ...{ readPoint: place, bizLocation: place },
  sourceList: typed(SOURCE_DESTINATION_TYPES, 'source'),
  destinationList: typed(SOURCE_DESTINATION_TYPES, 'destination'),
  sensorElementList: fc.array(sensor, { maxLength: 2 }),
};
const transactions = typed(BIZ_TRANSACTION_TYPES, 'bizTransaction');
const persistent = fc.oneof(
  fc.record({ set: dispositions }),
  fc.record({ set: dispositions, unset: dispositions }),
);

function event(
  type: string,
  required: Record<string, fc.Arbitrary<unknown>>,
  others: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<JsonObject> {
  const head = {
    type: fc.constant(type),
    eventTime: time,
    eventTimeZoneOffset: fc.constantFrom('+08:00', '-05:30'),
  };
  const fields: Record<string, fc.Arbitrary<unknown>> = { ...COMMON, ...others, ...head, ...required };
  return extended(fc.record(fields, { requiredKeys: [...Object.keys(head), ...Object.keys(required)] }));
}

const action = fc.constantFrom('ADD', 'OBSERVE', 'DELETE');
const add = fc.constant('ADD');
const parent = { parentID: uri, childQuantityList: quantities };
const some = fc.uniqueArray(uri, { minLength: 1, maxLength: 3 });

/** Events of all types that the validator passes, with users' own members wherever EPCIS lets them stand. */
export const arbitraryEvent: fc.Arbitrary<JsonObject> = fc.oneof(
  event(
    'ObjectEvent',
    { action: add, epcList: uris },
    {
      quantityList: quantities,
      ilmd: extensions,
      bizTransactionList: transactions,
      persistentDisposition: persistent,
    },
  ),
  event(
    'ObjectEvent',
    { action, quantityList: fc.array(quantity, { minLength: 1, maxLength: 2 }) },
    { epcList: uris },
  ),
  event(
    'ObjectEvent',
    { action, readPoint: place, sensorElementList: fc.array(sensor, { minLength: 1, maxLength: 1 }) },
    {},
  ),
  event(
    'AggregationEvent',
    { action, parentID: uri, childEPCs: some },
    { ...parent, bizTransactionList: transactions },
  ),
  event('AggregationEvent', { action: fc.constant('DELETE'), parentID: uri }, { childEPCs: uris }),
  event('AssociationEvent', { action, parentID: uri, childEPCs: some }, parent),
  event(
    'TransactionEvent',
    { action, epcList: uris, bizTransactionList: transactions.filter(each => each.length > 0) },
    { parentID: uri, quantityList: quantities },
  ),
  event(
    'TransactionEvent',
    { action: fc.constant('DELETE'), bizTransactionList: transactions.filter(each => each.length > 0) },
    { epcList: uris },
  ),
  event(
    'TransformationEvent',
    { transformationID: uri, inputEPCList: some },
    {
      inputQuantityList: quantities,
      outputEPCList: uris,
      outputQuantityList: quantities,
      ilmd: extensions,
      persistentDisposition: persistent,
    },
  ),
  event('ext:OwnEvent', {}, { ...parent, action, epcList: uris, ilmd: extensions, plain: value }),
  event('https://other.example.com/types/OwnEvent', {}, { plain: value }),
);
