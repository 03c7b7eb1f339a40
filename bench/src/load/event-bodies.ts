import { writeXmlDocument } from '@pinxin/epcis/xml/write-xml-document';
import { checkDigitOf } from '@pinxin/identifiers/check-digit';
import { diceOf } from '../chain/dice.ts';

/** Company prefix of made-up parties, set aside by GS1 for examples. */
const PREFIX = '9520001';
const LINK = 'https://id.gs1.org';
const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { example: 'https://ns.example.org/processing/' },
];
const PLACES = 40;
const START = Date.UTC(2025, 5, 1);

/** The made-up product whose lots carry an event's number: `…/10/<run>-<number>-<which>`. */
const OUTPUT_GTIN = checked(`0${PREFIX}00012`);
const INPUT_GTIN = checked(`0${PREFIX}00011`);

/** Start of the URI of every output lot of a run: where the check looks for what was acknowledged. */
export function outputPrefix(run: string): string {
  return `${LINK}/01/${OUTPUT_GTIN}/10/${run}-`;
}

/**
 * A TransformationEvent of about 1.2 kB as a processor's system would send it: 2–3 inputs, 1–2 outputs, nearly
 * all of them new lots. `run` keeps runs apart, `number` the events of a run.
 */
export function transformationEvent(run: string, number: number): Record<string, unknown> {
  const dice = diceOf(number * 2_654_435_761);
  const time = new Date(START + number * 1000 + dice.between(0, 999));
  const place = `${LINK}/414/${gln(dice.between(1, PLACES))}`;
  const inputs = Array.from({ length: dice.between(2, 3) }, (_, which) =>
    // Now and then what the event before made is used up.
    which === 0 && number > 0 && dice.next() < 0.2
      ? quantity(`${outputPrefix(run)}${padded(number - 1)}-0`, dice)
      : quantity(`${LINK}/01/${INPUT_GTIN}/10/${run}-${padded(number)}-${which}`, dice),
  );
  const outputs = Array.from({ length: dice.between(1, 2) }, (_, which) =>
    quantity(`${outputPrefix(run)}${padded(number)}-${which}`, dice),
  );
  return {
    type: 'TransformationEvent',
    eventTime: time.toISOString().replace('Z', '+08:00'),
    eventTimeZoneOffset: '+08:00',
    inputQuantityList: inputs,
    outputQuantityList: outputs,
    bizStep: 'commissioning',
    disposition: 'active',
    readPoint: { id: place },
    bizLocation: { id: place },
    bizTransactionList: [
      { type: 'prodorder', bizTransaction: `${LINK}/253/${checked(`${PREFIX}00001`)}WO${number % 500}` },
    ],
    'example:dryingTemperature': 45 + (number % 20),
    'example:moisturePercent': dice.between(80, 130) / 10,
    'example:line': `演示生产线 ${dice.between(1, 6)}`,
    'example:operator': `演示操作员 ${dice.between(1, 60)}`,
    'example:recipe': 'https://ns.example.org/processing/recipes/hot-air-drying-of-berries/3',
    'example:recordedBy': `https://id.gs1.org/8004/${PREFIX}TABLET${dice.between(1, 9)}`,
  };
}

/** One event as the body of `POST /events`, with its context. */
export function singleBody(run: string, number: number): Buffer {
  return Buffer.from(JSON.stringify({ '@context': CONTEXT, ...transformationEvent(run, number) }));
}

/** `count` events from `first` on as the body of `POST /capture`. */
export function documentBody(run: string, first: number, count: number): Buffer {
  return jsonDocument(Array.from({ length: count }, (_, index) => transformationEvent(run, first + index)));
}

/** What documents of events are sent as: JSON, XML, or JSON of which every tenth event was told in the one before. */
export type BodyForm = 'json' | 'xml' | 'repeats';

/** How many events of a document of `count` are new. */
export function freshOf(form: BodyForm, count: number): number {
  return form === 'repeats' ? count - Math.floor(count / 10) : count;
}

/** The `nth` document of a run, of `count` events, with its media type. */
export function formedBody(form: BodyForm, run: string, nth: number, count: number): Buffer {
  const fresh = freshOf(form, count);
  if (form === 'json') return documentBody(run, nth * count, count);
  if (form === 'repeats') {
    // The first document has none before it, and repeats itself.
    const numbers = [
      ...Array.from({ length: fresh }, (_, index) => nth * fresh + index),
      ...Array.from({ length: count - fresh }, (_, index) => Math.max(0, nth - 1) * fresh + index),
    ];
    return jsonDocument(numbers.map(number => transformationEvent(run, number)));
  }
  const events = Array.from({ length: count }, (_, index) => ({
    bytes: Buffer.from(JSON.stringify(transformationEvent(run, nth * count + index))),
    context: CONTEXT,
  }));
  return Buffer.from(writeXmlDocument(events, { creationDate: CREATED }));
}

const CREATED = '2025-12-01T00:00:00Z';

function jsonDocument(eventList: readonly object[]): Buffer {
  return Buffer.from(
    JSON.stringify({
      '@context': CONTEXT,
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: CREATED },
      epcisBody: { eventList },
    }),
  );
}

function quantity(epcClass: string, dice: { between: (low: number, high: number) => number }): object {
  return { epcClass, quantity: dice.between(10, 9999) / 10, uom: 'KGM' };
}

function gln(place: number): string {
  return checked(`${PREFIX}${String(place).padStart(5, '0')}`);
}

function padded(number: number): string {
  return String(number).padStart(8, '0');
}

function checked(body: string): string {
  const digit = checkDigitOf(body);
  if (!digit.ok) throw new Error(`not digits: ${body}`);
  return body + digit.value;
}
