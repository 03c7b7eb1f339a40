import { millisecondsOf } from './date-time.ts';
import { type EpcisProblem, pointerOf, report } from './problem.ts';
import { shown } from './validate-field.ts';

type EventObject = Readonly<Record<string, unknown>>;

interface SensorElement {
  readonly sensorMetadata?: EventObject;
  readonly sensorReport?: readonly EventObject[];
}

/** Adding to an aggregation or dissolving it means nothing without its parent (EPCIS 2.0, 7.4.3). */
function checkParent(event: EventObject, at: string, problems: EpcisProblem[]): void {
  if (event.type !== 'AggregationEvent' || event.action === 'OBSERVE' || event.parentID !== undefined) return;
  report(problems, 'parentRequired', at, { action: event.action as string });
}

function checkTimes(
  from: EventObject,
  fields: readonly string[],
  at: string,
  eventTime: number,
  problems: EpcisProblem[],
): void {
  for (const field of fields) {
    const text = from[field];
    if (typeof text === 'string' && millisecondsOf(text) > eventTime) {
      report(problems, 'sensorTimeAfterEvent', pointerOf(at, field), { value: text });
    }
  }
}

const METADATA_TIMES = ['time', 'startTime', 'endTime'] as const;
const REPORT_TIMES = ['time'] as const;

/** What an event reports was measured before it happened or while it did (EPCIS 2.0, draft requirement M122). */
function checkSensorTimes(event: EventObject, at: string, problems: EpcisProblem[]): void {
  const list = event.sensorElementList as readonly SensorElement[] | undefined;
  if (list === undefined) return;
  const eventTime = millisecondsOf(event.eventTime as string);
  for (const [index, { sensorMetadata, sensorReport }] of list.entries()) {
    const here = `${at}/sensorElementList/${index}`;
    if (sensorMetadata !== undefined) {
      checkTimes(sensorMetadata, METADATA_TIMES, `${here}/sensorMetadata`, eventTime, problems);
    }
    for (const [place, one] of (sensorReport ?? []).entries()) {
      checkTimes(one, REPORT_TIMES, `${here}/sensorReport/${place}`, eventTime, problems);
    }
  }
}

/** An event identifier is a UUID or a hash (EPCIS SHACL shapes, eventID). */
function checkEventId(event: EventObject, at: string, problems: EpcisProblem[]): void {
  const { eventID } = event;
  if (typeof eventID !== 'string' || /^(?:urn:uuid:|ni:\/\/\/)/.test(eventID)) return;
  report(problems, 'wrongEventId', pointerOf(at, 'eventID'), { value: shown(eventID) });
}

/**
 * The rules that the published schema does not know, for events that passed `validateEvent`. Check digits, negative
 * quantities and repeated identifiers are found where identifiers are read.
 */
export function checkRules(event: EventObject, at: string, problems: EpcisProblem[]): void {
  checkParent(event, at, problems);
  checkSensorTimes(event, at, problems);
  checkEventId(event, at, problems);
}
