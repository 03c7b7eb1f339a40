import type { Range } from './flow.ts';
import type { Shelters } from './shelter.ts';

/** A piece between commas, and the sentence that it is of. */
export interface Clause extends Range {
  readonly sentence: Range;
}

const codesOf = (chars: string) => new Set([...chars].map(char => char.charCodeAt(0)));
const STOPS: ReadonlySet<number> = codesOf('，。；：！？');
const FULL_STOPS: ReadonlySet<number> = codesOf('。！？');

const ITEM = /(?:[①-⑳⑴-⒇]|（\d{1,2}）|\d{1,2}）|[一二三四五六七八九十]是)(?!\d)/y;

/** `①…`, `（1）…`, `一是…`: the mark of an item inside a sentence is none of its words. */
function behindItemMark(norm: string, start: number, end: number): number {
  ITEM.lastIndex = start;
  const mark = ITEM.exec(norm);
  return mark === null ? start : Math.min(end, start + mark[0].length);
}

/** Cuts a range at its commas and stops; what stands in brackets, quotations and titles is not cut. */
export function clausesOf(norm: string, { flags }: Shelters, range: Range): readonly Clause[] {
  const clauses: Clause[] = [];
  let pending: Range[] = [];
  let sentence = range.start;
  let clause = range.start;
  const close = (end: number, behind: number, full: boolean) => {
    clause = behindItemMark(norm, clause, end);
    if (end > clause) pending.push({ start: clause, end });
    clause = behind;
    if (!full) return;
    for (const each of pending) clauses.push({ ...each, sentence: { start: sentence, end } });
    pending = [];
    sentence = behind;
  };
  for (let at = range.start; at < range.end; at++) {
    const code = norm.charCodeAt(at);
    if (!STOPS.has(code) || flags[at] !== 0) continue;
    close(at, at + 1, FULL_STOPS.has(code));
  }
  close(range.end, range.end, true);
  return clauses;
}
