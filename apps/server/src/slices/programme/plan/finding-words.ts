import type { Finding } from '@pinxin/plantext/plan';
import type { Sentence } from '../../../http/problem.ts';

const words = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en });

/** What a person should look at in a plan that was read, in words. */
export const FINDING_WORDS: Readonly<Record<Finding['code'], Sentence>> = {
  leadAlsoSupports: words('同一部门既牵头又配合', 'one authority leads and supports the same task'),
  partyTwice: words('部门重复列出', 'an authority is named twice'),
  numberingGap: words(
    '序号不连续，可能缺了一段',
    'a number is missing before this one: part of the plan may be missing',
  ),
  titleUnsure: words('标题到哪里为止不确定', 'where the title ends is a guess'),
  noAuthority: words('没有写责任部门', 'no authority is named'),
  noLead: words('没有写谁牵头', 'the plan does not say who leads'),
  contradictoryNumbers: words('同一目标、同一期限，数字不同', 'two numbers for one subject and day'),
  contradictoryDeadlines: words('同一目标、同一数字，期限不同', 'two deadlines for one subject and number'),
  baseMissing: words('没有基数，无法计算', 'the base is missing: it cannot be counted'),
  tableUnread: words('这里有表格，但读不出行', 'a table stands here whose rows could not be read'),
  noSections: words(
    '没有读到章节：不是方案，或没有序号',
    'no sections were found: this is no plan, or it has no numbering',
  ),
  notChinese: words(
    '这不是中文文本，读不出目标和任务',
    'this is not a Chinese text: goals and tasks cannot be read from it',
  ),
};
