import { STANDARD_CONTEXT } from '../context.ts';
import type { MasterDataElement } from '../event.ts';
import type { QueryHead } from '../write-document.ts';
import { element, writeExtensions, type XmlWriting } from './write-extension.ts';
import { writeXmlResults } from './write-xml-document.ts';
import type { XmlForm } from './write-xml-event.ts';
import { isXmlText } from './xml-names.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';
import { XmlNames } from './xml-writing.ts';

const encoder = new TextEncoder();

/**
 * An `EPCISQueryDocument` with a `VocabularyList` (EPCIS 1.2 and 2.0, SimpleMasterDataQuery). Values that are objects
 * become elements as extensions do; what XML has no way to say is written as JSON text.
 */
export function writeXmlMasterData(
  elements: readonly MasterDataElement[],
  head: QueryHead,
  form: XmlForm,
): Uint8Array {
  const w: XmlWriting = { names: new XmlNames(STANDARD_CONTEXT), exact: undefined, cbv: form.cbv };
  const lists = new Map<string, string>();
  for (const each of elements) lists.set(each.type, `${lists.get(each.type) ?? ''}\n${elementText(each, w)}`);
  const vocabularies = [...lists].map(([type, text]) =>
    element('Vocabulary', element('VocabularyElementList', text), ` type="${escapeAttribute(type)}"`),
  );
  const list = element('VocabularyList', vocabularies.join('\n'), w.names.declarations());
  return encoder.encode(writeXmlResults(list, head, form));
}

function elementText({ id, attributes, children }: MasterDataElement, w: XmlWriting): string {
  const said = attributes.map(each =>
    element('attribute', valueText(each.value, w), ` id="${escapeAttribute(each.id)}"`),
  );
  const below = children.map(child => element('id', escapeText(child)));
  const text = said.join('') + (below.length === 0 ? '' : element('children', below.join('')));
  return element('VocabularyElement', text, ` id="${escapeAttribute(id)}"`);
}

function valueText(value: unknown, w: XmlWriting): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return writeExtensions(value as Readonly<Record<string, unknown>>, Object.keys(value), w);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return escapeText(isXmlText(text) ? text : JSON.stringify(text));
}
