import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { type DigitalLink, elementsOfLink } from '@pinxin/identifiers/digital-link';
import { formatBracketed } from '@pinxin/identifiers/element-string';
import { labelOf, pathOf, thingOf } from './row-facts.ts';
import type { ScanSubject } from './scan-views.ts';

/** A code that was read: what it names and how people write it. */
export interface NamedCode {
  /** Canonical URI of the finest thing named. */
  readonly uri: string;
  readonly path: string;
  readonly thing: 'lot' | 'item' | 'unit' | 'product' | 'other';
  readonly label: string;
  /** Bracketed element string. */
  readonly text: string;
  readonly lot?: string;
  readonly serial?: string;
  readonly subject: ScanSubject;
}

const STEM = 'https://id.gs1.org';

/** What a parsed Digital Link names; undefined when the key has no canonical form. */
export function namedCode(link: DigitalLink): NamedCode | undefined {
  const elements = [link.key, ...link.qualifiers];
  const plain = `${STEM}${elements.map(({ ai, value }) => `/${ai}/${encodeURIComponent(value)}`).join('')}`;
  const read = canonicalEpc(plain);
  if (!read.ok) return undefined;
  const { uri, gtin, lotOfItem } = read.value;
  const lot = link.qualifiers.find(({ ai }) => ai === '10')?.value;
  const serial = link.qualifiers.find(({ ai }) => ai === '21' || ai === '235')?.value;
  const thing = thingOf(uri);
  return {
    uri,
    path: pathOf(uri),
    thing: thing === 'process' ? 'other' : thing,
    label: labelOf(uri),
    text: formatBracketed(elementsOfLink(link)),
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
    subject: {
      uri,
      wider: [...(lotOfItem ? [lotOfItem] : []), ...(gtin && uri !== `${STEM}/01/${gtin}` ? [`${STEM}/01/${gtin}`] : [])],
      ...(gtin ? { gtin } : {}),
    },
  };
}
