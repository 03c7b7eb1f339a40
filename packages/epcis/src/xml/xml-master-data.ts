import { type Making, put, putExtensions, type XmlReading } from './read-extension.ts';
import { attributeOf, type XmlElement } from './xml-element.ts';

/** The first child of this name, whatever its namespace. */
export function childOf(element: XmlElement | undefined, local: string): XmlElement | undefined {
  return element?.children.find(each => each.local === local);
}

function childrenOf(element: XmlElement | undefined, local: string): readonly XmlElement[] {
  return element?.children.filter(each => each.local === local) ?? [];
}

/** Reads one attribute; its value may be a text or elements. */
function readAttribute(r: XmlReading, element: XmlElement): Making {
  const read: Making = {};
  const id = attributeOf(element, 'id');
  if (id !== undefined) put(r, read, 'id', id, element);
  if (element.children.length === 0) {
    put(r, read, 'attribute', element.text, element);
  } else {
    const value: Making = {};
    putExtensions(r, value, element.children);
    put(r, read, 'attribute', value, element);
  }
  return read;
}

function readVocabularyElement(r: XmlReading, element: XmlElement): Making {
  const read: Making = {};
  const id = attributeOf(element, 'id');
  if (id !== undefined) put(r, read, 'id', id, element);
  const attributes: Making[] = [];
  for (const each of childrenOf(element, 'attribute'))
    put(r, attributes, attributes.length, readAttribute(r, each), each);
  if (attributes.length > 0) put(r, read, 'attributes', attributes, element);
  const children = childOf(element, 'children');
  if (children === undefined) return read;
  const ids: string[] = [];
  for (const each of childrenOf(children, 'id')) put(r, ids, ids.length, each.text.trim(), each);
  put(r, read, 'children', ids, children);
  return read;
}

/** Sets `vocabularyList` from a `VocabularyList` element (EPCIS 2.0, 9.5; 1.2, 9.4), as JSON has it. */
export function putVocabularies(r: XmlReading, target: object, element: XmlElement): void {
  const list: Making[] = [];
  put(r, target, 'vocabularyList', list, element);
  for (const vocabulary of childrenOf(element, 'Vocabulary')) {
    const read: Making = {};
    put(r, list, list.length, read, vocabulary);
    const type = attributeOf(vocabulary, 'type');
    if (type !== undefined) put(r, read, 'type', type, vocabulary);
    const elements: Making[] = [];
    put(r, read, 'vocabularyElementList', elements, vocabulary);
    for (const each of childrenOf(childOf(vocabulary, 'VocabularyElementList'), 'VocabularyElement'))
      put(r, elements, elements.length, readVocabularyElement(r, each), each);
  }
}
