import { expect } from 'vitest';
import type { Quote } from '../flow.ts';
import type { Plan } from '../plan.ts';
import { readPlan } from '../read-plan.ts';

export type Role = 'lead' | 'supporting' | 'responsible' | 'guiding';
export const ROLES: readonly Role[] = ['lead', 'supporting', 'responsible', 'guiding'];

/** A whole plan of invented words, with most of what plans do. */
export const PLAN = `云溪市茶产业三年行动方案
云政办发〔2024〕8号
为落实《省茶产业意见》（省发〔2023〕5号），制定本行动方案。
一、总体要求
　　以“茶文化、茶产业、茶科技”为引领，坚持走绿色发展之路。
　　二、主要目标
　　到2026年，品牌基础进一步夯实，产业效益明显提升。
　　（一）规模。有机茶园达到3.5万亩以上，龙头企业超过15家。
　　（二）品牌。培育20个区域品牌和6个在省内叫得响的名品，品牌价值实现倍增。
　　三、重点任务
　　（一）夯实质量基础。
　　1．完善标准。制定《云溪茶标准》，组织百家茶企对标提升。（牵头部门：市市场监管局，配合部门：市农业农村局、科技局）
　　2．建设平台，贯通全程。建设追溯平台。
　　2025年6月底前完成30个乡镇接入。（牵头部门：市农业农村局、市场监管局，配合部门：市大数据局、农业农村局）
　　（二）加强组织领导。各地要压实责任。（牵头部门：市政府办公室，配合部门：各有关部门、各县（市、区）人民政府）
云溪市人民政府办公室
2024年3月5日
`;

/** Every quote of a plan, wherever it hangs. */
function* quotesOf(value: unknown): Generator<Quote> {
  if (typeof value !== 'object' || value === null) return;
  if ('column' in value && 'text' in value) yield value as Quote;
  else for (const each of Object.values(value)) yield* quotesOf(each);
}

/** Every quote stands where it says. */
export function expectVerbatim(text: string, plan: Plan): void {
  const lines = text.split('\n');
  for (const { start, end, text: told, line, column } of quotesOf(plan)) {
    expect(text.slice(start, end).replace(/\s*\n\s*/g, '')).toBe(told);
    const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    expect(offset).toBe(start);
  }
}

/** What a plan says, in words that full width, half width and white space don't change. */
export function saidBy(text: string) {
  const plain = (words: string | undefined) => words?.normalize('NFKC').replace(/[\s\u200b]/g, '');
  const plan = readPlan(text);
  return {
    sections: plan.sections.map(({ id, title }) => [id, plain(title.text)]),
    targets: plan.targets.map(each => [
      ...[each.section, plain(each.subject.text), each.comparator, each.number, each.unit],
      each.deadline?.date,
    ]),
    aims: plan.qualitativeTargets.map(({ section, quote }) => [section, plain(quote.text)]),
    tasks: plan.tasks.map(task => [
      task.section,
      ...ROLES.map(role => task[role].map(party => plain(party.fullName))),
    ]),
  };
}
