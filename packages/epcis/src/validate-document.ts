import { pointerOf } from './problem.ts';
import { isUri } from './uri.ts';
import {
  checkMembers,
  context,
  dateTime,
  type FieldCheck,
  isObject,
  listOf,
  object,
  reportAt,
  reportHere,
  shape,
  shown,
  text,
  uri,
  type Validation,
  version,
} from './validate-field.ts';

/** Events are checked one by one, elsewhere. */
const eventList: FieldCheck = (value, key, v) => {
  if (!Array.isArray(value)) reportAt(v, 'notAList', key);
};

const attributeValue: FieldCheck = (value, key, v) => {
  if (
    typeof value !== 'number' &&
    typeof value !== 'string' &&
    (typeof value !== 'object' || value === null)
  ) {
    reportAt(v, 'notText', key);
  }
};

const vocabularyList = listOf(
  object(
    shape(
      {
        type: uri,
        vocabularyElementList: listOf(
          object(
            shape(
              {
                id: uri,
                attributes: listOf(object(shape({ id: uri, attribute: attributeValue }, ['id'], 'open'))),
                children: listOf(uri),
              },
              ['id'],
              'open',
            ),
          ),
        ),
      },
      ['type'],
      'open',
    ),
  ),
);

/** A document's own identifier; published samples name it by a blank node. */
const documentId: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (!isUri(value, v.lenient) && !(v.lenient && value.startsWith('_:'))) {
    reportAt(v, 'notAUri', key, { value: shown(value) });
  }
};

const type: FieldCheck = () => {};

const DOCUMENT = shape(
  {
    ...{ '@context': context, id: documentId, type, schemaVersion: version, creationDate: dateTime },
    ...{ instanceIdentifier: text, sender: text, receiver: text },
    epcisHeader: object(
      shape({ epcisMasterData: object(shape({ vocabularyList }, [], 'open')) }, [], 'uris'),
    ),
    epcisBody: object(shape({ eventList }, ['eventList'], 'open')),
  },
  ['@context', 'schemaVersion', 'creationDate', 'epcisBody'],
  'uris',
);

const resultsBody = object(shape({ eventList, vocabularyList }, ['eventList'], 'uris'));
const queryResults = object(
  shape({ queryName: text, subscriptionID: text, resultsBody }, ['queryName', 'resultsBody'], 'uris'),
);

const QUERY_DOCUMENT = shape(
  {
    ...{ '@context': context, id: documentId, type, schemaVersion: version, creationDate: dateTime },
    epcisBody: object(shape({ queryResults }, ['queryResults'], 'uris')),
  },
  ['@context', 'epcisBody'],
  'uris',
);

/** What a document holds its events and vocabularies in. */
export type DocumentKind = 'EPCISDocument' | 'EPCISQueryDocument';

/**
 * Checks everything of a document but its events against the rules of the EPCIS 2.0 JSON Schema, master data
 * included; every finding is reported.
 */
export function validateDocument(
  document: Readonly<Record<string, unknown>>,
  kind: DocumentKind,
  v: Validation,
): void {
  checkMembers(document, kind === 'EPCISDocument' ? DOCUMENT : QUERY_DOCUMENT, v);
}

/** A bare event brings its own `@context`, as no document does it for it. */
export function validateBareContext(event: unknown, v: Validation): void {
  if (!v.lenient && isObject(event) && event['@context'] === undefined) {
    reportHere(v, 'missingField', { field: '@context' });
  }
}

/** Pointer of the event list of a document. */
export function eventListPointer(kind: DocumentKind): string {
  return kind === 'EPCISDocument'
    ? '/epcisBody/eventList'
    : pointerOf('', 'epcisBody', 'queryResults', 'resultsBody', 'eventList');
}
