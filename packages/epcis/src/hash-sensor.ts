import { type EventObject, extensionParts, sortedJoin } from './hash-extension.ts';
import { type HashScope, hashScalar, hashTime, hashUri, hashWord } from './hash-values.ts';
import { COMPONENTS, MEASUREMENT_TYPES, SENSOR_ALERTS } from './vocabulary.ts';

type Kind = 'time' | 'uri' | 'type' | 'alert' | 'component' | 'plain';

/** The canonical order of a sensor element's metadata. */
const METADATA: readonly (readonly [string, Kind])[] = [
  ['time', 'time'],
  ['startTime', 'time'],
  ['endTime', 'time'],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
  ['bizRules', 'uri'],
];

/** The canonical order of a sensor report. `bizRules` has no place there and follows as an added field. */
const REPORT: readonly (readonly [string, Kind])[] = [
  ['type', 'type'],
  ['exception', 'alert'],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
  ['time', 'time'],
  ['microorganism', 'uri'],
  ['chemicalSubstance', 'uri'],
  ['value', 'plain'],
  ['component', 'component'],
  ['stringValue', 'plain'],
  ['booleanValue', 'plain'],
  ['hexBinaryValue', 'plain'],
  ['uriValue', 'uri'],
  ['minValue', 'plain'],
  ['maxValue', 'plain'],
  ['meanValue', 'plain'],
  ['sDev', 'plain'],
  ['percRank', 'plain'],
  ['percValue', 'plain'],
  ['uom', 'plain'],
  ['coordinateReferenceSystem', 'uri'],
];

const METADATA_PLACED: ReadonlySet<string> = new Set(METADATA.map(([name]) => name));
const REPORT_PLACED: ReadonlySet<string> = new Set(REPORT.map(([name]) => name));
const ELEMENT_PLACED: ReadonlySet<string> = new Set(['sensorMetadata', 'sensorReport']);

/** What of a sensor element stands in its place, and in edition 2.0 what users added, for the block at the end. */
export interface SensorParts {
  readonly regular: string;
  readonly added: string;
}

function valueText(
  value: unknown,
  holder: EventObject,
  key: string,
  kind: Kind,
  scope: HashScope,
): string | undefined {
  if (typeof value !== 'string') return hashScalar(value, holder, key, scope);
  switch (kind) {
    case 'time':
      return hashTime(value);
    case 'uri':
      return hashUri(value, scope);
    case 'type':
      return hashWord(value, MEASUREMENT_TYPES, scope);
    case 'alert':
      return hashWord(value, SENSOR_ALERTS, scope);
    case 'component':
      return hashWord(value, COMPONENTS, scope);
    case 'plain':
      return value.trim();
  }
}

function fields(from: EventObject, order: readonly (readonly [string, Kind])[], scope: HashScope): string {
  let text = '';
  for (const [key, kind] of order) {
    const value = from[key];
    if (value === undefined) continue;
    const part = valueText(value, from, key, kind, scope);
    if (part !== undefined && part !== '') text += `${key}=${part}`;
  }
  return text;
}

function isObject(value: unknown): value is EventObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * One sensor element as pre-hash text, without its own name (CBV 2.0 event hash, table of order, row 23). `inline`:
 * what users added stays in its place, as in edition 2.1.
 */
export function sensorElementParts(element: EventObject, scope: HashScope, inline: boolean): SensorParts {
  const added: string[] = [];
  let regular = '';
  const { sensorMetadata, sensorReport } = element;
  if (isObject(sensorMetadata)) {
    const extra = extensionParts(sensorMetadata, scope, METADATA_PLACED).sortedJoin(scope);
    const text = fields(sensorMetadata, METADATA, scope) + (inline ? extra : '');
    if (text !== '') regular += `sensorMetadata${text}`;
    if (!inline && extra !== '') added.push(`sensorMetadata${extra}`);
  }
  const reports: string[] = [];
  for (const report of Array.isArray(sensorReport) ? sensorReport : [sensorReport]) {
    if (!isObject(report)) continue;
    const extra = extensionParts(report, scope, REPORT_PLACED).sortedJoin(scope);
    const text = fields(report, REPORT, scope) + (inline ? extra : '');
    if (text !== '') reports.push(`sensorReport${text}`);
    if (!inline && extra !== '') added.push(`sensorReport${extra}`);
  }
  regular += sortedJoin(reports, scope);
  const own = extensionParts(element, scope, ELEMENT_PLACED);
  if (inline) return { regular: regular + own.sortedJoin(scope), added: '' };
  added.push(...own.parts);
  return { regular, added: sortedJoin(added, scope) };
}
