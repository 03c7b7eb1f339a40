import { element, membersText, numberText, writeExtensions, type XmlWriting } from './write-extension.ts';
import { METADATA_ATTRIBUTES, REPORT_ATTRIBUTES } from './xml-fields.ts';
import { isXmlText } from './xml-names.ts';
import { escapeAttribute } from './xml-text.ts';
import { REPORT_WORDS, wordToXml } from './xml-words.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The attribute that a member is; undefined when an attribute cannot say it. */
function attribute(
  holder: JsonObject,
  key: string,
  standard: ReadonlySet<string>,
  w: XmlWriting,
): string | undefined {
  const value = holder[key];
  if (!standard.has(key)) {
    const name = key.includes(':') && !key.startsWith('xml:') ? w.names.of(key) : undefined;
    if (name === undefined || typeof value !== 'string' || !isXmlText(value)) return undefined;
    return ` ${name}="${escapeAttribute(value)}"`;
  }
  if (typeof value === 'number') return ` ${key}="${numberText(value, holder, key, w)}"`;
  if (typeof value === 'boolean') return ` ${key}="${value}"`;
  if (typeof value !== 'string' || !isXmlText(value)) return undefined;
  const words = REPORT_WORDS.get(key);
  return ` ${key}="${escapeAttribute(words === undefined ? value : wordToXml(words, value, w.cbv))}"`;
}

function writeAttributed(
  name: string,
  value: JsonObject,
  standard: ReadonlySet<string>,
  w: XmlWriting,
): string {
  const rest: (readonly [string, unknown])[] = [];
  let text = '';
  for (const key of Object.keys(value)) {
    const one = attribute(value, key, standard, w);
    if (one === undefined) rest.push([key, value[key]]);
    else text += one;
  }
  if (rest.length > 0)
    text += ` ${w.names.own('json', 'members')}="${escapeAttribute(membersText(rest, value, w))}"`;
  return element(name, '', text);
}

function writeSensorElement(value: JsonObject, w: XmlWriting): string {
  const { sensorMetadata, sensorReport, ...others } = value;
  let text = '';
  if (sensorMetadata !== undefined)
    text += writeAttributed('sensorMetadata', sensorMetadata as JsonObject, METADATA_ATTRIBUTES, w);
  for (const report of (sensorReport ?? []) as readonly JsonObject[])
    text += writeAttributed('sensorReport', report, REPORT_ATTRIBUTES, w);
  const free = (key: string) => (key === 'extension' ? undefined : w.names.of(key));
  return element('sensorElement', text + writeExtensions(value, Object.keys(others), w, free));
}

/** Sensor data of an event. */
export function writeSensors(name: string, list: readonly JsonObject[], w: XmlWriting): string {
  return element(name, list.map(each => writeSensorElement(each, w)).join(''));
}
