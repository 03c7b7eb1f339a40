import type { Candidate } from './candidate.ts';
import { acted, behindDe, formOf } from './candidate-forms.ts';
import type { Clause } from './clauses.ts';
import type { DateMention } from './dates.ts';
import type { Range } from './flow.ts';
import type { Quantity } from './quantities.ts';
import { comparatorAtEnd, TIME_UNIT, VERB_AT_END } from './quantity-words.ts';

const JOIN = /(?:和|及|以及|、|与|并)$/;
const JOIN_ALONE = /^(?:和|及|以及|、|与)$/;
const JOIN_AT_START = /^(?:和|及|以及|、|与|且|并)/;

/** Reads the quantities of one clause, in order. */
export function candidatesOf(
  norm: string,
  clause: Clause,
  all: readonly Quantity[],
  dates: readonly DateMention[],
  earlier: Candidate | undefined,
): readonly Candidate[] {
  const quantities = all.filter((quantity, index) => !describes(norm, quantity, all[index + 1]));
  const found: Candidate[] = [];
  let from: Quantity | undefined;
  for (const [index, quantity] of quantities.entries()) {
    const end = endOf(norm, clause, quantities, index);
    const before = found.at(-1);
    const previous = quantities[index - 1];
    // A date at the beginning is the deadline, not the subject.
    const start =
      previous === undefined || before === undefined
        ? behindDates(norm, clause, dates, quantity.start)
        : previous.end;
    if (
      /(?:由|从)(?:[^由从]{0,12})$/.test(
        norm.slice(Math.max(clause.start, quantity.start - 16), quantity.start),
      ) &&
      index + 1 < quantities.length
    ) {
      from = quantity;
      continue;
    }
    const read =
      before === undefined
        ? formOf(norm, { start, end }, quantity, from, earlier)
        : further(norm, { start, end }, quantity, before);
    if (read !== undefined) found.push(read);
    if (read !== undefined) from = undefined;
  }
  return sharing(found);
}

/** Numbers in order (分别) stand in one phrase: it is the text of each. */
function sharing(found: Candidate[]): readonly Candidate[] {
  let end: number | undefined;
  for (let index = found.length - 1; index >= 0; index--) {
    const candidate = found[index]!;
    if (candidate.share === undefined && end === undefined) continue;
    end ??= candidate.text.end;
    found[index] = { ...candidate, text: { start: candidate.text.start, end }, share: candidate.share ?? 1 };
    if (candidate.share === undefined) end = undefined;
  }
  return found;
}

/** Where the words of a quantity end: at the clause's end, or before what joins the next quantity. */
function endOf(norm: string, clause: Clause, quantities: readonly Quantity[], index: number): number {
  const next = quantities[index + 1];
  if (next === undefined) return clause.end;
  const between = norm.slice(quantities[index]!.end, next.start);
  // 龙头企业15家、品牌3个: nothing stands between the number and what joins the next.
  if (JOIN_AT_START.test(between)) return quantities[index]!.end;
  const verb = VERB_AT_END.exec(between);
  const joint = JOIN.exec(verb === null ? between : between.slice(0, verb.index));
  if (joint !== null) return quantities[index]!.end + joint.index;
  return verb === null ? next.start : quantities[index]!.end + verb.index;
}

function behindDates(norm: string, clause: Clause, dates: readonly DateMention[], limit: number): number {
  let start = clause.start;
  for (const date of dates)
    if (date.kind !== 'base' && date.start <= start + 3 && date.start >= clause.start && date.end <= limit)
      start = Math.max(start, date.end);
  while (/[，的]/.test(norm[start] ?? '') && start < limit) start++;
  return start;
}

/** 百亿元产业集群2个, 超10亿元的企业5家: the first number describes what the second one counts. */
function describes(norm: string, { end, unit, shelter }: Quantity, next: Quantity | undefined): boolean {
  if (next === undefined || shelter !== 0) return false;
  const between = norm.slice(end, next.start);
  if (/[、和及与，]/.test(between) || between.length < 2) return false;
  if (between.startsWith('的')) return true;
  // 由1.8万元提高到2.6万元 are two values of one thing.
  return unit === '元' && comparatorAtEnd(between) === undefined;
}

/** A second or third quantity of a clause shares what the first one has. */
function further(norm: string, range: Range, quantity: Quantity, before: Candidate): Candidate | undefined {
  const between = norm.slice(range.start, quantity.start);
  if (before.form === 'compared' && JOIN_ALONE.test(between)) {
    // 分别达到5吨和9吨: one subject, its parts in order.
    return {
      ...before,
      quantity,
      text: { start: before.text.start, end: quantity.end },
      share: (before.share ?? 1) + 1,
      unsure: !/分别/.test(norm.slice(before.subject.start, before.quantity.start)),
    };
  }
  if (before.form === 'acted' && (before.text.end < range.start || JOIN.test(between))) {
    const verb = VERB_AT_END.exec(between);
    if (verb !== null) return acted(norm, range, quantity, range.start + verb.index, undefined);
    if (!JOIN.test(between)) return undefined;
    const subject = { start: behindDe(norm, quantity.end), end: range.end };
    if (subject.end <= subject.start || TIME_UNIT.test(quantity.unit)) return undefined;
    return {
      ...before,
      quantity,
      text: { start: quantity.start, end: range.end },
      subject,
      comparator: quantity.behind?.comparator ?? (before.explicit ? before.comparator : '>='),
      unsure: before.unsure,
    };
  }
  const verb = VERB_AT_END.exec(between);
  if (verb !== null) return acted(norm, range, quantity, range.start + verb.index, undefined);
  const joint = JOIN_AT_START.exec(between);
  if (joint === null) return undefined;
  const read = formOf(
    norm,
    { start: range.start + joint[0].length, end: range.end },
    quantity,
    undefined,
    before,
  );
  if (read?.form !== 'bare' || before.form !== 'acted') return read;
  // The action before the first number holds for the next.
  return { ...read, form: 'acted', comparatorWords: before.comparatorWords, unsure: false };
}
