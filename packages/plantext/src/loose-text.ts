import type { Stretch } from './deadlines.ts';
import type { Range } from './flow.ts';
import type { Heading } from './outline.ts';
import type { Paragraph } from './paragraphs.ts';
import { type Numbers, type Reading, readNumbers, timesOf } from './targets.ts';

/** What stands in no section: before the first heading, and between a remark and the next heading. */
export function looseRanges(
  paragraphs: readonly Paragraph[],
  headings: readonly Heading[],
  length: number,
): readonly Range[] {
  const starts = [0, ...paragraphs.filter(each => each.afterRemark).map(each => each.start)];
  const ranges: Range[] = [];
  for (const [index, start] of starts.entries()) {
    const limit = starts[index + 1] ?? length;
    const heading = headings.find(each => each.marker.start >= start)?.marker.start ?? length;
    const end = Math.min(limit, heading);
    if (end > start) ranges.push({ start, end });
  }
  return ranges;
}

/** `具体指标：到2022年，…` before the first heading: goals under a label instead of a number. */
const LABEL = /(?<=^|[。；])[一-龥]{2,12}：/g;

/** Reads the numbers and aims of text that stands in no section. */
export function readLoose(
  reading: Reading,
  paragraphs: readonly Range[],
  range: Range,
  numbers: Numbers,
): void {
  const { flow } = reading;
  for (const paragraph of paragraphs) {
    if (paragraph.start < range.start) continue;
    if (paragraph.start >= range.end) break;
    const limit = Math.min(paragraph.end, range.end);
    const text = flow.norm.slice(paragraph.start, limit);
    const labels = [...text.matchAll(LABEL)];
    const cuts = [0, ...labels.map(label => label.index), text.length];
    for (const [index, cut] of cuts.slice(0, -1).entries()) {
      const label = labels[index - 1]?.[0] ?? '';
      const body = { start: paragraph.start + cut + label.length, end: paragraph.start + cuts[index + 1]! };
      if (body.end <= body.start) continue;
      const stretch: Stretch = { section: undefined, body, parent: undefined };
      readNumbers(reading, stretch, body, undefined, /目标|指标/.test(label), numbers);
      numbers.others.push(...timesOf(reading, undefined, body));
    }
  }
}
