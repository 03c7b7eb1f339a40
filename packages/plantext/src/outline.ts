import type { Flow, Range } from './flow.ts';
import { type Marker, markerAt, rankOf, type Style } from './markers.ts';
import type { Paragraph } from './paragraphs.ts';
import { Shelter, type Shelters } from './shelter.ts';
import { type Title, titleAt } from './titles.ts';

/** A numbered heading in its place. */
export interface Heading {
  readonly marker: Marker;
  readonly title: Title;
  /** From 1. */
  readonly level: number;
  readonly parent: Heading | undefined;
  /** How often numbering began anew before this heading (attachments, collections). */
  readonly part: number;
  /** The number is not the one that should follow. */
  readonly gap: boolean;
  /** Numbered on through the headings above it, never anew. */
  runsThrough: boolean;
  /** From behind the title to the next heading of any level. */
  body: Range;
}

interface Numbering {
  readonly open: Heading[];
  readonly last: Map<Style, number>;
  part: number;
}

/** A heading may follow the end of a sentence inside a paragraph: line breaks get lost. */
const AFTER = /[。！？）；：]/g;

/** All headings of the text, in order. */
export function headingsOf(
  flow: Flow,
  paragraphs: readonly Paragraph[],
  shelters: Shelters,
): readonly Heading[] {
  const numbering: Numbering = { open: [], last: new Map(), part: 0 };
  const headings: Heading[] = [];
  for (const paragraph of paragraphs) {
    if (paragraph.afterRemark) {
      numbering.open.length = 0;
      numbering.last.clear();
      if (headings.length > 0) numbering.part++;
    }
    scan(flow, paragraph, shelters, numbering, headings);
  }
  const remarks = paragraphs.filter(each => each.afterRemark).map(each => each.start);
  for (const [index, heading] of headings.entries()) {
    const next = headings[index + 1]?.marker.start ?? flow.norm.length;
    // What stands behind a remark is of another text.
    const remark = remarks.find(each => each > heading.marker.start) ?? next;
    const end = Math.min(next, remark);
    heading.body = { start: Math.min(heading.body.start, end), end };
  }
  markRunning(headings);
  return headings;
}

function scan(
  flow: Flow,
  paragraph: Paragraph,
  shelters: Shelters,
  numbering: Numbering,
  headings: Heading[],
): void {
  let position = paragraph.start;
  let atStart = true;
  while (position < paragraph.end) {
    const marker = markerAt(flow, position);
    if (marker !== undefined && marker.end < paragraph.end && accepts(marker, numbering, atStart)) {
      const title = titleAt(flow, marker, paragraph.end, shelters, next =>
        accepts(next, numbering, false, marker),
      );
      headings.push(place(marker, title, numbering));
      position = title.behind;
      atStart = false;
      // The next heading may follow at once.
      continue;
    }
    atStart = false;
    position = nextCandidate(flow, shelters, position, paragraph.end);
  }
}

/** The next position inside the paragraph where a heading could begin. */
function nextCandidate(flow: Flow, { flags }: Shelters, from: number, end: number): number {
  AFTER.lastIndex = from;
  for (
    let found = AFTER.exec(flow.norm);
    found !== null && found.index < end;
    found = AFTER.exec(flow.norm)
  ) {
    const at = found.index + 1;
    const inside = flags[at - 1]! & flags[at]!;
    if (
      at < end &&
      (inside === 0 || (inside === Shelter.bracket && flow.norm[at] === '（' && flow.norm[at - 1] === '）'))
    )
      return at;
  }
  return end;
}

/** Whether a marker is the heading that could stand here. */
function accepts(marker: Marker, numbering: Numbering, atStart: boolean, under?: Marker): boolean {
  const { style, number } = marker;
  if (under !== undefined && rankOf(style) <= rankOf(under.style)) {
    // A title without a full stop is ended by the next heading of its own or a higher rank, if that one is due.
    if (style === under.style) return number === under.number + 1;
    return isNext(marker, numbering);
  }
  if (under !== undefined) return number === 1 || number === (numbering.last.get(style) ?? 0) + 1;
  if (atStart) return true;
  // Items of a list inside a paragraph: only those that carry on one that began a line.
  if (rankOf(style) >= rankOf('arabicHalf')) return style !== 'letter' && isDue(marker, numbering);
  return number === 1 ? rankOf(style) >= rankOf('han') : isNext(marker, numbering);
}

/** Carries on the innermost list. */
function isDue({ style, number }: Marker, { open }: Numbering): boolean {
  const last = open.at(-1)?.marker;
  return last?.style === style && number === last.number + 1;
}

function isNext({ style, number }: Marker, { open, last }: Numbering): boolean {
  const peer = open.find(each => each.marker.style === style);
  return number === (peer?.marker.number ?? last.get(style) ?? Number.NaN) + 1;
}

function place(marker: Marker, title: Title, numbering: Numbering): Heading {
  const { open, last } = numbering;
  const { style, number } = marker;
  const depth = open.findIndex(each => each.marker.style === style);
  if (depth >= 0) open.length = depth;
  else {
    const rank = rankOf(style);
    const outer = open.findIndex(each => rankOf(each.marker.style) >= rank);
    if (outer >= 0) open.length = outer;
  }
  const before = last.get(style);
  if (open.length === 0 && number === 1 && before !== undefined && before >= 1) {
    numbering.part++;
    last.clear();
  }
  const expected = depth >= 0 && before !== undefined ? before + 1 : 1;
  const heading: Heading = {
    marker,
    title,
    level: open.length + 1,
    parent: open.at(-1),
    part: numbering.part,
    gap: number !== expected && number !== 1 && number !== (before ?? 0) + 1,
    runsThrough: false,
    body: { start: title.behind, end: title.behind },
  };
  open.push(heading);
  last.set(style, number);
  return heading;
}

/** Finds the styles whose numbers run through: a first child that is not numbered 1 and carries on. */
function markRunning(headings: readonly Heading[]): void {
  const running = new Set<string>();
  const seen = new Map<string, { parent: Heading | undefined; number: number }>();
  for (const { marker, parent, part } of headings) {
    const key = `${part} ${marker.style}`;
    const before = seen.get(key);
    if (before !== undefined && before.parent !== parent && marker.number === before.number + 1)
      running.add(key);
    seen.set(key, { parent, number: marker.number });
  }
  for (const heading of headings)
    if (running.has(`${heading.part} ${heading.marker.style}`)) heading.runsThrough = true;
}

/** The heading's number in the outline: `4.2.1`, `#5` where numbers run through, `p1:2` in the second part. */
export function idOf(heading: Heading): string {
  const { marker, parent, part, runsThrough } = heading;
  const lead = part === 0 ? '' : `p${part}:`;
  if (runsThrough) return `${lead}#${marker.number}`;
  if (parent === undefined) return `${lead}${marker.number}`;
  return `${idOf(parent)}.${marker.number}`;
}
