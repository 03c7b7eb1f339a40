import { nulEscapeAt, parseExactly, scanJson } from '../json.ts';
import type { EpcisProblemCode } from '../problem.ts';
import { attributeOf, type XmlAttribute, type XmlElement } from './xml-element.ts';
import { ATTRIBUTES, JSON_IN_XML, TEXT, XSI } from './xml-names.ts';
import type { JsonPrefixes } from './xml-prefixes.ts';

/** A JSON object while it is made. */
export type Making = Record<string, unknown>;

/** What is wrong with an element, before its place is told. */
export interface XmlFinding {
  readonly code: EpcisProblemCode;
  readonly element: XmlElement;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What one event is read with. */
export interface XmlReading {
  readonly prefixes: JsonPrefixes;
  /** Source text of numbers that a double does not hold as written. */
  readonly exact: Map<object, Map<string, string>>;
  readonly findings: XmlFinding[];
  /** Where each member came from; kept only when problems must be told their place. */
  readonly origins?: Map<object, Map<string, XmlElement>>;
}

/** Sets a member, also one named `__proto__`, and notes where it came from. */
export function put(
  r: XmlReading,
  target: object,
  key: string | number,
  value: unknown,
  element: XmlElement,
): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (target as Making)[key] = value;
  }
  if (r.origins === undefined) return;
  const known = r.origins.get(target);
  if (known === undefined) r.origins.set(target, new Map([[String(key), element]]));
  else known.set(String(key), element);
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const XSD_NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d+)?$/;

/** A number of XML Schema in the writing that JSON allows (`+5` → `5`, `.5` → `0.5`); undefined when it is none. */
function jsonNumber(text: string): string | undefined {
  if (JSON_NUMBER.test(text)) return text;
  const parts = XSD_NUMBER.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = ''] = parts;
  if (whole === '' && fraction === '') return undefined;
  const front = whole.replace(/^0+(?=\d)/, '') || '0';
  return `${sign === '-' ? '-' : ''}${front}${fraction === '' ? '' : `.${fraction}`}${exponent}`;
}

/** Sets a member to the number that `text` writes, every digit kept; to the text itself when it writes none. */
export function putNumber(
  r: XmlReading,
  target: object,
  key: string,
  text: string,
  element: XmlElement,
): void {
  const source = jsonNumber(text.trim());
  if (source === undefined) {
    put(r, target, key, text, element);
    return;
  }
  const value = Number(source);
  const exponent = /[eE](.*)$/.exec(source)?.[1];
  if (source.length > 400 || !Number.isFinite(value) || Math.abs(Number(exponent ?? 0)) > 400)
    r.findings.push({ code: 'numberOutOfRange', element });
  put(r, target, key, value, element);
  if (String(value) === source) return;
  const known = r.exact.get(target);
  if (known === undefined) r.exact.set(target, new Map([[key, source]]));
  else known.set(key, source);
}

/** Deepest nesting of JSON text inside XML, which nests itself. */
const MEMBERS_DEPTH = 64;

/** Sets the members that XML could not name or say, which came as JSON text. */
export function putJsonMembers(r: XmlReading, target: object, text: string, element: XmlElement): void {
  const { depth } = scanJson(Buffer.from(text), MEMBERS_DEPTH);
  if (depth > MEMBERS_DEPTH) {
    r.findings.push({ code: 'tooDeep', element, params: { limit: MEMBERS_DEPTH } });
    return;
  }
  try {
    const { value, exact, outOfRange } = parseExactly(text);
    if (nulEscapeAt(text) >= 0)
      r.findings.push({ code: 'nulCharacter', element, params: { offset: nulEscapeAt(text) } });
    if (outOfRange) r.findings.push({ code: 'numberOutOfRange', element });
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new SyntaxError('no object');
    for (const [holder, numbers] of exact ?? [])
      r.exact.set(holder === value ? target : holder, new Map(numbers));
    for (const [key, member] of Object.entries(value)) put(r, target, key, member, element);
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    r.findings.push({ code: 'notJson', element, params: { detail } });
  }
}

const NUMBER_TYPES: ReadonlySet<string> = new Set([
  ...['decimal', 'integer', 'int', 'long', 'short', 'byte', 'double', 'float', 'nonNegativeInteger'],
  ...['positiveInteger', 'unsignedInt', 'unsignedLong', 'unsignedShort', 'unsignedByte'],
]);

/** What `xsi:type` says a text is; JSON has three such types. */
function typeOf(element: XmlElement): 'number' | 'boolean' | 'text' {
  const given = attributeOf(element, 'type', XSI);
  if (given === undefined) return 'text';
  const colon = given.indexOf(':');
  const name = given.slice(colon + 1).trim();
  if (NUMBER_TYPES.has(name) && jsonNumber(element.text.trim()) !== undefined) return 'number';
  return name === 'boolean' && /^\s*(?:true|false|1|0)\s*$/.test(element.text) ? 'boolean' : 'text';
}

/** An element's own attributes, without those that say how it is to be read; undefined when there are none. */
export function readAttributes(r: XmlReading, attributes: readonly XmlAttribute[]): Making | undefined {
  const entries: (readonly [string, string])[] = [];
  for (const { namespace, local, prefix, value } of attributes) {
    if (namespace === XSI || namespace === JSON_IN_XML) continue;
    entries.push([namespace === '' ? local : r.prefixes.key(namespace, local, prefix), value]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Sets the member that an extension element without children is. */
function putLeaf(r: XmlReading, target: object, key: string, element: XmlElement): void {
  const attributes = readAttributes(r, element.attributes);
  if (attributes !== undefined) {
    const { text } = element;
    const read = text === '' ? { [ATTRIBUTES]: attributes } : { [TEXT]: text, [ATTRIBUTES]: attributes };
    put(r, target, key, read, element);
    return;
  }
  if (attributeOf(element, 'nil', XSI) === 'true') {
    put(r, target, key, null, element);
    return;
  }
  switch (typeOf(element)) {
    case 'number':
      putNumber(r, target, key, element.text, element);
      return;
    case 'boolean':
      put(r, target, key, /[t1]/.test(element.text), element);
      return;
    case 'text':
      put(r, target, key, element.text, element);
  }
}

/** The key of an extension element. */
export function extensionKey(r: XmlReading, { namespace, local, prefix }: XmlElement): string {
  return namespace === '' ? local : r.prefixes.key(namespace, local, prefix);
}

function putOne(r: XmlReading, target: object, key: string, element: XmlElement): void {
  if (element.children.length === 0) {
    putLeaf(r, target, key, element);
    return;
  }
  const object: Making = {};
  const attributes = readAttributes(r, element.attributes);
  if (attributes !== undefined) put(r, object, ATTRIBUTES, attributes, element);
  putExtensions(r, object, element.children);
  put(r, target, key, object, element);
}

/**
 * Sets the members that extension elements are: repeated ones become a list. `keyOf` names them, where names without
 * namespace mean something else than themselves.
 */
export function putExtensions(
  r: XmlReading,
  target: object,
  elements: readonly XmlElement[],
  keyOf: (r: XmlReading, element: XmlElement) => string = extensionKey,
): void {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    if (element.namespace === JSON_IN_XML && element.local === 'members') {
      putJsonMembers(r, target, element.text, element);
      continue;
    }
    const key = keyOf(r, element);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else group.push(element);
  }
  for (const [key, group] of groups) {
    const [first] = group as [XmlElement];
    if (group.length === 1 && attributeOf(first, 'list', JSON_IN_XML) !== 'true') {
      putOne(r, target, key, first);
      continue;
    }
    const list: unknown[] = [];
    for (const [index, element] of group.entries()) putOne(r, list, String(index), element);
    put(r, target, key, list, first);
  }
}
