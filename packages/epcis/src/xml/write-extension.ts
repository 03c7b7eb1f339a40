import type { ExactNumbers } from '../json.ts';
import { jsonObjectText } from '../json-text.ts';
import { ATTRIBUTES, isXmlText, TEXT } from './xml-names.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';
import type { CbvForm } from './xml-words.ts';
import type { XmlNames } from './xml-writing.ts';

/** What one event is written with. */
export interface XmlWriting {
  readonly names: XmlNames;
  readonly exact: ExactNumbers | undefined;
  readonly cbv: CbvForm;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** An element, its content already in XML. */
export function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

/** The digits of a number as it was written. */
export function numberText(value: number, holder: object, key: string, w: XmlWriting): string {
  return w.exact?.get(holder)?.get(key) ?? String(value);
}

/** Members that XML cannot name or say, as JSON text that XML can carry. */
export function membersText(
  members: readonly (readonly [string, unknown])[],
  holder: object,
  w: XmlWriting,
): string {
  return jsonObjectText(members, holder, w.exact).replace(/[\ufffe\uffff]/g, character =>
    character === '\ufffe' ? '\\ufffe' : '\\uffff',
  );
}

/** `<json:members>` with what else could not be said; empty when there is nothing. */
export function membersElement(
  members: readonly (readonly [string, unknown])[],
  holder: object,
  w: XmlWriting,
): string {
  if (members.length === 0) return '';
  return element(w.names.own('json', 'members'), escapeText(membersText(members, holder, w)));
}

/** The attributes that `xml:attributes` holds, undefined when XML cannot have them so. */
export function attributesText(value: unknown, w: XmlWriting): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length === 0) return undefined;
  let text = '';
  for (const [key, each] of entries) {
    const name = w.names.ofAttribute(key);
    if (name === undefined || typeof each !== 'string' || !isXmlText(each)) return undefined;
    text += ` ${name}="${escapeAttribute(each)}"`;
  }
  return text;
}

function writeScalar(
  name: string,
  value: unknown,
  holder: object,
  key: string,
  w: XmlWriting,
  list: string,
): string | undefined {
  if (value === null) return `<${name} ${w.names.own('xsi', 'nil')}="true"${list}/>`;
  if (typeof value === 'string') return isXmlText(value) ? element(name, escapeText(value), list) : undefined;
  if (typeof value === 'boolean') {
    const type = ` ${w.names.own('xsi', 'type')}="${w.names.own('xsd', 'boolean')}"`;
    return element(name, String(value), type + list);
  }
  if (typeof value !== 'number') return undefined;
  const text = numberText(value, holder, key, w);
  const kind = /[eE]/.test(text) ? 'double' : 'decimal';
  return element(name, text, ` ${w.names.own('xsi', 'type')}="${w.names.own('xsd', kind)}"${list}`);
}

/** An object as an element; undefined when XML cannot tell it from something else. */
function writeObject(name: string, value: JsonObject, w: XmlWriting, list: string): string | undefined {
  const keys = Object.keys(value);
  if (keys.length === 0) return undefined;
  const { [ATTRIBUTES]: attributes, [TEXT]: text } = value;
  const own = attributesText(attributes, w);
  if (own !== undefined && keys.length === 1) return element(name, '', own + list);
  if (own !== undefined && text !== undefined && keys.length === 2 && typeof text === 'string' && text !== '')
    return isXmlText(text) ? element(name, escapeText(text), own + list) : undefined;
  const withOwn = own !== undefined && text === undefined;
  const rest = withOwn ? keys.filter(key => key !== ATTRIBUTES) : keys;
  return element(name, writeExtensions(value, rest, w), (withOwn ? own : '') + list);
}

function writeOne(
  name: string,
  value: unknown,
  holder: object,
  key: string,
  w: XmlWriting,
  list: string,
): string | undefined {
  if (Array.isArray(value)) return undefined;
  if (typeof value === 'object' && value !== null) return writeObject(name, value as JsonObject, w, list);
  return writeScalar(name, value, holder, key, w, list);
}

/** A list as repeated elements; of a single item it says so. */
function writeList(name: string, list: readonly unknown[], w: XmlWriting): string | undefined {
  if (list.length === 0) return undefined;
  const single = list.length === 1 ? ` ${w.names.own('json', 'list')}="true"` : '';
  let text = '';
  for (const [index, item] of list.entries()) {
    const one = writeOne(name, item, list, String(index), w, single);
    if (one === undefined) return undefined;
    text += one;
  }
  return text;
}

/**
 * Members as elements, and those for which XML has no name or no way to say them as JSON text in `<json:members>`.
 * `nameOf` names them where not every name is free.
 */
export function writeExtensions(
  holder: JsonObject,
  keys: readonly string[],
  w: XmlWriting,
  nameOf: (key: string) => string | undefined = key => w.names.of(key),
): string {
  const rest: (readonly [string, unknown])[] = [];
  let text = '';
  for (const key of keys) {
    const value = holder[key];
    const name = nameOf(key);
    const one =
      name === undefined
        ? undefined
        : Array.isArray(value)
          ? writeList(name, value, w)
          : writeOne(name, value, holder, key, w, '');
    if (one === undefined) rest.push([key, value]);
    else text += one;
  }
  return text + membersElement(rest, holder, w);
}

/** Attributes of an element that JSON keeps beside its members, and the keys of those members. */
export function ownAttributes(value: JsonObject, w: XmlWriting): readonly [string, readonly string[]] {
  const keys = Object.keys(value);
  const own = attributesText(value[ATTRIBUTES], w);
  return own === undefined ? ['', keys] : [own, keys.filter(key => key !== ATTRIBUTES)];
}
