import type { Finding, Plan, QuantityTarget, Task } from '@pinxin/plantext/plan';
import { planJson } from '@pinxin/plantext/plan-json';
import { readPlan } from '@pinxin/plantext/read-plan';
import type { Run } from '../invocation.ts';
import type { Terminal } from '../terminal.ts';
import { CliError, type Words } from '../words.ts';
import { readPlanText } from './plan-file.ts';

/** `pinxin plan read`: the sections, targets and tasks of a plan's text, read here, without a server. */
export const runPlan: Run = async ({ parsed, terminal }) => {
  const [action, file = ''] = parsed.positionals;
  if (action !== 'read') {
    throw new CliError(
      'usage',
      { zh: '用法：pinxin plan read <文件>', en: 'Usage: pinxin plan read <file>' },
      2,
    );
  }
  const text = readPlanText(file);
  const plan = readPlan(text);
  terminal.result({ ok: true, ...planJson(plan, file) });
  printPlan(terminal, plan);
  return 0;
};

function printPlan(terminal: Terminal, plan: Plan): void {
  if (plan.title !== undefined) terminal.print(plan.title.text);
  const { sections, targets, qualitativeTargets, tasks, findings } = plan;
  terminal.say({
    zh: `章节 ${sections.length} 个，定量目标 ${targets.length} 个，定性目标 ${qualitativeTargets.length} 个，任务 ${tasks.length} 个，需人工看的 ${findings.length} 处`,
    en: `${sections.length} sections, ${targets.length} targets with numbers, ${qualitativeTargets.length} without, ${tasks.length} tasks, ${findings.length} things to look at`,
  });
  heading(terminal, { zh: '章节', en: 'Sections' });
  for (const { level, marker, title, unsure } of sections)
    terminal.print(`${'  '.repeat(level)}${marker.text}${title.text}${unsure ? ' ?' : ''}\t${place(marker)}`);
  heading(terminal, { zh: '定量目标', en: 'Targets with numbers' });
  for (const target of targets) printTarget(terminal, target);
  heading(terminal, { zh: '定性目标', en: 'Targets without numbers' });
  for (const { quote, deadline } of qualitativeTargets)
    terminal.print(`  ${quote.text}\t${deadline?.date ?? ''}\t${place(quote)}`);
  heading(terminal, { zh: '任务', en: 'Tasks' });
  for (const task of tasks) printTask(terminal, task);
  heading(terminal, { zh: '需人工看', en: 'To look at' });
  for (const finding of findings)
    terminal.print(
      `  ${finding.quote === undefined ? '' : `${place(finding.quote)} `}${terminal.pick(WORDS[finding.code])}${finding.about === '' ? '' : `: ${finding.about}`}`,
    );
}

function heading(terminal: Terminal, words: Words): void {
  terminal.print(`\n${terminal.pick(words)}`);
}

function place({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${line}:${column}`;
}

function printTarget(terminal: Terminal, target: QuantityTarget): void {
  const change = target.change === undefined ? '' : target.change === 'increase' ? '+' : '−';
  terminal.print(
    `  ${target.subject.text}\t${target.comparator} ${change}${target.number} ${target.unit}\t${target.deadline?.date ?? ''}${target.unsure ? ' ?' : ''}\t${place(target.quote)}`,
  );
}

function printTask(terminal: Terminal, task: Task): void {
  terminal.print(`  ${task.section ?? ''} ${task.title?.text ?? ''}\t${place(task.responsibility)}`);
  const roles = [
    [task.lead, { zh: '牵头', en: 'lead' }],
    [task.supporting, { zh: '配合', en: 'supporting' }],
    [task.responsible, { zh: '负责', en: 'responsible' }],
    [task.guiding, { zh: '指导', en: 'guiding' }],
  ] as const;
  for (const [names, words] of roles)
    if (names.length > 0)
      terminal.print(`    ${terminal.pick(words)}: ${names.map(name => name.fullName).join('、')}`);
}

const WORDS: Readonly<Record<Finding['code'], Words>> = {
  leadAlsoSupports: { zh: '既牵头又配合', en: 'leads and supports the same task' },
  partyTwice: { zh: '重复列出', en: 'is named twice' },
  numberingGap: { zh: '序号不连续', en: 'the number before is missing' },
  titleUnsure: { zh: '标题到哪里为止不确定', en: 'where the title ends is a guess' },
  noAuthority: { zh: '没有写责任部门', en: 'names no authority' },
  noLead: { zh: '没有写谁牵头', en: 'does not say who leads' },
  contradictoryNumbers: { zh: '同一目标、同一期限，数字不同', en: 'two numbers for one subject and day' },
  contradictoryDeadlines: {
    zh: '同一目标、同一数字，期限不同',
    en: 'two deadlines for one subject and number',
  },
  baseMissing: { zh: '没有基数，无法计算', en: 'cannot be counted: the base is missing' },
  tableUnread: { zh: '这里有表格，但读不出行', en: 'a table stands here whose rows could not be read' },
  noSections: { zh: '没有读到章节：不是方案，或没有序号', en: 'no sections: no plan, or without numbering' },
  notChinese: { zh: '不是中文文本', en: 'this is not a Chinese text' },
};
