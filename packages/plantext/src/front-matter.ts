import type { Flow, Range } from './flow.ts';
import type { Paragraph } from './paragraphs.ts';

/** What stands around the text proper: title, number, date, how the plan calls itself. */
export interface FrontMatter {
  readonly title: Range | undefined;
  readonly documentNumber: Range | undefined;
  readonly kindWords: Range | undefined;
  readonly issued: { readonly date: string; readonly range: Range } | undefined;
  /** Signatures: the office and the date, which belong to no section. */
  readonly signatures: readonly Range[];
}

const DATE = /(\d{4})年(\d{1,2})月(\d{1,2})日/;
const KIND =
  /(?:本|此)(?:实施|行动|工作|指导|若干|总体|专项)*(?:方案|意见|规划|计划|办法|通知|要点|纲要|决定|措施)/;
const TITLE_END =
  /(?:方案|意见|规划|计划|办法|通知|要点|纲要|决定|措施|报告|分工|清单|汇编|条例|规定|批复)(?:（[^（）]*）)?$/;

/** Reads what stands before the first heading and at the end. */
export function frontMatterOf(
  flow: Flow,
  paragraphs: readonly Paragraph[],
  numbers: readonly Range[],
  firstHeading: number,
): FrontMatter {
  const { norm } = flow;
  const number = numbers.find(each => each.end <= firstHeading && standsFree(flow, each));
  const kind = KIND.exec(norm.slice(0, Math.min(firstHeading, norm.length)));
  const signatures = signaturesOf(norm, paragraphs);
  const signed = signatures[0];
  return {
    title: titleOf(flow, number, firstHeading),
    documentNumber: number,
    kindWords: kind === null ? undefined : { start: kind.index, end: kind.index + kind[0].length },
    issued: signed === undefined ? undefined : { date: signed.date, range: signed.dateRange },
    signatures,
  };
}

/** The document's own number stands on a line of its own or right behind the title, not in brackets. */
function standsFree(flow: Flow, number: Range): boolean {
  return flow.norm[number.start - 1] !== '（' && flow.norm[number.end] !== '）' && number.start < 200;
}

function titleOf(flow: Flow, number: Range | undefined, firstHeading: number): Range | undefined {
  const { norm } = flow;
  if (number !== undefined && number.start > 0 && number.start <= 120) {
    const start = Math.max(norm.lastIndexOf('。', number.start) + 1, 0);
    if (number.start > start) return { start, end: number.start };
  }
  // Without a number: the first lines that end like a title and are no sentence.
  let end = 0;
  for (const line of flow.lines.slice(0, 4)) {
    if (line.start >= firstHeading || line.end - line.start > 60) break;
    if (/[。；：，]/.test(norm.slice(line.start, line.end))) break;
    end = line.end;
    if (TITLE_END.test(norm.slice(0, end))) return { start: 0, end };
  }
  return undefined;
}

interface Signature extends Range {
  readonly date: string;
  readonly dateRange: Range;
}

/** A date alone in its paragraph or at the very end, with the office before it. */
function signaturesOf(norm: string, paragraphs: readonly Paragraph[]): readonly Signature[] {
  const found: Signature[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    const length = paragraph.end - paragraph.start;
    const last = index === paragraphs.length - 1;
    if (length > 40 && !last) continue;
    const tail = norm.slice(Math.max(paragraph.start, paragraph.end - 60), paragraph.end);
    const signed =
      /(?:^|[。）])((?:[一-龥]|（[一-龥]{1,12}）){0,30})(\d{4}年\d{1,2}月\d{1,2}日)(?:（[^（）]{2,20}）)?$/.exec(
        tail,
      );
    if (signed === null) continue;
    const date = DATE.exec(signed[2]!)!;
    const start = paragraph.end - tail.length + signed.index + (/^[。）]/.test(signed[0]) ? 1 : 0);
    const dateStart = paragraph.end - tail.length + signed.index + signed[0].indexOf(signed[2]!);
    const before = paragraphs[index - 1];
    const office =
      before !== undefined && start === paragraph.start && isOffice(norm.slice(before.start, before.end));
    found.push({
      start: office ? before.start : start,
      end: paragraph.end,
      date: `${date[1]}-${date[2]!.padStart(2, '0')}-${date[3]!.padStart(2, '0')}`,
      dateRange: { start: dateStart, end: dateStart + signed[2]!.length },
    });
  }
  return found;
}

function isOffice(text: string): boolean {
  return text.length <= 30 && !/[。，；：]/.test(text);
}
