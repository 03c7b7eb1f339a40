import type { Range } from './flow.ts';
import { isAgency, partyPieces } from './parties.ts';
import type { Shelters } from './shelter.ts';

/** Where a plan says who is to do something. */
export interface ResponsibilityClause extends Range {
  /** What is inside the brackets, or all of it. */
  readonly inner: Range;
  readonly form: 'bracket' | 'label' | 'prose';
}

const DUTY = /负责|牵头|配合|责任|参与|指导|参加|协办|承办|主办|落实/;
const LABEL =
  /(?:总牵头|牵头|主办|责任|承办|实施|落实|负责|配合|协办|参与|参加|支持|协同|协作|协助|指导)(?:部门|单位|处室|科室|机构|责任单位)(?:和单位)?$/;
const PROSE =
  /(?:由)?([^，。；：]{2,60}?)(?:要)?(?:继续)?(?:做好)?牵头(?:工作|负责|组织)?(?=[，。；])([，]([^。；]{2,80}?)(?:配合|参与|按职责分工负责))?/g;

/** All clauses of a range that says who answers for it, in order. */
export function responsibilityClausesOf(
  norm: string,
  { brackets, flags }: Shelters,
  range: Range,
): readonly ResponsibilityClause[] {
  const found: ResponsibilityClause[] = bracketClauses(norm, brackets, range);
  found.push(...labelClauses(norm, flags, range));
  if (found.length === 0) found.push(...proseClauses(norm, flags, range));
  return found.toSorted((a, b) => a.start - b.start);
}

function bracketClauses(norm: string, brackets: readonly Range[], range: Range): ResponsibilityClause[] {
  const found: ResponsibilityClause[] = [];
  let low = 0;
  let high = brackets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (brackets[middle]!.start < range.start) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < brackets.length && brackets[index]!.end <= range.end; index++) {
    const { start, end } = brackets[index]!;
    const inner = { start: start + 1, end: end - 1 };
    const text = norm.slice(inner.start, inner.end);
    if (!DUTY.test(text) || text.length < 4) continue;
    const before = norm[start - 1] ?? '';
    const behind = norm[end] ?? '';
    // Inside a sentence a bracket explains; at its end it says who.
    const closes = end === range.end || /[。；]/.test(behind);
    if (!closes && !/[。；！？”]/.test(before) && start !== range.start) continue;
    if (/^[，、的]$/.test(behind)) continue;
    found.push({ start, end, inner, form: 'bracket' });
  }
  return found;
}

/** `责任单位：甲、乙。` without brackets; labels that follow one another are one clause. */
function labelClauses(norm: string, flags: Uint8Array, range: Range): ResponsibilityClause[] {
  const found: ResponsibilityClause[] = [];
  for (let colon = range.start; colon < range.end; colon++) {
    if (norm.charCodeAt(colon) !== COLON || flags[colon] !== 0) continue;
    const label = LABEL.exec(norm.slice(Math.max(range.start, colon - 12), colon));
    if (label === null) continue;
    const start = colon - label[0].length;
    const end = sentenceEnd(norm, colon, range.end);
    const last = found.at(-1);
    if (last !== undefined && start <= last.end + 1)
      found[found.length - 1] = { ...last, end, inner: { start: last.inner.start, end } };
    else found.push({ start, end, inner: { start, end }, form: 'label' });
  }
  return found;
}

const COLON = '：'.charCodeAt(0);

function sentenceEnd(norm: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && norm[at] !== '。') at++;
  return at;
}

/** `由甲牵头，乙、丙配合`; `甲要继续做好牵头工作`. */
function proseClauses(norm: string, flags: Uint8Array, range: Range): ResponsibilityClause[] {
  const text = norm.slice(range.start, range.end);
  if (!text.includes('牵头')) return [];
  const found: ResponsibilityClause[] = [];
  for (const match of text.matchAll(PROSE)) {
    const start = range.start + match.index;
    const names = match[1]!.replace(/^由/, '').replace(/(?:负责|要|继续|做好)+$/, '');
    const from = start + match[0].indexOf(names);
    const pieces = partyPieces(norm, { start: from, end: from + names.length });
    if (flags[start] !== 0 || names.length < 2) continue;
    if (!pieces.every(piece => isAgency(norm.slice(piece.start, piece.end)))) continue;
    const end = start + match[0].length;
    found.push({ start: from, end, inner: { start: from, end }, form: 'prose' });
  }
  return found;
}
