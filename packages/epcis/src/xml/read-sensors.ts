import {
  extensionKey,
  type Making,
  put,
  putExtensions,
  putJsonMembers,
  putNumber,
  type XmlReading,
} from './read-extension.ts';
import { attributeOf, isBlank, type XmlElement } from './xml-element.ts';
import { METADATA_ATTRIBUTES, REPORT_ATTRIBUTES, SENSOR_NUMBERS } from './xml-fields.ts';
import { isEpcis, JSON_IN_XML, XSI } from './xml-names.ts';
import { REPORT_WORDS, wordFromXml } from './xml-words.ts';

const EXACT_TEXTS: ReadonlySet<string> = new Set(['stringValue', 'uom']);

/** Sets one attribute of sensor metadata or of a report. */
function putAttribute(r: XmlReading, target: object, name: string, value: string, element: XmlElement): void {
  const words = REPORT_WORDS.get(name);
  if (words !== undefined) put(r, target, name, wordFromXml(words, value), element);
  else if (SENSOR_NUMBERS.has(name)) putNumber(r, target, name, value, element);
  else if (name === 'booleanValue' && /^\s*(?:true|false|1|0)\s*$/.test(value))
    put(r, target, name, /[t1]/.test(value), element);
  else put(r, target, name, EXACT_TEXTS.has(name) ? value : value.trim(), element);
}

/** An element that says everything by attributes; users' own have a namespace (EPCIS 2.0 XML schema). */
function readAttributed(r: XmlReading, element: XmlElement, standard: ReadonlySet<string>): Making {
  const read: Making = {};
  for (const { namespace, local, prefix, value } of element.attributes) {
    if (namespace === XSI || namespace === JSON_IN_XML) continue;
    if (namespace !== '') put(r, read, r.prefixes.key(namespace, local, prefix), value, element);
    else if (standard.has(local)) putAttribute(r, read, local, value, element);
    else put(r, read, local, value, element);
  }
  const members = attributeOf(element, 'members', JSON_IN_XML);
  if (members !== undefined) putJsonMembers(r, read, members, element);
  putExtensions(r, read, element.children);
  if (element.children.length === 0 && !isBlank(element.text))
    r.findings.push({ code: 'mixedContent', element, params: { element: element.local } });
  return read;
}

/** A sensor element: metadata, reports, and what users added. */
function readSensorElement(r: XmlReading, element: XmlElement): Making {
  const read: Making = {};
  const reports: Making[] = [];
  const others: XmlElement[] = [];
  for (const child of element.children) {
    const standard = child.namespace === '' || isEpcis(child.namespace);
    if (standard && child.local === 'sensorReport') {
      put(r, reports, reports.length, readAttributed(r, child, REPORT_ATTRIBUTES), child);
      if (reports.length === 1) put(r, read, 'sensorReport', reports, child);
    } else if (standard && child.local === 'sensorMetadata') {
      if (read.sensorMetadata !== undefined)
        r.findings.push({ code: 'repeatedElement', element: child, params: { element: child.local } });
      put(r, read, 'sensorMetadata', readAttributed(r, child, METADATA_ATTRIBUTES), child);
    } else if (standard && child.local === 'extension') {
      others.push(...child.children);
    } else {
      others.push(child);
    }
  }
  putExtensions(r, read, others, extensionKey);
  return read;
}

/** Sensor data of an event (EPCIS 2.0, 7.3.7). */
export function putSensors(r: XmlReading, event: object, element: XmlElement): void {
  const list: Making[] = [];
  put(r, event, element.local, list, element);
  for (const child of element.children) {
    if (child.local === 'sensorElement') put(r, list, list.length, readSensorElement(r, child), child);
    else if (child.local !== 'extension')
      r.findings.push({ code: 'unknownField', element: child, params: { field: child.local } });
  }
}
