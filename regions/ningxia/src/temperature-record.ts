import { type LocalSecond, timeText } from './calendar.ts';

/** Thermometers show tenths; sums of binary fractions do not. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A temperature record of one journey or run, in degrees Celsius, as an EPCIS sensorElement. */
export function temperatureRecord(
  from: LocalSecond,
  to: LocalSecond,
  range: { readonly least: number; readonly most: number; readonly mean: number },
  alarm = false,
): object {
  const report = {
    type: 'Temperature',
    minValue: tenths(range.least),
    maxValue: tenths(range.most),
    meanValue: tenths(range.mean),
    uom: 'CEL',
    ...(alarm ? { exception: 'ALARM_CONDITION' } : {}),
  };
  return { sensorMetadata: { startTime: timeText(from), endTime: timeText(to) }, sensorReport: [report] };
}
