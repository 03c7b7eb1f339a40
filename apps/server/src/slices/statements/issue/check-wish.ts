import { STATEMENT_CONTENT } from '@pinxin/contract/statements/content';
import { isLocalDate, type LocalDate } from '@pinxin/rules/local-date';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { describeFindings } from '../../../http/validation.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { checkPublication } from './publication.ts';
import type { StatementWish } from './statement-wish.ts';

/** What is wrong with a wish as far as it can be seen without the register; all of it. */
export function checkWish(wish: StatementWish, today: LocalDate): readonly StatementProblem[] {
  const found = checkContent(wish);
  if (found.length > 0) return found;
  return [...checkDates(wish, today), ...checkNumber(wish), ...checkPublication(wish, today)];
}

const VALIDATORS = new Map<string, Validator>();

function checkContent({ kind, content }: StatementWish): readonly StatementProblem[] {
  let validator = VALIDATORS.get(kind);
  if (validator === undefined) {
    validator = Compile(STATEMENT_CONTENT[kind] as TSchema) as unknown as Validator;
    VALIDATORS.set(kind, validator);
  }
  if (validator.Check(content)) return [];
  return describeFindings(validator.Errors(content), 'body').map(({ at, message }) => {
    const more = typeof message === 'string' ? { 'zh-CN': message, en: message } : message;
    return statementProblem(`/content${at}`, 'contentWrong', more);
  });
}

/** Days of the content that must lie in this order, and those that must have come already. */
const ORDER: readonly (readonly [string, string])[] = [
  ['sampledOn', 'receivedOn'],
  ['receivedOn', 'testedFrom'],
  ['testedFrom', 'testedTo'],
];
const PAST = ['sampledOn', 'receivedOn', 'testedFrom', 'testedTo', 'decidedOn'];

function checkDates(wish: StatementWish, today: LocalDate): readonly StatementProblem[] {
  const content = wish.content as Readonly<Record<string, unknown>>;
  const days: (readonly [at: string, day: string])[] = Object.entries(content)
    .filter(([field]) => /(On|From|To)$/.test(field))
    .flatMap(([field, day]) => (typeof day === 'string' ? [[`/content/${field}`, day] as const] : []));
  const { publish } = wish;
  const terms = publish === undefined || publish === 'never' ? {} : publish;
  for (const [at, day] of [
    ['/validFrom', wish.validFrom],
    ['/validTo', wish.validTo],
    ['/publish/from', terms.from],
    ['/publish/to', terms.to],
  ] as const) {
    if (day !== undefined) days.push([at, day]);
  }
  const unknown = days
    .filter(([, day]) => !isLocalDate(day))
    .map(([at]) => statementProblem(at, 'dateUnknown'));
  if (unknown.length > 0) return unknown;
  const problems: StatementProblem[] = [];
  if (wish.validTo !== undefined && wish.validTo < wish.validFrom) {
    problems.push(statementProblem('/validTo', 'datesReversed'));
  }
  for (const [before, after] of ORDER) {
    const [first, second] = [content[before], content[after]];
    if (typeof first === 'string' && typeof second === 'string' && second < first) {
      problems.push(statementProblem(`/content/${after}`, 'datesReversed'));
    }
  }
  for (const field of PAST) {
    const day = content[field];
    if (typeof day === 'string' && day > today)
      problems.push(statementProblem(`/content/${field}`, 'notYet'));
  }
  return problems;
}

/** Kinds that people look up by a number on paper: without one nobody finds them. */
const NUMBERED: ReadonlySet<string> = new Set(['certification', 'testReport', 'licence', 'accreditation']);

function checkNumber({ kind, number }: StatementWish): readonly StatementProblem[] {
  return NUMBERED.has(kind) && number === undefined ? [statementProblem('/number', 'numberMissing')] : [];
}
