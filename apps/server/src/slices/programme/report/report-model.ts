import type { ProgressPage } from '@pinxin/contract/programme-pages';
import type { LocalText } from '@pinxin/contract/scan';
import { addDays, addMonths, isLocalDate, type LocalDate } from '@pinxin/rules/local-date';
import type { Language } from '@pinxin/site/language';
import type { Database } from '../../../kernel/db/database.ts';
import { curveOf, monthEnds } from '../goal/evaluate.ts';
import { localText } from '../goal/goal-answer.ts';
import { type ProgrammeRow, readGoals } from '../goal/goal-views.ts';
import { progressPage } from '../pages/progress.ts';
import { listReports, type ReportLine } from '../round/round-views.ts';
import { fundingByTask, type TaskFunding } from './funding-views.ts';

/** Which stretch of time a report is about. */
export interface ReportPeriod {
  readonly kind: 'quarter' | 'year' | 'day';
  readonly label: string;
  /** The last day that it looks at: the end of the stretch, or today. */
  readonly on: LocalDate;
}

/** 报告: what is printed of a programme, in one language. */
export interface ReportModel {
  readonly view: ProgressPage;
  readonly period: ReportPeriod;
  readonly reports: readonly ReportLine[];
  readonly funding: readonly TaskFunding[];
  readonly matrix: Matrix;
  readonly curve: Curve;
}

/** 曲线: what part of its target each counted goal had reached, in per cent, at the ends of months. */
export interface Curve {
  readonly days: readonly LocalDate[];
  readonly series: readonly { readonly name: LocalText; readonly percent: readonly (number | null)[] }[];
}

/** 责任矩阵: authorities by tasks. */
export interface Matrix {
  readonly tasks: readonly string[];
  readonly rows: readonly {
    readonly authority: string;
    readonly marks: readonly ('lead' | 'supporting' | 'both' | '')[];
  }[];
}

/** The stretch that a reader asks for; what is none means today. */
export function periodOf(
  query: {
    readonly quarter?: string | undefined;
    readonly year?: string | undefined;
    readonly on?: string | undefined;
  },
  today: LocalDate,
): ReportPeriod {
  const until = (day: LocalDate) => (day < today ? day : today);
  const quarter = /^(\d{4})Q([1-4])$/.exec(query.quarter ?? '');
  if (quarter !== null) {
    const first = `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
    return { kind: 'quarter', label: quarter[0], on: until(addDays(addMonths(first, 3), -1)) };
  }
  if (/^\d{4}$/.test(query.year ?? ''))
    return { kind: 'year', label: query.year!, on: until(`${query.year}-12-31`) };
  const on = query.on !== undefined && isLocalDate(query.on) ? query.on : today;
  return { kind: 'day', label: on, on };
}

/** Reads all that a report shows. */
export async function reportModel(
  database: Database,
  programme: ProgrammeRow,
  period: ReportPeriod,
  today: LocalDate,
  inEnglish = false,
): Promise<ReportModel> {
  const quarter = period.kind === 'quarter' ? period.label : undefined;
  const [view, reports, funding, curve] = await Promise.all([
    progressPage(database, programme, period.on, today),
    listReports(database, {
      ...{ today: period.on, programme: programme.code, quarter, inEnglish, limit: 1_000 },
    }),
    fundingByTask(database, programme.id, period.on),
    readCurve(database, programme, period.on),
  ]);
  const shown = reports.items.filter(each => period.kind !== 'year' || each.quarter.startsWith(period.label));
  const told = period.kind === 'day' ? [] : shown;
  return { view, period, reports: told, funding, matrix: matrixOf(view), curve };
}

/** Behind so many months a report tells quarters. */
const MOST_MONTHS = 24;

/** How far the goals had come over time, from the programme's beginning on. */
async function readCurve(database: Database, programme: ProgrammeRow, on: LocalDate): Promise<Curve> {
  const months = monthEnds(programme.startsOn, on);
  const shown =
    months.length > MOST_MONTHS ? months.filter(day => Number(day.slice(5, 7)) % 3 === 0) : months;
  const days = on < programme.startsOn ? [] : [...shown, on];
  const goals = (await readGoals(database, programme.id)).filter(
    ({ indicator, target }) => indicator.kind !== 'reported' && Number(target ?? 0) !== 0,
  );
  const series = await Promise.all(
    goals.map(async ({ nameZh, nameEn, indicator, target }) => {
      const points = await curveOf(database, indicator, programme.startsOn, on);
      const values = new Map(points.map(({ day, value }) => [day, value]));
      const percent = days.map(
        day => percentOf({ value: values.get(day) ?? null, target: Number(target) }) ?? null,
      );
      return { name: localText(nameZh, nameEn), percent };
    }),
  );
  return { days, series };
}

/** Who leads and who supports which task, by the names of the plan. */
export function matrixOf({ tasks }: Pick<ProgressPage, 'tasks'>): Matrix {
  const names = [
    ...new Set(tasks.flatMap(task => [...task.lead, ...task.supporting].map(({ named }) => named))),
  ];
  return {
    tasks: tasks.map(({ number }) => number),
    rows: names.map(authority => ({
      authority,
      marks: tasks.map(task => {
        const leads = task.lead.some(({ named }) => named === authority);
        const supports = task.supporting.some(({ named }) => named === authority);
        return leads && supports ? 'both' : leads ? 'lead' : supports ? 'supporting' : '';
      }),
    })),
  };
}

/** Part of its target that a goal has reached, in whole per cent; undefined where there is no number. */
export function percentOf({
  value,
  target,
}: {
  readonly value: number | null;
  readonly target: number | null;
}): number | undefined {
  return value === null || target === null || target === 0 ? undefined : Math.round((value / target) * 100);
}

/** A text in a language, zh-CN where it has no other. */
export function inWords(text: LocalText, language: Language): string {
  return text[language] ?? text['zh-CN'];
}
