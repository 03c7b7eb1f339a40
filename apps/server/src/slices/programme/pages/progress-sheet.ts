import type { ProgressPage } from '@pinxin/contract/programme-pages';
import type { Language } from '@pinxin/site/language';
import type { RowCells } from '../../../kernel/sheets/workbook.ts';

/** Columns of the sheet of progress. */
export const PROGRESS_COLUMNS = [
  { 'zh-CN': '类别', en: 'kind' },
  { 'zh-CN': '编号', en: 'number' },
  { 'zh-CN': '名称', en: 'name' },
  { 'zh-CN': '指标', en: 'indicator' },
  { 'zh-CN': '现值', en: 'value' },
  { 'zh-CN': '比较', en: 'comparator' },
  { 'zh-CN': '目标值', en: 'target' },
  { 'zh-CN': '单位', en: 'unit' },
  { 'zh-CN': '状态', en: 'status' },
  { 'zh-CN': '期限', en: 'deadline' },
  { 'zh-CN': '牵头', en: 'lead' },
  { 'zh-CN': '配合', en: 'supporting' },
] as const;

/** Goals and tasks as rows. */
export async function* progressRows(view: ProgressPage, language: Language): AsyncGenerator<RowCells[]> {
  const name = (text: { readonly 'zh-CN': string; readonly en?: string }) => text[language] ?? text['zh-CN'];
  yield view.goals.map(goal => [
    ...['goal', goal.number, name(goal.name), goal.indicator, goal.value === null ? '' : String(goal.value)],
    ...[
      goal.comparator,
      goal.target === null ? '' : String(goal.target),
      goal.unit,
      goal.status,
      goal.deadline,
      '',
      '',
    ],
  ]);
  yield view.tasks.map(task => [
    ...['task', task.number, name(task.title), '', '', '', '', '', task.status, task.dueOn],
    ...[task.lead, task.supporting].map(list => list.map(({ named }) => named).join('、')),
  ]);
}
