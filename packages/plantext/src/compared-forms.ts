import type { Candidate } from './candidate.ts';
import type { Range } from './flow.ts';
import type { Quantity } from './quantities.ts';
import { BEHIND_SUBJECT, type Comparator, DECREASE } from './quantity-words.ts';

/** …达到100个: the subject stands before the word that compares. */
export function compared(
  norm: string,
  quantity: Quantity,
  whole: number,
  subject: Range,
  words: Range,
  comparator: Comparator,
  from: Quantity | undefined,
): Candidate {
  const base = shareBase(norm, subject);
  // 每年达到…: the frequency stands in the subject.
  const per = /每年|年均/.test(norm.slice(whole, words.end));
  const told = quantity.behind?.comparator;
  return {
    quantity,
    text: { start: whole, end: quantity.end },
    subject:
      from === undefined ? subject : { start: subject.start, end: subjectBeforeFrom(norm, subject, from) },
    comparator: told === '≈' || comparator === '=' ? (told ?? comparator) : comparator,
    comparatorWords: words,
    explicit: true,
    ...(base === undefined ? {} : { base }),
    ...(from === undefined ? {} : { from }),
    ...(per ? { per: '年' as const } : {}),
    form: 'compared',
    unsure: comparator === '=' && /^[为是]$/.test(norm.slice(words.start, words.end)),
  };
}

function subjectBeforeFrom(norm: string, subject: Range, from: Quantity): number {
  const at = Math.max(norm.lastIndexOf('由', from.start), norm.lastIndexOf('从', from.start));
  return at > subject.start && at <= subject.end ? at : subject.end;
}

/** 超过2万元，力争达到2.2万元: the subject is the one before. */
export function againOf(
  quantity: Quantity,
  start: number,
  comparator: Comparator,
  wordStart: number,
  earlier: Candidate | undefined,
): Candidate | undefined {
  if (earlier === undefined) return undefined;
  return {
    quantity,
    text: { start, end: quantity.end },
    subject: earlier.subject,
    comparator: quantity.behind?.comparator ?? comparator,
    comparatorWords: { start: wordStart, end: quantity.start },
    explicit: true,
    form: 'compared',
    unsure: true,
  };
}

/** 占…(比重): a share of something. */
function shareBase(norm: string, subject: Range): Range | undefined {
  const text = norm.slice(subject.start, subject.end);
  const share = /占(.+?)(?:的?(?:比重|比例|比率|份额))?$/.exec(text);
  if (share === null || share.index === 0) return undefined;
  const start = subject.start + share.index + 1;
  return { start, end: start + share[1]!.length };
}

/** …比2023年增长30%: change by the number, against a base where one is told. */
export function changed(
  norm: string,
  quantity: Quantity,
  start: number,
  wordAt: number,
  word: string,
  earlier: Candidate | undefined,
): Candidate | undefined {
  const words = { start: wordAt, end: wordAt + word.length };
  const before = norm.slice(start, wordAt);
  const against = /(?:比|较)([^比较]{1,16})$|(同比|环比|年均)$/.exec(before);
  const subjectEnd = start + (against?.index ?? before.length);
  const subject = {
    start,
    end: subjectEnd - (BEHIND_SUBJECT.exec(norm.slice(start, subjectEnd))?.[0].length ?? 0),
  };
  // …突破80亿元，比上年增长30%: the subject is the one before.
  const own = subject.end > subject.start;
  if (!own && earlier === undefined) return undefined;
  const baseStart = against === null ? 0 : subjectEnd + (against[1] === undefined ? 0 : 1);
  return {
    quantity,
    text: { start, end: quantity.end },
    subject: own ? subject : earlier!.subject,
    comparator: quantity.behind?.comparator ?? '>=',
    comparatorWords: words,
    explicit: quantity.behind !== undefined,
    change: DECREASE.test(word) ? 'decrease' : 'increase',
    ...(against === null ? {} : { base: { start: baseStart, end: start + before.length } }),
    ...(/年均|每年/.test(before) ? { per: '年' as const } : {}),
    form: 'compared',
    unsure: false,
  };
}
