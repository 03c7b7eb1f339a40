import type { Language } from '@pinxin/site/language';
import { wordingOf } from '@pinxin/site/wording';
import type { ReportPeriod } from './report-model.ts';

const WORDS = {
  quarter: ['季度进度报告', 'quarterly report'],
  year: ['年度进度报告', 'annual report'],
  day: ['进度报告', 'progress report'],
  goals: ['目标', 'Goals'],
  chart: ['完成目标值的百分比', 'Per cent of the target'],
  curve: ['各月完成目标值的百分比', 'Per cent of the target by month'],
  onDay: ['日期', 'day'],
  tasks: ['任务', 'Tasks'],
  behind: ['落后和超期', 'Behind and overdue'],
  matrix: ['责任矩阵', 'Responsibility matrix'],
  matrixNote: ['● 牵头　○ 配合　◐ 既牵头又配合', '● leads  ○ supports  ◐ both'],
  reports: ['部门报告', 'What authorities reported'],
  funding: ['资金（元）', 'Money (yuan)'],
  budget: ['预算', 'budget'],
  paid: ['支出', 'paid'],
  number: ['编号', 'no.'],
  name: ['名称', 'name'],
  value: ['现值', 'now'],
  target: ['目标值', 'target'],
  percent: ['完成 %', 'done %'],
  status: ['状态', 'status'],
  deadline: ['期限', 'deadline'],
  lead: ['牵头', 'lead'],
  supporting: ['配合', 'supporting'],
  record: ['记录里的佐证', 'shown by the record'],
  authority: ['部门', 'authority'],
  progress: ['进展', 'progress'],
  difficulty: ['困难', 'difficulties'],
  source: [
    '现值由登记在册的声明计数，计到第 {seq} 号日志；标“填报”的由部门填报。',
    'Values are counted from the statements on record, up to journal number {seq}; those marked “reported” come from an authority.',
  ],
  asOf: ['截至 {date}', 'as of {date}'],
  demo: [
    '演示数据，企业、产品和结果都是虚构的',
    'Demo data: all parties, products and results are fictional',
  ],
} as const;

export type ReportWord = keyof typeof WORDS;

/** A word of the report. */
export function say(
  word: ReportWord,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return WORDS[word][language === 'en' ? 1 : 0].replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
}

/** Words of the site that the report shares: states, dates. */
export function siteWords(language: Language) {
  return wordingOf(language);
}

/** What a report is called. */
export function titleOf(name: string, { kind, label }: ReportPeriod, language: Language): string {
  const gap = language === 'en' ? ' · ' : '';
  const stretch = kind === 'day' ? '' : kind === 'year' ? (language === 'en' ? label : `${label}年`) : label;
  return language === 'en'
    ? `${name}${gap}${stretch} ${say(kind, language)}`.replace('  ', ' ')
    : `${name} ${stretch}${say(kind, language)}`;
}
