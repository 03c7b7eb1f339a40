import { aimOf } from './aims.ts';
import type { Candidate } from './candidate.ts';
import { candidatesOf } from './candidates.ts';
import { type Clause, clausesOf } from './clauses.ts';
import type { DateMention } from './dates.ts';
import type { Deadlines, Stretch } from './deadlines.ts';
import type { Flow, Range } from './flow.ts';
import type { Deadline, OtherNumber, QualitativeTarget, QuantityTarget, SetAside } from './plan.ts';
import { firstBehind, type Quantity } from './quantities.ts';
import { POLICY, TIME_UNIT } from './quantity-words.ts';
import { Shelter, type Shelters } from './shelter.ts';

/** What the text tells in numbers and aims. */
export interface Numbers {
  readonly targets: QuantityTarget[];
  readonly qualitative: QualitativeTarget[];
  readonly taskQuantities: QuantityTarget[];
  readonly others: OtherNumber[];
}

/** All that reading one stretch needs. */
export interface Reading {
  readonly flow: Flow;
  readonly shelters: Shelters;
  readonly dates: readonly DateMention[];
  readonly quantities: readonly Quantity[];
  readonly deadlines: Deadlines;
}

/** Reads the numbers and aims of one stretch; `goals`: its quantities are targets of the plan. */
export function readNumbers(
  reading: Reading,
  stretch: Stretch,
  range: Range,
  scope: string | undefined,
  goals: boolean,
  into: Numbers,
): void {
  const { flow, shelters, dates } = reading;
  const { norm } = flow;
  const { quantities } = reading;
  let next = firstBehind(quantities, range.start);
  let earlier: { readonly candidate: Candidate; readonly sentence: number } | undefined;
  for (const clause of clausesOf(norm, shelters, range)) {
    const own: Quantity[] = [];
    while (next < quantities.length && quantities[next]!.start < clause.start) next++;
    while (next < quantities.length && quantities[next]!.start < clause.end) own.push(quantities[next++]!);
    const dated = datesWithin(dates, clause);
    const open = own.filter(each => each.shelter === 0 && each.upTo === undefined);
    const before = earlier?.sentence === clause.sentence.start ? earlier.candidate : undefined;
    const read = open.length === 0 ? [] : candidatesOf(norm, clause, open, dated, before);
    const taken = new Set<Quantity>();
    for (const candidate of read) {
      // What is done every year is not due with what stands before it.
      const near = candidate.per === undefined || goals ? clause.sentence : clause;
      const said = reading.deadlines.inSentence(near, candidate.text);
      if (!holds(norm, clause, candidate, goals, said)) continue;
      taken.add(candidate.quantity);
      earlier = { candidate, sentence: clause.sentence.start };
      if (candidate.from !== undefined) taken.add(candidate.from);
      const due = said ?? (goals ? reading.deadlines.inherited(stretch, candidate.text.start) : undefined);
      const target = targetOf(flow, candidate, stretch.section, scope, due);
      if (goals || said !== undefined) into.targets.push(target);
      else into.taskQuantities.push(target);
    }
    for (const quantity of own)
      if (!taken.has(quantity) && worthTelling(flow, quantity))
        into.others.push(otherOf(flow, shelters, clause, quantity, stretch.section));
    if (goals && taken.size === 0) addAim(reading, stretch, clause, dated, into);
  }
}

function addAim(
  { flow, deadlines }: Reading,
  stretch: Stretch,
  clause: Clause,
  dated: readonly DateMention[],
  into: Numbers,
): void {
  const date = dated.find(each => each.start <= clause.start + 3);
  const aim = aimOf(flow.norm, clause, date === undefined ? clause.start : date.end);
  if (aim === undefined) return;
  const deadline = deadlines.inSentence(clause.sentence, aim) ?? deadlines.inherited(stretch, aim.start);
  into.qualitative.push({
    section: stretch.section,
    quote: flow.quote(aim),
    deadline,
    baseMissing: aim.baseMissing,
    unsure: aim.unsure,
  });
}

/** Whether a candidate says what is to be reached: among goals any does, elsewhere not rates, limits and conditions. */
function holds(
  norm: string,
  clause: Clause,
  { quantity, form, change, comparator }: Candidate,
  goals: boolean,
  said: Deadline | undefined,
): boolean {
  const text = norm.slice(clause.start, Math.min(clause.end, clause.start + 400));
  if (TIME_UNIT.test(quantity.unit)) {
    const shortened = comparator === '<=' && form === 'compared' && change === undefined;
    if (!shortened && !(goals && form === 'compared' && comparator !== '=')) return false;
  }
  if (/每(?:隔)?[一二三四五\d]+(?:年|个月|月|周|天)/.test(text)) return false;
  if (goals) return quantity.unit !== '' || form !== 'bare';
  if (quantity.unit === '') return false;
  if (form === 'bare' || POLICY.test(norm.slice(Math.max(clause.start, quantity.start - 60), quantity.end)))
    return false;
  if (norm[clause.end - 1] === '的') return false;
  return form === 'acted' || form === 'named' || (said !== undefined && comparator !== '=');
}

function targetOf(
  flow: Flow,
  candidate: Candidate,
  section: string | undefined,
  scope: string | undefined,
  deadline: Deadline | undefined,
): QuantityTarget {
  const { quantity, change, base, per, share, from } = candidate;
  const words = candidate.comparatorWords;
  return {
    section,
    quote: flow.quote(candidate.text),
    subject: flow.quote(candidate.subject),
    scope,
    comparator: candidate.comparator,
    comparatorText: words.end > words.start ? flow.quote(words).text : '',
    comparatorExplicit: candidate.explicit,
    number: quantity.value,
    numberText: flow.quote(quantity.number).text,
    unit: quantity.unit,
    change,
    base: base === undefined ? undefined : flow.quote(base),
    from: from?.value,
    per,
    share,
    deadline,
    unsure: candidate.unsure || quantity.unit === '' || deadline?.unsure === true,
  };
}

function otherOf(
  flow: Flow,
  { flags }: Shelters,
  clause: Clause,
  quantity: Quantity,
  section: string | undefined,
): OtherNumber {
  const kind = reasonOf(flow.norm, flags, clause, quantity);
  const start = Math.max(clause.start, quantity.start - 40);
  return {
    section,
    quote: flow.quote({ start, end: Math.min(Math.max(quantity.end, start), clause.end) }),
    kind,
    number: quantity.value,
    unit: quantity.unit,
    comparator: quantity.behind?.comparator ?? comparatorBefore(flow.norm.slice(start, quantity.start)),
    begins: undefined,
    ends: undefined,
    relativeDays: undefined,
  };
}

/** 两个关口, 三级体系: small numbers in words count nothing that anybody would take for a target. */
function worthTelling(flow: Flow, { value, number, shelter, unit }: Quantity): boolean {
  return shelter !== 0 || (unit !== '' && (value >= 10 || /\d/.test(flow.norm[number.start]!)));
}

function comparatorBefore(text: string): OtherNumber['comparator'] {
  if (/(?:不超过|不高于|至多|最多|以内)$/.test(text)) return '<=';
  if (/(?:不少于|不低于|至少|达到)$/.test(text)) return '>=';
  return /超过$/.test(text) ? '>' : undefined;
}

function reasonOf(norm: string, flags: Uint8Array, clause: Clause, quantity: Quantity): SetAside {
  const flag = flags[quantity.start]!;
  if (flag & Shelter.title) return 'title';
  if (flag & Shelter.numberBracket) return 'documentNumber';
  if (flag & Shelter.quotation) return 'name';
  if (quantity.upTo !== undefined) return 'range';
  return /每(?:隔)?[一二三四五\d]*$/.test(
    norm.slice(Math.max(clause.start, quantity.start - 8), quantity.start),
  )
    ? 'frequency'
    : 'parameter';
}

/** Windows and milestones of a range, which are no targets either. */
export function timesOf({ flow, dates }: Reading, section: string | undefined, range: Range): OtherNumber[] {
  const found: OtherNumber[] = [];
  for (const date of datesWithin(dates, range)) {
    const window = date.kind === 'window';
    if (!window && date.relativeDays === undefined) continue;
    found.push({
      section,
      quote: flow.quote(date),
      kind: window ? 'window' : 'milestone',
      number: date.relativeDays,
      unit: '',
      comparator: undefined,
      begins: date.begins,
      ends: window ? date.date : undefined,
      relativeDays: date.relativeDays,
    });
  }
  return found;
}

function datesWithin(dates: readonly DateMention[], { start, end }: Range): readonly DateMention[] {
  const found: DateMention[] = [];
  for (let index = firstBehind(dates, start); index < dates.length && dates[index]!.start < end; index++)
    found.push(dates[index]!);
  return found;
}
