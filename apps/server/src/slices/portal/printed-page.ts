import { JOURNAL_MARK, SCANS_MARK } from '@pinxin/site/scan-page';

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
type Gap = 'scans' | 'journal' | number;

/** A page in bytes, cut where copies differ: piece, gap, piece, gap, …, piece. */
export interface PrintedPage {
  readonly pieces: readonly Buffer[];
  readonly gaps: readonly Gap[];
}

/** What goes into the gaps. */
export interface Filling {
  readonly label: string;
  readonly journal: number;
  /** Markup of the line that counts scans. */
  readonly scans: string;
}

// Stand-ins stand as they are in text and paths, and percent-encoded (EF B7 90 …) in queries.
const GAPS = new RegExp(
  `${SCANS_MARK}|${JOURNAL_MARK}|[\\uFDD0-\\uFDE7]+|(?:%EF%B7%(?:9[0-9A-F]|A[0-7]))+`,
  'g',
);
const ENCODED = '%EF%B7%90'.length;

/** Cuts a printed page at its gaps. */
export function cutPage(markup: string): PrintedPage {
  const pieces: Buffer[] = [];
  const gaps: Gap[] = [];
  let from = 0;
  for (const { 0: mark, index } of markup.matchAll(GAPS)) {
    pieces.push(Buffer.from(markup.slice(from, index)));
    gaps.push(gapOf(mark));
    from = index + mark.length;
  }
  pieces.push(Buffer.from(markup.slice(from)));
  return { pieces, gaps };
}

function gapOf(mark: string): Gap {
  if (mark === SCANS_MARK) return 'scans';
  if (mark === JOURNAL_MARK) return 'journal';
  return mark.startsWith('%') ? mark.length / ENCODED : mark.length;
}

/** One copy of a page that was not cut: the first reader of a page is mostly its last. */
export function fillMarkup(markup: string, filling: Filling): string {
  return markup.replace(GAPS, mark => textFor(gapOf(mark), filling));
}

/** One copy of the page. */
export function fillPage({ pieces, gaps }: PrintedPage, filling: Filling): Buffer {
  const parts: Buffer[] = [pieces[0]!];
  for (let at = 0; at < gaps.length; at++) {
    parts.push(Buffer.from(textFor(gaps[at]!, filling)), pieces[at + 1]!);
  }
  return Buffer.concat(parts);
}

/** The page with all its gaps filled but the one that every reader changes. */
export function settle({ pieces, gaps }: PrintedPage, filling: Filling): PrintedPage {
  const settled: Buffer[] = [];
  const left: Gap[] = [];
  let current: Buffer[] = [pieces[0]!];
  for (let at = 0; at < gaps.length; at++) {
    const gap = gaps[at]!;
    if (gap === 'scans') {
      settled.push(Buffer.concat(current));
      left.push(gap);
      current = [];
    } else {
      current.push(Buffer.from(textFor(gap, filling)));
    }
    current.push(pieces[at + 1]!);
  }
  settled.push(Buffer.concat(current));
  return { pieces: settled, gaps: left };
}

function textFor(gap: Gap, filling: Filling): string {
  if (gap === 'scans') return filling.scans;
  return gap === 'journal' ? String(filling.journal) : filling.label.slice(0, gap);
}
