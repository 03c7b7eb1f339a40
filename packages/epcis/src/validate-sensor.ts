import {
  boolean,
  checkMembers,
  dateTime,
  type FieldCheck,
  gs1Word,
  hexBinary,
  isObject,
  listOf,
  number,
  object,
  reportAt,
  reportHere,
  shape,
  text,
  uri,
  word,
} from './validate-field.ts';
import { COMPONENTS, MEASUREMENT_TYPES, SENSOR_ALERTS } from './vocabulary.ts';

const SENSOR_REPORT = shape(
  {
    type: gs1Word(MEASUREMENT_TYPES, 'measurementType'),
    exception: gs1Word(SENSOR_ALERTS, 'sensorAlert'),
    ...{
      deviceID: uri,
      deviceMetadata: uri,
      rawData: uri,
      dataProcessingMethod: uri,
      bizRules: uri,
      time: dateTime,
    },
    ...{ microorganism: uri, chemicalSubstance: uri, coordinateReferenceSystem: uri, value: number },
    component: word(COMPONENTS, 'component'),
    ...{ stringValue: text, booleanValue: boolean, hexBinaryValue: hexBinary, uriValue: uri },
    ...{
      minValue: number,
      maxValue: number,
      meanValue: number,
      sDev: number,
      percRank: number,
      percValue: number,
    },
    uom: text,
  },
  [],
  'uris',
);

const sensorReport: FieldCheck = (value, key, v) => {
  if (!isObject(value)) {
    reportAt(v, 'notAnObject', key);
    return;
  }
  v.path.push(key);
  // the XML schema wants no type, and published JSON samples report an alarm by `exception` alone
  const alarmOnly = (v.lenient || v.xml) && value.exception !== undefined;
  if (value.type === undefined && !alarmOnly) reportHere(v, 'missingField', { field: 'type' });
  checkMembers(value, SENSOR_REPORT, v);
  v.path.pop();
};

/** Sensor data of an event (EPCIS 2.0, 7.3.7). */
export const sensorElementList = listOf(
  object(
    shape(
      {
        sensorMetadata: object(
          shape(
            {
              ...{
                time: dateTime,
                startTime: dateTime,
                endTime: dateTime,
                deviceID: uri,
                deviceMetadata: uri,
              },
              ...{ rawData: uri, dataProcessingMethod: uri, bizRules: uri },
            },
            [],
            'uris',
          ),
        ),
        sensorReport: listOf(sensorReport, 1),
      },
      ['sensorReport'],
      'uris',
    ),
  ),
);
