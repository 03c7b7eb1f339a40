import { element } from './write-extension.ts';
import { orderOf } from './xml-fields.ts';

/** Editions of EPCIS XML that are written. */
export type XmlVersion = '1.2' | '2.0';

/** Fields that 1.1 and 1.2 added, which 1.2 keeps in `extension`, by event type (EPCIS 1.2, XML schema). */
const IN_EXTENSION: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['ObjectEvent', new Set(['quantityList', 'sourceList', 'destinationList', 'ilmd'])],
  ['AggregationEvent', new Set(['childQuantityList', 'sourceList', 'destinationList'])],
  ['TransactionEvent', new Set(['quantityList', 'sourceList', 'destinationList'])],
  ['TransformationEvent', new Set(['sensorElementList', 'persistentDisposition'])],
]);

/** Fields of 2.0, for which 1.2 has one more `extension` inside the first. */
const IN_SECOND: ReadonlySet<string> = new Set(['sensorElementList', 'persistentDisposition']);

const HEAD = ['eventTime', 'recordTime', 'eventTimeZoneOffset'] as const;
const BASE = ['eventID', 'errorDeclaration'] as const;

function wrapped(name: string, content: string): string {
  return content === '' ? '' : element(name, content);
}

function join(names: readonly string[], fields: ReadonlyMap<string, string>): string {
  return names.map(name => fields.get(name) ?? '').join('');
}

/** An event's fields in the order of the schema; `later` is what stands inside `extension` beyond them. */
export function arrange(
  type: string,
  fields: ReadonlyMap<string, string>,
  later: string,
  version: XmlVersion,
): string {
  const order = orderOf(type);
  const known = IN_EXTENSION.get(type);
  if (version === '2.0') return join(order, fields) + wrapped('extension', later);
  const base = join(BASE, fields) + wrapped('extension', fields.get('certificationInfo') ?? '');
  const head = join(HEAD, fields) + wrapped('baseExtension', base);
  const body = order.slice(order.indexOf('certificationInfo') + 1);
  if (known === undefined) return head + join(body, fields) + wrapped('extension', later);
  const isFirst = (name: string) => known.has(name);
  const isSecond = (name: string) => !isFirst(name) && IN_SECOND.has(name);
  const second = join(body.filter(isSecond), fields) + later;
  const first = join(body.filter(isFirst), fields) + wrapped('extension', second);
  const direct = body.filter(name => !isFirst(name) && !isSecond(name));
  return head + join(direct, fields) + wrapped('extension', first);
}

/** The event inside the wrappers that 1.2 has for types it did not know. */
export function wrappedEvent(type: string, event: string, version: XmlVersion): string {
  if (version === '2.0') return event;
  if (type === 'TransformationEvent') return element('extension', event);
  return type === 'AssociationEvent' ? element('extension', element('extension', event)) : event;
}
