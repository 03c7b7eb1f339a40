import { JOURNAL_MARK, SCAN_SHEET, SCANS_MARK, SHEET_MARK } from '@pinxin/site/scan-page';

/**
 * Characters that stand for those of a pack's own number in a page printed for many packs. Noncharacters of Unicode:
 * no text that is meant for people holds them. They are as wide as the Latin ones that they stand for.
 */
const FIRST_STAND_IN = 0xfdd0;
export const LONGEST_STAND_IN = 24;

/** As many stand-ins as the text has characters. */
export function standInFor(text: string): string {
  return String.fromCharCode(...Array.from(text, (_, index) => FIRST_STAND_IN + index));
}

/** Where something goes that is not the same on every copy: a number means so many characters of the pack's number. */
type Gap = 'scans' | 'journal' | 'sheet' | number;

/** A text that holds one byte of UTF-8 in each character: it is sent as it is, in one write with its headers. */
export type ByteText = string;

/** The bytes of a text. */
export function bytesOf(text: string): ByteText {
  return Buffer.from(text).toString('latin1');
}

/** A page cut where copies differ: piece, gap, piece, gap, …, piece. */
export interface PrintedPage {
  readonly pieces: readonly ByteText[];
  readonly gaps: readonly Gap[];
}

/** What goes into the gaps. */
export interface Filling {
  readonly label: string;
  readonly journal: number;
  /** Markup of the line that counts scans. */
  readonly scans: string;
}

interface Mark {
  readonly from: number;
  readonly to: number;
  readonly gap: Gap;
}

const SINGLE: readonly (readonly [mark: string, gap: Gap])[] = [
  [SHEET_MARK, 'sheet'],
  [SCANS_MARK, 'scans'],
  [JOURNAL_MARK, 'journal'],
];
const SHEET: ByteText = bytesOf(SCAN_SHEET);

// Stand-ins stand as they are in text and paths, and percent-encoded (EF B7 90 …) in queries. All is looked for by what
// it begins with: to go over the page by expressions costs a tenth of what the page costs.
const PLAIN_BEGINS = String.fromCharCode(FIRST_STAND_IN);
const ENCODED = '%EF%B7%90';
const ENCODED_RUN = /%EF%B7%90(?:%EF%B7%(?:9[1-9A-F]|A[0-7]))*/y;

function marksIn(markup: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (const [mark, gap] of SINGLE) eachAt(markup, mark, from => marks.push({ from, to: from + 1, gap }));
  eachAt(markup, PLAIN_BEGINS, from => {
    let to = from + 1;
    while (markup.charCodeAt(to) === FIRST_STAND_IN + to - from) to += 1;
    marks.push({ from, to, gap: to - from });
  });
  eachAt(markup, ENCODED, from => {
    ENCODED_RUN.lastIndex = from;
    const { length } = ENCODED_RUN.exec(markup)![0];
    marks.push({ from, to: from + length, gap: length / ENCODED.length });
  });
  return marks.sort((one, other) => one.from - other.from);
}

function eachAt(markup: string, text: string, found: (at: number) => void): void {
  for (let at = markup.indexOf(text); at >= 0; at = markup.indexOf(text, at + text.length)) found(at);
}

/** Cuts a printed page at its gaps. */
export function cutPage(markup: string): PrintedPage {
  const pieces: ByteText[] = [];
  const gaps: Gap[] = [];
  let end = 0;
  for (const { from, to, gap } of marksIn(markup)) {
    pieces.push(bytesOf(markup.slice(end, from)));
    gaps.push(gap);
    end = to;
  }
  pieces.push(bytesOf(markup.slice(end)));
  return { pieces, gaps };
}

/** One copy of the page. */
export function fillPage({ pieces, gaps }: PrintedPage, filling: Filling): ByteText {
  let page = pieces[0]!;
  for (let at = 0; at < gaps.length; at++) page += bytesFor(gaps[at]!, filling) + pieces[at + 1]!;
  return page;
}

/** The page with all its gaps filled but the one that every reader changes. */
export function settle({ pieces, gaps }: PrintedPage, filling: Filling): PrintedPage {
  const settled: ByteText[] = [];
  const left: Gap[] = [];
  let current = pieces[0]!;
  for (let at = 0; at < gaps.length; at++) {
    const gap = gaps[at]!;
    if (gap === 'scans') {
      settled.push(current);
      left.push(gap);
      current = '';
    } else {
      current += bytesFor(gap, filling);
    }
    current += pieces[at + 1]!;
  }
  settled.push(current);
  return { pieces: settled, gaps: left };
}

/** Numbers of packs that share a page, and of the journal, are ASCII: their characters are their bytes. */
function bytesFor(gap: Gap, filling: Filling): ByteText {
  switch (gap) {
    case 'scans':
      return bytesOf(filling.scans);
    case 'journal':
      return String(filling.journal);
    case 'sheet':
      return SHEET;
    default:
      return filling.label.slice(0, gap);
  }
}
