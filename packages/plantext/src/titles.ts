import type { Flow, Range } from './flow.ts';
import { type Marker, markerAt, rankOf } from './markers.ts';
import { Shelter, type Shelters } from './shelter.ts';

/** A heading's words. */
export interface Title extends Range {
  /** Where what follows the title begins. */
  readonly behind: number;
  /** Where it ends is a guess. */
  readonly unsure: boolean;
}

/** A title of a plan is hardly longer; what is longer is an item whose first sentence is its text. */
const LONGEST = 45;

/** Headings that plans share; where a title runs into its text they tell where it ends. */
const USUAL =
  /^(?:(?:总体|工作|建设|发展|主要|基本|重点|重大|具体|指导|保障|组织|进度|时间|实施)(?:要求|思路|目标|任务|思想|原则|工程|工作|举措|措施|项目|行动|指标|保障|实施|领导|安排|步骤)(?:(?:与|和)(?:总体|工作|主要|发展|重点)?(?:目标|任务|原则|措施|要求))?|目标任务|监督检查|附则)/;

/** Reads the title that stands behind a marker, up to `end` of its paragraph. */
export function titleAt(
  flow: Flow,
  marker: Marker,
  end: number,
  { flags }: Shelters,
  isHeading: (marker: Marker) => boolean,
): Title {
  const { norm } = flow;
  const start = marker.end;
  // 第三条 …: an article has no title, what follows is its text.
  if (marker.style === 'article') return title(start, start, start, false);
  for (let at = start; at < end; at++) {
    if (at - start > LONGEST * 1.5) return runOn(norm, marker, at);
    const char = norm[at]!;
    // A bracket opens a shelter and, where line breaks are lost, the next heading.
    if (at > start && (flags[at] === 0 || char === '（') && at - start <= LONGEST) {
      const next = markerAt(flow, at);
      if (next !== undefined && next.end < end && isHeading(next) && !enumerates(norm, at, start))
        return title(start, at, at, false);
    }
    if (flags[at]! & (Shelter.bracket | Shelter.quotation | Shelter.title)) continue;
    if (
      char === '。' ||
      char === '！' ||
      char === '？' ||
      (char === '；' && rankOf(marker.style) >= rankOf('arabicHalf'))
    ) {
      if (at - start <= LONGEST && !isStatement(norm.slice(start, at)))
        return title(start, at, at + 1, false);
      return runOn(norm, marker, at);
    }
    if (char === '：' && at - start <= LONGEST && at + 1 < end) return title(start, at, at + 1, false);
  }
  const last = /[：；，]$/.test(norm.slice(start, end)) ? end - 1 : end;
  return title(start, last, end, false);
}

/** 到2025年，培育100个…: a sentence with a deadline or a number is an item's text, not its title. */
function isStatement(text: string): boolean {
  return text.includes('，') && /\d{4}年|\d(?:个|家|%|亿|万|项|亩|人|元)/.test(text);
}

/** A title that runs into its text: the usual words where they stand, else none at all. */
function runOn(norm: string, marker: Marker, end: number): Title {
  const start = marker.end;
  const usual = USUAL.exec(norm.slice(start, end));
  const stop = start + (usual === null ? 0 : usual[0].length);
  // Items have no title; headings have one, so that where it ends was not found.
  return title(start, stop, stop, usual !== null || rankOf(marker.style) <= rankOf('hanBracket'));
}

/** `一、二、三产业`: numbers inside the words. */
function enumerates(norm: string, at: number, start: number): boolean {
  return at === start || /[、，第至到—]/.test(norm[at - 1]!);
}

function title(start: number, end: number, behind: number, unsure: boolean): Title {
  return { start, end, behind, unsure };
}
