import type { MasterDataElement } from './event.ts';
import { isObject } from './validate-field.ts';

interface Element {
  readonly id: string;
  readonly attributes?: readonly { readonly id: string; readonly attribute?: unknown }[];
  readonly children?: readonly string[];
}

interface VocabularyObject {
  readonly type: string;
  readonly vocabularyElementList?: readonly Element[];
}

function listAt(document: unknown, path: readonly string[]): readonly VocabularyObject[] {
  let value: unknown = document;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return Array.isArray(value) ? (value as readonly VocabularyObject[]) : [];
}

const PLACES = [
  ['epcisHeader', 'epcisMasterData', 'vocabularyList'],
  ['epcisBody', 'queryResults', 'resultsBody', 'vocabularyList'],
] as const;

/** The master data of a document that passed `validateDocument`, from its header or its query results. */
export function readMasterData(document: Readonly<Record<string, unknown>>): readonly MasterDataElement[] {
  const elements: MasterDataElement[] = [];
  for (const path of PLACES) {
    for (const { type, vocabularyElementList } of listAt(document, path)) {
      for (const { id, attributes, children } of vocabularyElementList ?? []) {
        const read = (attributes ?? []).map(each => ({ id: each.id, value: each.attribute }));
        elements.push({ type, id, attributes: read, children: children ?? [] });
      }
    }
  }
  return elements;
}
