import { type LocalSecond, timeText } from './calendar.ts';

/** A temperature record of one journey, in degrees Celsius, as an EPCIS sensorElement. */
export function temperatureRecord(
  from: LocalSecond,
  to: LocalSecond,
  range: { readonly least: number; readonly most: number; readonly mean: number },
  alarm = false,
): object {
  const report = {
    type: 'Temperature',
    minValue: range.least,
    maxValue: range.most,
    meanValue: range.mean,
    uom: 'CEL',
    ...(alarm ? { exception: 'ALARM_CONDITION' } : {}),
  };
  return { sensorMetadata: { startTime: timeText(from), endTime: timeText(to) }, sensorReport: [report] };
}
