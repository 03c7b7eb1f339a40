import type { Comparator } from '@pinxin/rules/goal-status';
import type { Indicator, IndicatorKind, Measure } from '@pinxin/rules/indicator';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';

/** A programme's own facts. */
export interface ProgrammeRow {
  readonly id: number;
  readonly publicId: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly documentNumber: string | null;
  readonly issuerZh: string | null;
  readonly issuerEn: string | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly basis: string | null;
  readonly isDemo: boolean;
  readonly followsCode: string | null;
  readonly followsZh: string | null;
  readonly followedCode: string | null;
  readonly followedZh: string | null;
  readonly evaluation: string | null;
  readonly evaluatedOn: LocalDate | null;
}

const PROGRAMMES = `select g.id, g.public_id as "publicId", g.code, g.name_zh as "nameZh", g.name_en as "nameEn",
    g.document_number as "documentNumber", i.name_zh as "issuerZh", i.name_en as "issuerEn", g.starts_on as "startsOn", g.ends_on as "endsOn",
    g.basis, g.is_demo as "isDemo", f.code as "followsCode", f.name_zh as "followsZh", n.code as "followedCode", n.name_zh as "followedZh",
    e.text as evaluation, e.on_day as "evaluatedOn"
  from programme g left join party i on i.id = g.issuer left join programme f on f.id = g.follows
  left join programme n on n.follows = g.id left join programme_evaluation e on e.programme = g.id`;

/** All programmes, the newest period first. */
export async function listProgrammes({ pool }: Database): Promise<readonly ProgrammeRow[]> {
  const { rows } = await pool.query<ProgrammeRow>(`${PROGRAMMES} order by g.starts_on desc, g.id desc`);
  return rows;
}

/** One programme. */
export async function readProgramme({ pool }: Database, code: string): Promise<ProgrammeRow | undefined> {
  const { rows } = await pool.query<ProgrammeRow>(`${PROGRAMMES} where g.code = $1`, [code]);
  return rows[0];
}

/** A goal and how it is measured now. */
export interface GoalRow {
  readonly id: number;
  readonly programme: number;
  readonly number: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly unit: string;
  readonly comparator: Comparator;
  /** Decimal text. */
  readonly target: string | null;
  readonly base: string;
  readonly deadline: LocalDate;
  readonly words: string | null;
  readonly line: number | null;
  readonly binding: number;
  readonly boundAt: Date;
  readonly reason: string | null;
  readonly indicator: Indicator;
}

interface StoredGoal extends Omit<GoalRow, 'indicator'> {
  readonly kind: IndicatorKind;
  readonly measure: Measure | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly counted: readonly string[];
  readonly whole: readonly string[];
}

/** The goals of a programme, in the order in which the plan gives them. */
export async function readGoals({ pool }: Database, programme: number): Promise<readonly GoalRow[]> {
  const { rows } = await pool.query<StoredGoal>(
    `select g.id, g.programme, g.number, g.name_zh as "nameZh", g.name_en as "nameEn", g.unit, g.comparator, g.target, g.base, g.deadline,
        g.words, g.line, i.id as binding, i.at as "boundAt", i.reason, i.kind, i.measure, i.period_from as from, i.period_to as to,
        array(select scheme from programme_indicator_scheme s where s.indicator = i.id and part = 'counted' order by scheme) as counted,
        array(select scheme from programme_indicator_scheme s where s.indicator = i.id and part = 'whole' order by scheme) as whole
       from programme_goal g
       join lateral (select * from programme_indicator i where i.goal = g.id order by i.id desc limit 1) i on true
      where g.programme = $1 order by g.id`,
    [programme],
  );
  return rows.map(goalRow);
}

/** A way of measuring as it was bound once; how a goal is measured today may be another. */
export async function boundIndicator({ pool }: Database, binding: number): Promise<Indicator> {
  const { rows } = await pool.query<
    Pick<StoredGoal, 'kind' | 'measure' | 'from' | 'to' | 'counted' | 'whole'>
  >(
    `select i.kind, i.measure, i.period_from as from, i.period_to as to,
        array(select scheme from programme_indicator_scheme s where s.indicator = i.id and part = 'counted' order by scheme) as counted,
        array(select scheme from programme_indicator_scheme s where s.indicator = i.id and part = 'whole' order by scheme) as whole
       from programme_indicator i where i.id = $1`,
    [binding],
  );
  const { kind, measure, from, to, counted, whole } = rows[0]!;
  return indicatorRow(kind, counted, whole, measure, from, to);
}

function goalRow({ kind, measure, from, to, counted, whole, ...goal }: StoredGoal): GoalRow {
  return { ...goal, indicator: indicatorRow(kind, counted, whole, measure, from, to) };
}

function indicatorRow(
  kind: IndicatorKind,
  schemes: readonly string[],
  whole: readonly string[],
  measure: Measure | null,
  from: LocalDate | null,
  to: LocalDate | null,
): Indicator {
  switch (kind) {
    case 'countValid':
      return { kind, schemes };
    case 'countNew':
      return { kind, schemes, from: from!, to: to! };
    case 'share':
      return { kind, schemes, whole };
    case 'sum':
      return { kind, schemes, measure: measure! };
    case 'reported':
      return { kind };
  }
}

/** What was reported for a goal. */
export interface ReportedRow {
  readonly publicId: string;
  readonly day: LocalDate;
  readonly value: string | null;
  readonly text: string;
  readonly evidence: string | null;
  readonly partyZh: string | null;
  readonly at: Date;
}

/** What was reported up to a day, the newest first. */
export async function readReported(
  { pool }: Database,
  goal: number,
  upTo: LocalDate,
): Promise<readonly ReportedRow[]> {
  const { rows } = await pool.query<ReportedRow>(
    `select r.public_id as "publicId", r.on_day as day, r.value, r.text, r.evidence, p.name_zh as "partyZh", r.at
       from programme_reported r left join party p on p.id = r.party
      where r.goal = $1 and r.on_day <= $2 order by r.on_day desc, r.id desc limit 200`,
    [goal, upTo],
  );
  return rows;
}
