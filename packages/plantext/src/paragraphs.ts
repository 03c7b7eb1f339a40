import type { Flow, FlowLine, Range } from './flow.ts';
import { markerAt } from './markers.ts';

/** Lines that belong together, and where numbering starts anew. */
export interface Paragraph extends Range {
  readonly afterRemark: boolean;
}

/** Ends of sentences and whatever else closes a line for good. */
const CLOSED = /[。！？：；）〕”》]/;

/**
 * The width at which lines were broken by a machine rather than by their writer; undefined where lines are paragraphs.
 */
export function wrapWidthOf(flow: Flow): number | undefined {
  const lengths = flow.lines.map(line => line.end - line.start);
  if (lengths.length < 4) return undefined;
  const sorted = lengths.toSorted((a, b) => a - b);
  // A few long lines (tables, addresses) must not hide the width of all others.
  const width = sorted[Math.floor((sorted.length - 1) * 0.98)]!;
  if (width > 200 || width < 12) return undefined;
  const full = lengths.filter(length => length >= width * 0.85).length;
  const open = flow.lines.filter(line => !CLOSED.test(flow.norm[line.end - 1]!)).length;
  return full >= lengths.length * 0.4 && open >= lengths.length * 0.3 ? width : undefined;
}

/** The longest line's length, where so many lines are exactly as long that a machine must have broken them. */
export function exactWidthOf(flow: Flow): number | undefined {
  let longest = 0;
  let count = 0;
  for (const { start, end } of flow.lines) {
    if (end - start > longest) {
      longest = end - start;
      count = 1;
    } else if (end - start === longest) count++;
  }
  return count >= 3 && longest >= 15 ? longest : undefined;
}

/** Joins lines that a machine broke. A heading, an indent, a blank line and a full stop end a paragraph. */
export function paragraphsOf(flow: Flow, width: number | undefined): readonly Paragraph[] {
  const paragraphs: { start: number; end: number; afterRemark: boolean }[] = [];
  let before: FlowLine | undefined;
  for (const line of flow.lines) {
    const last = paragraphs.at(-1);
    if (last !== undefined && before !== undefined && continues(flow, before, line, width)) {
      last.end = line.end;
    } else paragraphs.push({ start: line.start, end: line.end, afterRemark: line.afterRemark });
    before = line;
  }
  return paragraphs;
}

function continues(flow: Flow, before: FlowLine, line: FlowLine, width: number | undefined): boolean {
  if (width === undefined || line.apart || line.indented) return false;
  const full = before.end - before.start >= width * 0.85 - 1;
  if (!full) return false;
  // Whether a marker is a heading here, the numbering tells; see outline.
  return markerAt(flow, line.start) === undefined || !CLOSED.test(flow.norm[before.end - 1]!);
}
