import type { Flow } from './flow.ts';
import { chineseNumber } from './numerals.ts';

/** Numbering styles, outermost first: the usual order of Chinese official documents (GB/T 9704 7.3.3 and law drafting). */
const STYLES = [
  'chapter',
  'part',
  'article',
  'roman',
  'han',
  'hanBracket',
  'arabic',
  'decimal2',
  'decimal3',
  'decimal4',
  'arabicHalf',
  'arabicBracket',
  'circled',
  'letter',
] as const;
export type Style = (typeof STYLES)[number];

/** How deep a style usually stands. */
export function rankOf(style: Style): number {
  return STYLES.indexOf(style);
}

/** A number before a heading or an item. */
export interface Marker {
  readonly style: Style;
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

const HAN = '一二三四五六七八九十百';
const AT_START = /[一二三四五六七八九十百第（〔\d①-⑳⑴-⒇⒈-⒛Ⅰ-ⅫA-Za-z]/;
const UNIT_BRACKET = /[（〔]([一二三四五六七八九十百]{1,5}|\d{1,3})[）〕][、.]?/y;
const ORDINAL = /第([一二三四五六七八九十百]{1,5}|\d{1,3})(章|编|篇|部分|节|条)[：、]?/y;
const HAN_COMMA = /([一二三四五六七八九十百]{1,5})[、.](?![一二三四五六七八九十百\d]{1,5}[、.，])/y;
const DECIMAL = /\d{1,2}(?:\.\d{1,2}){1,3}[、.]?(?!\d)/y;
const ARABIC = /(\d{1,3})[.、](?!\d)/y;
const ARABIC_HALF = /(\d{1,3})）/y;
const LETTER = /([A-Za-z])[.、）]/y;
const SMALL_FORMS = [
  ['①', 20, 'circled'],
  ['⑴', 20, 'arabicBracket'],
  ['⒈', 20, 'arabic'],
  ['Ⅰ', 12, 'roman'],
] as const;

function markedNumber(text: string): number {
  return HAN.includes(text[0]!) ? chineseNumber(text)! : Number(text);
}

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** The heading number that begins at this position of the flow, if one does. */
export function markerAt(flow: Flow, start: number): Marker | undefined {
  const { norm } = flow;
  const first = norm[start];
  if (first === undefined || !AT_START.test(first)) return undefined;
  let found: RegExpExecArray | null;
  if (first === '（' || first === '〔') {
    found = at(UNIT_BRACKET, norm, start);
    if (found === null) return undefined;
    const style = HAN.includes(found[1]![0]!) ? 'hanBracket' : 'arabicBracket';
    return { style, number: markedNumber(found[1]!), start, end: start + found[0].length };
  }
  if (first === '第') {
    found = at(ORDINAL, norm, start);
    if (found === null) return undefined;
    const style = found[2] === '条' ? 'article' : found[2] === '节' ? 'part' : 'chapter';
    return { style, number: markedNumber(found[1]!), start, end: start + found[0].length };
  }
  if (HAN.includes(first)) {
    found = at(HAN_COMMA, norm, start);
    if (found === null) return undefined;
    return { style: 'han', number: markedNumber(found[1]!), start, end: start + found[0].length };
  }
  if (first >= '0' && first <= '9') return digitMarker(flow, start);
  for (const [one, count, style] of SMALL_FORMS) {
    const number = first.charCodeAt(0) - one.charCodeAt(0) + 1;
    if (number < 1 || number > count) continue;
    const end = start + (/[、.]/.test(norm[start + 1] ?? '') ? 2 : 1);
    return { style, number, start, end };
  }
  found = at(LETTER, norm, start);
  if (found === null) return undefined;
  const number = found[1]!.toUpperCase().charCodeAt(0) - 64;
  return { style: 'letter', number, start, end: start + found[0].length };
}

function digitMarker(flow: Flow, start: number): Marker | undefined {
  const { norm } = flow;
  const decimal = at(DECIMAL, norm, start);
  // `1.1 标题` has a gap or a 、 behind it; `1.1亿元` has not.
  if (
    decimal !== null &&
    (flow.gapBefore(start + decimal[0].length) || /[、.]$/.test(decimal[0])) &&
    !flow.gapBefore(start + 1)
  ) {
    const numbers = decimal[0].replace(/[、.]$/, '').split('.');
    if (numbers.length >= 2) {
      const style = `decimal${numbers.length}` as Style;
      return { style, number: Number(numbers.at(-1)), start, end: start + decimal[0].length };
    }
  }
  const arabic = at(ARABIC, norm, start);
  if (arabic !== null)
    return { style: 'arabic', number: Number(arabic[1]), start, end: start + arabic[0].length };
  const half = at(ARABIC_HALF, norm, start);
  if (half === null) return bareNumber(flow, start);
  return { style: 'arabicHalf', number: Number(half[1]), start, end: start + half[0].length };
}

/** `1 总则` with `1.1` below it (as standards are numbered): a number and a gap alone would be too little. */
function bareNumber(flow: Flow, start: number): Marker | undefined {
  const digits = /^\d{1,2}(?=[一-龥])/.exec(flow.norm.slice(start, start + 3))?.[0];
  if (digits === undefined || !flow.gapBefore(start + digits.length)) return undefined;
  const index = flow.indexOfLine(start);
  const line = flow.lines[index]!;
  if (line.start !== start || line.end - start > 25) return undefined;
  const next = flow.lines[index + 1];
  if (next === undefined || !flow.norm.startsWith(`${digits}.1`, next.start)) return undefined;
  return { style: 'arabic', number: Number(digits), start, end: start + digits.length };
}
