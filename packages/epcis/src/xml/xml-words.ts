import { expandCompact, STANDARD_CONTEXT } from '../context.ts';
import {
  bareWordOf,
  CBV,
  COMPONENTS,
  ERROR_REASONS,
  GS1_VOC,
  MEASUREMENT_TYPES,
  SENSOR_ALERTS,
  type Vocabulary,
} from '../vocabulary.ts';

/** How standard words are written in XML (`GS1-CBV-XML-Format`): URNs as since EPCIS 1.0, or web URIs. */
export type CbvForm = 'urn' | 'webUri';

/** The vocabularies of a sensor report's attributes. */
export const REPORT_WORDS: ReadonlyMap<string, Vocabulary> = new Map([
  ['type', MEASUREMENT_TYPES],
  ['exception', SENSOR_ALERTS],
  ['component', COMPONENTS],
]);

/** The words of error declarations. */
export const REASONS = ERROR_REASONS;

const OLDER_GS1_VOC = /^https?:\/\/(?:www\.)?gs1\.org\/voc\//;

/** A standard word in any form that XML has for it (URN, web URI, `cbv:` or `gs1:`) as JSON's bare word; other texts as they are. */
export function wordFromXml(list: Vocabulary, received: string): string {
  const text = received.trim();
  const bare = bareWordOf(list, text);
  if (bare !== text) return bare;
  const full =
    text.startsWith('cbv:') || text.startsWith('gs1:') ? expandCompact(text, STANDARD_CONTEXT) : text;
  const word = bareWordOf(list, full.replace(OLDER_GS1_VOC, GS1_VOC));
  return list.words.has(word) ? word : text;
}

/** A word of JSON as XML writes it; URIs of somebody's own list as they are. */
export function wordToXml(list: Vocabulary, word: string, form: CbvForm): string {
  if (!list.words.has(word)) return word;
  if (list.webPrefix === GS1_VOC) return `gs1:${word}`;
  if (list === COMPONENTS) return `cbv:${list.webPrefix.slice(CBV.length)}${word}`;
  return (form === 'urn' && list.urnPrefix !== undefined ? list.urnPrefix : list.webPrefix) + word;
}
