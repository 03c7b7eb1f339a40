import type { DivisionShare, GoalLine } from '@pinxin/contract/programme-pages';
import type { LocalText } from '@pinxin/contract/scan';
import { expectedOn, goalStatus } from '@pinxin/rules/goal-status';
import { hundredths, schemesOf } from '@pinxin/rules/indicator';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { type DivisionPart, type Measured, measure } from './evaluate.ts';
import { type GoalRow, type ReportedRow, readReported } from './goal-views.ts';

/** A name in the languages that it has. */
export function localText(zh: string, en: string | null): LocalText {
  return en === null ? { 'zh-CN': zh } : { 'zh-CN': zh, en };
}

/** A goal as it stands on a day, with what it was measured by. */
export interface GoalAnswer {
  readonly line: GoalLine;
  readonly measured: Measured;
  readonly reports: readonly ReportedRow[];
}

/** How a goal stands on a day: counted, or as it was reported last. */
export async function goalOn(
  database: Database,
  goal: GoalRow,
  startsOn: LocalDate,
  day: LocalDate,
): Promise<GoalAnswer> {
  const isReported = goal.indicator.kind === 'reported';
  const measured = await measure(database, goal.indicator, day);
  const reports = isReported ? await readReported(database, goal.id, day) : [];
  const newest = reports[0];
  const numbered = reports.find(({ value }) => value !== null);
  const value = isReported ? (numbered === undefined ? undefined : Number(numbered.value)) : measured.value;
  const target = goal.target === null ? undefined : Number(goal.target);
  const position = {
    value,
    target,
    comparator: goal.comparator,
    base: Number(goal.base),
    startsOn,
    deadline: goal.deadline,
    on: day,
  };
  return {
    measured,
    reports,
    line: {
      ...{ number: goal.number, name: localText(goal.nameZh, goal.nameEn), unit: goal.unit },
      ...{ comparator: goal.comparator, target: target ?? null, deadline: goal.deadline },
      ...{ indicator: goal.indicator.kind, schemes: schemesOf(goal.indicator), value: value ?? null },
      known: measured.known ?? null,
      status: goalStatus(position),
      expected: target === undefined ? null : Math.round(expectedOn({ ...position, target }) * 100) / 100,
      ...(newest === undefined ? {} : { reported: reportedFact(newest) }),
    },
  };
}

/** What was reported, as pages show it. */
export function reportedFact({ day, text, evidence, partyZh }: ReportedRow) {
  return {
    day,
    text,
    ...(evidence === null ? {} : { evidence }),
    ...(partyZh === null ? {} : { by: partyZh }),
  };
}

/** By city, counties below; codes of regions and cities themselves stand for what has no county. */
export function byCity(parts: readonly DivisionPart[]): readonly DivisionShare[] {
  const cities = new Map<string, DivisionPart[]>();
  for (const part of parts) {
    const code = part.division.padEnd(6, '0');
    const city = part.division === '' ? '' : `${code.slice(0, 4)}00`;
    cities.set(city, [...(cities.get(city) ?? []), { ...part, division: part.division === '' ? '' : code }]);
  }
  return [...cities.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([division, counties]) => ({
      division,
      value: shown(counties),
      counties: counties
        .filter(county => county.division !== division)
        .map(county => ({ division: county.division, value: shown([county]) })),
    }));
}

function shown(parts: readonly DivisionPart[]): number {
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const whole = parts.reduce((sum, part) => sum + (part.whole ?? 0), 0);
  return whole === 0 ? Math.round(amount * 10_000) / 10_000 : hundredths(amount, whole);
}
