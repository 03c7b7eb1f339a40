import type { Range } from './flow.ts';

/** What a character stands inside of. */
export const Shelter = { bracket: 1, quotation: 2, title: 4, numberBracket: 8 } as const;

const KINDS: Readonly<Record<string, readonly [close: string, flag: number, longest: number]>> = {
  '（': ['）', Shelter.bracket, 1_500],
  '“': ['”', Shelter.quotation, 80],
  '《': ['》', Shelter.title, 160],
  '〔': ['〕', Shelter.numberBracket, 40],
};
const MARK = /[（）“”《》〔〕]/g;

/** Brackets, quotations and titles of a text, matched; what is not closed within reach is taken for a slip. */
export interface Shelters {
  /** Flags of everything that a position stands inside of, its own brackets included. */
  readonly flags: Uint8Array;
  /** Outermost round brackets, from the opening one to behind the closing one, in order. */
  readonly brackets: readonly Range[];
  /** `《…》`, in order. */
  readonly titles: readonly Range[];
}

/** Matches brackets and quotation marks. */
export function sheltersOf(norm: string): Shelters {
  const flags = new Uint8Array(norm.length);
  const brackets: Range[] = [];
  const titles: Range[] = [];
  const open: { readonly char: string; readonly at: number }[] = [];
  for (const match of norm.matchAll(MARK)) {
    const char = match[0];
    const at = match.index;
    if (KINDS[char] !== undefined) {
      open.push({ char, at });
      continue;
    }
    const depth = open.findLastIndex(each => KINDS[each.char]![0] === char);
    if (depth < 0) continue;
    const { char: opener, at: start } = open[depth]!;
    open.length = depth;
    const [, flag, longest] = KINDS[opener]!;
    const end = at + 1;
    if (end - start > longest) continue;
    for (let position = start; position < end; position++) flags[position]! |= flag;
    if (opener === '（') {
      while (brackets.length > 0 && brackets.at(-1)!.start > start) brackets.pop();
      brackets.push({ start, end });
    } else if (opener === '《') titles.push({ start, end });
  }
  return { flags, brackets, titles };
}
