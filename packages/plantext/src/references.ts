import type { Flow, Range } from './flow.ts';
import type { Reference } from './plan.ts';
import type { Shelters } from './shelter.ts';

/** 国办发〔2016〕44号 and its kin (GB/T 9704 7.2.5: code of the office, year in 〔〕, number). */
const DOCUMENT_NUMBER =
  /[一-龥]{1,12}?(?:发|函|字|办|规|政|令|委|党|通|综|议|电)?〔(?:19|20)\d{2}〕第?\d{1,5}号/g;
/** An office's code doesn't begin with words of the sentence before it. */
const LEAD_IN = /^.*(?:关于|意见|通知|方案|办法|规划|决定|根据|按照|依据|贯彻|落实|执行|和|、)/;

/** Every document number of the text. */
export function documentNumbersOf(norm: string): readonly Range[] {
  const found: Range[] = [];
  for (const match of norm.matchAll(DOCUMENT_NUMBER)) {
    const lead = LEAD_IN.exec(match[0].slice(0, match[0].indexOf('〔')))?.[0].length ?? 0;
    found.push({ start: match.index + lead, end: match.index + match[0].length });
  }
  return found;
}

/** Documents that are cited: a title with its number behind it, a title alone that names an act, a number alone. */
export function referencesOf(
  flow: Flow,
  { titles }: Shelters,
  numbers: readonly Range[],
  own: Range | undefined,
): readonly Reference[] {
  const references: (Reference & { readonly at: number })[] = [];
  const used = new Set<Range>();
  for (const title of titles) {
    const number = numbers.find(
      each => each.start === title.end + 1 && flow.norm[title.end] === '（' && flow.norm[each.end] === '）',
    );
    if (number !== undefined) used.add(number);
    references.push({
      at: title.start,
      title: flow.quote({ start: title.start + 1, end: title.end - 1 }),
      documentNumber: number === undefined ? undefined : flow.quote(number),
    });
  }
  for (const number of numbers)
    if (!used.has(number) && number !== own)
      references.push({ at: number.start, title: undefined, documentNumber: flow.quote(number) });
  return references
    .toSorted((a, b) => a.at - b.at)
    .map(({ title, documentNumber }) => ({ title, documentNumber }));
}
