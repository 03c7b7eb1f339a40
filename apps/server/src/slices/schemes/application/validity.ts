import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { chinaCalendar } from '@pinxin/rules/china-calendar';
import { addDays, isLocalDate, type LocalDate, lastDayOf } from '@pinxin/rules/local-date';
import { renewalWindow } from '@pinxin/rules/renewal';
import { type Outcome, refused } from '../problem.ts';
import type { Application } from './application.ts';

/** What the decider copies from a certificate that was made elsewhere. */
export interface Entered {
  readonly number?: string;
  readonly validFrom?: LocalDate;
  readonly validTo?: LocalDate;
}

/** From when to when a mark holds. */
interface Validity {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | undefined;
}

/** As the certificate made elsewhere says, else counted from today or from the end of what is renewed. Pure. */
export function validityOf(
  rules: SchemeRules,
  entered: Entered,
  renewed: Pick<Application, 'validTo' | 'renewalGrace'> | undefined,
  today: LocalDate,
): Outcome<Validity> {
  const { validityMonths: months } = rules;
  const counted = (from: LocalDate) => (months === undefined ? undefined : lastDayOf(from, months));
  if (entered.validFrom === undefined && entered.validTo === undefined) {
    const validFrom = firstDay(renewed, today);
    return { ok: true, value: { validFrom, validTo: counted(validFrom) } };
  }
  for (const field of ['validFrom', 'validTo'] as const) {
    const day = entered[field];
    if (day !== undefined && !isLocalDate(day)) return refused(`/${field}`, 'dateWrong');
  }
  const validFrom = entered.validFrom ?? firstDay(renewed, today);
  const longest = counted(validFrom);
  const validTo = entered.validTo ?? longest;
  if (rules.numberTemplate !== undefined) return refused('/validFrom', 'validityWrong');
  if (validTo !== undefined && (validTo < validFrom || (longest !== undefined && validTo > longest)))
    return refused('/validTo', 'validityWrong', `${validFrom} – ${longest ?? ''}`);
  return { ok: true, value: { validFrom, validTo } };
}

/**
 * A renewed mark goes on without a gap and without an overlap. What is renewed in its days of grace goes on from its
 * end too (商标法 第四十条: 自该商标上一届有效期满次日起计算).
 */
function firstDay(
  renewed: Pick<Application, 'validTo' | 'renewalGrace'> | undefined,
  today: LocalDate,
): LocalDate {
  if (renewed === undefined || renewed.validTo === null) return today;
  const goesOn = renewed.validTo >= today || (renewed.renewalGrace ?? '') >= today;
  return goesOn ? addDays(renewed.validTo, 1) : today;
}

/** The columns that say when a mark is to be renewed. */
export function renewalColumns(
  { renewal }: SchemeRules,
  validTo: LocalDate | undefined,
): Readonly<Record<string, string | null>> {
  if (renewal === undefined || validTo === undefined) return {};
  const { from, until, graceUntil } = renewalWindow(validTo, renewal, chinaCalendar);
  return { renewal_from: from, renewal_until: until, renewal_grace: graceUntil ?? null };
}
