import { FOLD } from './fold.ts';

/** A piece of the text, verbatim, and where it stands. Lines and columns from 1, columns in UTF-16 units. */
export interface Quote {
  /** As written; a line break inside it (and the indent after it) is left out. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Offsets in the text that was read: `source.slice(start, end)` is the piece with its line breaks. */
  readonly start: number;
  readonly end: number;
}

/** A range of the flow, end excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One physical line that holds something. */
export interface FlowLine extends Range {
  /** From 1. */
  readonly line: number;
  readonly indented: boolean;
  /** A blank line, a remark or the beginning stands before it. */
  readonly apart: boolean;
  /** A remark line stands before it: numbering starts anew. */
  readonly afterRemark: boolean;
}

/**
 * The text as the rules read it: white space gone, full and half width made one, so that a number broken over two
 * lines is a number. Every character knows where it came from.
 */
export class Flow {
  readonly source: string;
  /** Folded text without white space. */
  readonly norm: string;
  readonly lines: readonly FlowLine[];
  readonly #origin: Int32Array;
  readonly #lineStarts: readonly number[];

  constructor(source: string) {
    this.source = source;
    const units = new Uint16Array(source.length);
    this.#origin = new Int32Array(source.length + 1);
    const lineStarts: number[] = [];
    const lines: FlowLine[] = [];
    let size = 0;
    let apart = true;
    let afterRemark = false;
    let straightOpen = false;
    for (let begin = 0; begin <= source.length; ) {
      const found = source.indexOf('\n', begin);
      const end = found < 0 ? source.length : found;
      lineStarts.push(begin);
      const start = size;
      const indented = isIndent(source.charCodeAt(begin));
      // What one paragraph left open is not closed in the next.
      if (indented || apart) straightOpen = false;
      if (isRemark(source, begin)) {
        apart = afterRemark = true;
      } else {
        for (let at = begin; at < end; at++) {
          let code = FOLD[source.charCodeAt(at)]!;
          if (code === 0) continue;
          if (code === 0x22) {
            // A straight quotation mark opens and closes by turns.
            straightOpen = !straightOpen;
            code = straightOpen ? 0x201c : 0x201d;
          } else if (code === 0xff0c && isGrouping(source, at)) code = 0x2c;
          this.#origin[size] = at;
          units[size++] = code;
        }
        if (size > start) {
          lines.push({ start, end: size, line: lineStarts.length, indented, apart, afterRemark });
          apart = afterRemark = false;
        } else apart = true;
      }
      if (found < 0) break;
      begin = end + 1;
    }
    this.#origin[size] = source.length;
    this.norm = new TextDecoder('utf-16le').decode(units.subarray(0, size));
    this.lines = lines;
    this.#lineStarts = lineStarts;
  }

  /** The physical line of a flow position, from 1. */
  lineAt(position: number): number {
    return this.#lineOfOffset(this.#origin[Math.min(position, this.norm.length)]!);
  }

  /** The line that a flow position stands in, as an index into `lines`. */
  indexOfLine(position: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lines[middle]!.start <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Physical lines that hold something of the range. */
  linesOf({ start, end }: Range): number[] {
    const found: number[] = [];
    if (end <= start) return found;
    for (let index = this.indexOfLine(start); index < this.lines.length; index++) {
      const line = this.lines[index]!;
      if (line.start >= end) break;
      found.push(line.line);
    }
    return found;
  }

  /** What stands there, verbatim. */
  quote({ start, end }: Range): Quote {
    const from = this.#origin[start]!;
    const to = end > start ? this.#origin[end - 1]! + 1 : from;
    const line = this.#lineOfOffset(from);
    const slice = this.source.slice(from, to);
    return {
      text: slice.includes('\n') ? slice.replace(/\s*\n\s*/g, '') : slice,
      line,
      column: from - this.#lineStarts[line - 1]! + 1,
      start: from,
      end: to,
    };
  }

  /** The first flow position at or behind an offset of the source. */
  positionOf(offset: number): number {
    let low = 0;
    let high = this.norm.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#origin[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** White space stands between this position and the one before it. */
  gapBefore(position: number): boolean {
    return position > 0 && this.#origin[position]! - this.#origin[position - 1]! > 1;
  }

  #lineOfOffset(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

/** `# …`: a note of whoever keeps the file, not a word of the plan. */
function isRemark(source: string, begin: number): boolean {
  if (source.charCodeAt(begin) !== 0x23) return false;
  let at = begin;
  while (source.charCodeAt(at) === 0x23) at++;
  return source.charCodeAt(at) === 0x20;
}

function isIndent(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x3000 || code === 0xa0;
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19);
}

/** A comma that groups thousands: a digit before it, exactly three behind. */
function isGrouping(source: string, at: number): boolean {
  if (source.charCodeAt(at) !== 0x2c || !isDigit(source.charCodeAt(at - 1))) return false;
  for (let step = 1; step <= 3; step++) if (!isDigit(source.charCodeAt(at + step))) return false;
  return !isDigit(source.charCodeAt(at + 4));
}
