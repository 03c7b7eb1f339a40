import Type from 'typebox';

const Text = Type.String();

/** What an EPCIS 2.0 document looks like from outside; its events are described by the standard. */
export const EPCIS_DOCUMENT = Type.Object(
  {
    '@context': Type.Unknown(),
    type: Type.Union([Type.Literal('EPCISDocument'), Type.Literal('EPCISQueryDocument')]),
    schemaVersion: Text,
    creationDate: Type.String({ format: 'date-time' }),
    epcisHeader: Type.Optional(Type.Unknown()),
    epcisBody: Type.Unknown(),
  },
  { description: 'GS1 EPCIS 2.0 JSON (https://ref.gs1.org/standards/epcis/2.0.1/)' },
);

/** One bare EPCIS 2.0 event. */
export const EPCIS_EVENT = Type.Object(
  {
    '@context': Type.Unknown(),
    type: Text,
    eventTime: Type.String({ format: 'date-time' }),
    eventTimeZoneOffset: Type.String({ pattern: '^[+-]\\d\\d:\\d\\d$' }),
    eventID: Type.Optional(Text),
  },
  { description: 'GS1 EPCIS 2.0 event (https://ref.gs1.org/standards/epcis/2.0.1/)' },
);

export const CaptureParams = Type.Object({ id: Text });

export const CaptureQuery = Type.Object(
  {
    perPage: Type.Integer({ minimum: 1, maximum: 1000, default: 30 }),
    nextPageToken: Type.Optional(Text),
  },
  { additionalProperties: false },
);

/** EPCIS 2.0 OpenAPI, EPCISCaptureJobInterface, and our counts. */
export const jobSchema = Type.Object({
  captureID: Text,
  createdAt: Text,
  finishedAt: Type.Optional(Text),
  running: Type.Boolean(),
  success: Type.Boolean(),
  captureErrorBehaviour: Text,
  errors: Type.Array(Type.Object({ type: Text, title: Text, status: Type.Integer(), code: Text, at: Text })),
  total: Type.Integer(),
  done: Type.Integer(),
  stored: Type.Integer(),
  repeated: Type.Integer(),
});
