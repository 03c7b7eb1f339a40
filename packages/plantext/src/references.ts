import type { Flow, Range } from './flow.ts';
import type { Reference } from './plan.ts';
import type { Shelters } from './shelter.ts';

/** Behind the office's code: year in 〔〕 and number (GB/T 9704 7.2.5), as in 云政办发〔2024〕8号. */
const YEAR_AND_NUMBER = /〔(?:19|20)\d{2}〕第?\d{1,5}号/g;
/** An office's code doesn't begin with words of the sentence before it. */
const LEAD_IN = /^.*(?:关于|意见|通知|方案|办法|规划|决定|根据|按照|依据|贯彻|落实|执行|和|、)/;

/** Every document number of the text. */
export function documentNumbersOf(norm: string): readonly Range[] {
  const found: Range[] = [];
  for (const match of norm.matchAll(YEAR_AND_NUMBER)) {
    const code = /[一-龥]{1,12}$/.exec(norm.slice(Math.max(0, match.index - 12), match.index))?.[0];
    if (code === undefined) continue;
    const lead = LEAD_IN.exec(code)?.[0].length ?? 0;
    found.push({ start: match.index - code.length + lead, end: match.index + match[0].length });
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
  const byStart = new Map(numbers.map(each => [each.start, each]));
  for (const title of titles) {
    const behind = byStart.get(title.end + 1);
    const bracketed = flow.norm[title.end] === '（' && behind !== undefined && flow.norm[behind.end] === '）';
    const number = bracketed ? behind : undefined;
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
