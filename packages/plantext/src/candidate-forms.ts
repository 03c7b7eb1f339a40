import type { Candidate } from './candidate.ts';
import { againOf, changed, compared } from './compared-forms.ts';
import type { Range } from './flow.ts';
import type { Quantity } from './quantities.ts';
import {
  ACTION_AT_START,
  BEFORE_SUBJECT,
  BEHIND_SUBJECT,
  CHANGE,
  comparatorAtEnd,
  VERB_AT_END,
  VERB_AT_START,
} from './quantity-words.ts';

const NAMED = /(?:计划|工程|行动|活动)$/;

/** Reads a quantity by what stands before it: a comparator, a change, an action, or nothing of the kind. */
export function formOf(
  norm: string,
  range: Range,
  quantity: Quantity,
  from: Quantity | undefined,
  earlier: Candidate | undefined,
): Candidate | undefined {
  const { start } = range;
  const before = norm.slice(start, quantity.start);
  const lead = BEFORE_SUBJECT.exec(before)?.[0].length ?? 0;
  const word = comparatorAtEnd(before);
  if (word !== undefined) {
    const wordStart = quantity.start - word.words.length;
    const verb = VERB_AT_END.exec(before.slice(0, -word.words.length));
    // 培育超过100个企业: the subject stands behind.
    if (verb !== null && quantity.end < range.end) {
      return acted(norm, range, quantity, start + verb.index, { start: wordStart, end: quantity.start });
    }
    const subjectEnd =
      wordStart - (BEHIND_SUBJECT.exec(norm.slice(start + lead, wordStart))?.[0].length ?? 0);
    const action = ACTION_AT_START.exec(norm.slice(start + lead, subjectEnd))?.[0].length ?? 0;
    const subject = {
      start: start + lead + (subjectEnd - start - lead - action >= 2 ? action : 0),
      end: subjectEnd,
    };
    if (subject.end <= subject.start) return againOf(quantity, start, word.comparator, wordStart, earlier);
    return compared(
      norm,
      quantity,
      start + lead,
      subject,
      { start: wordStart, end: quantity.start },
      word.comparator,
      from,
    );
  }
  const change = CHANGE.exec(before.replace(/(?:了|约)$/, ''));
  if (change !== null)
    return changed(norm, quantity, start + lead, start + change.index, change[1]!, earlier);
  const verb = VERB_AT_END.exec(before);
  if (verb !== null && quantity.end < range.end)
    return acted(norm, range, quantity, start + verb.index, undefined);
  const named = namedProgramme(norm, range, quantity, before);
  if (named !== undefined) return named;
  return bare(norm, range, quantity, start + lead, before.slice(lead));
}

/** 培育100个…: the action stands before the number, the subject behind it. */
export function acted(
  norm: string,
  range: Range,
  quantity: Quantity,
  verbAt: number,
  words: Range | undefined,
): Candidate | undefined {
  const subject = { start: behindDe(norm, quantity.end), end: range.end };
  if (subject.end <= subject.start) return undefined;
  const compared = words === undefined ? undefined : comparatorAtEnd(norm.slice(words.start, words.end));
  const told = quantity.behind?.comparator ?? compared?.comparator;
  return {
    quantity,
    text: { start: verbAt, end: range.end },
    subject,
    comparator: told ?? (quantity.counts ? '=' : '>='),
    comparatorWords: words ?? { start: verbAt, end: quantity.start },
    explicit: told !== undefined,
    ...(/每年|年均/.test(norm.slice(verbAt, quantity.start)) ? { per: '年' as const } : {}),
    form: 'acted',
    unsure: false,
  };
}

/** Passes over a 的. */
export function behindDe(norm: string, at: number): number {
  return norm[at] === '的' ? at + 1 : at;
}

/** 实施三年百万农民学艺计划: the number is part of what is carried out. */
function namedProgramme(
  norm: string,
  range: Range,
  quantity: Quantity,
  before: string,
): Candidate | undefined {
  const name = NAMED.exec(norm.slice(quantity.end, range.end));
  const opening = /(?:实施|启动|开展|组织|推进)(?:新一轮)?((?:[一二三四五六七八九十]|\d{1,2})年)?$/.exec(
    before,
  );
  if (name === null || opening === null) return undefined;
  const verbAt = range.start + opening.index;
  const lasting = opening[1]?.length ?? 0;
  return {
    quantity,
    text: { start: quantity.start - lasting, end: range.end },
    subject: { start: quantity.end, end: quantity.end + name.index },
    comparator: '>=',
    comparatorWords: { start: verbAt, end: verbAt + 2 },
    explicit: false,
    form: 'named',
    unsure: false,
  };
}

/** Neither comparator nor action before the number: `新增就业10万人`, `覆盖率90%以上`, `占总数一半以上`. */
function bare(
  norm: string,
  range: Range,
  quantity: Quantity,
  start: number,
  before: string,
): Candidate | undefined {
  const verb = VERB_AT_START.exec(before);
  const skip = verb !== null && verb[0].length < before.length ? verb[0].length : 0;
  const subject = { start: start + skip, end: start + before.length };
  const tail = norm.slice(quantity.end, range.end);
  if (quantity.counts) return listed(norm, range, quantity, subject);
  if (subject.end - subject.start < 2 || tail.length > 0) return undefined;
  const share = /占([^占]+)$/.exec(norm.slice(subject.start, subject.end));
  const held =
    share === null
      ? subject.end
      : subject.start +
        share.index -
        (BEHIND_SUBJECT.exec(norm.slice(subject.start, subject.start + share.index))?.[0].length ?? 0);
  return {
    quantity,
    text: { start, end: quantity.end },
    subject: { start: subject.start, end: held },
    comparator: quantity.behind?.comparator ?? '>=',
    comparatorWords:
      quantity.behind === undefined
        ? { start, end: start + skip }
        : { start: quantity.end - 2, end: quantity.end },
    explicit: quantity.behind !== undefined,
    ...(share === null ? {} : { base: { start: subject.start + share.index + 1, end: subject.end } }),
    ...(/每年|年均/.test(before) ? { per: '年' as const } : {}),
    form: skip > 0 ? 'acted' : quantity.behind === undefined ? 'bare' : 'compared',
    unsure: skip === 0 && share === null,
  };
}

/** `甲、乙、丙三大…`: the number counts what is listed before it. */
function listed(norm: string, range: Range, quantity: Quantity, list: Range): Candidate | undefined {
  if (!norm.slice(list.start, list.end).includes('、') || range.end <= quantity.end) return undefined;
  return {
    quantity,
    text: { start: list.start, end: range.end },
    subject: { start: quantity.end, end: range.end },
    comparator: '=',
    comparatorWords: { start: quantity.start, end: quantity.start },
    explicit: false,
    form: 'acted',
    unsure: false,
  };
}
