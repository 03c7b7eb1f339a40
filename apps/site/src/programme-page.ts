import type {
  AuthorityFact,
  GoalLine,
  ProgrammeLine,
  ProgressPage,
  TaskLine,
} from '@pinxin/contract/programme-pages';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { amountText, goalBar, targetText } from './goal-bar.ts';
import { type Html, html, nothing } from './html.ts';
import { exportLinks, filterForm, pathWith } from './list-parts.ts';
import type { MessageKey } from './messages/catalogue.ts';

/** 方案名录. */
export function printProgrammeList(list: readonly ProgrammeLine[], context: PageContext): string {
  const { words } = context;
  const lines = list.map(
    programme =>
      html`<li><a href="${hrefIn(context, `/programmes/${programme.code}`)}"><b>${words.name(programme.name)}</b></a><br><span class="small">${period(programme, context)}${programme.documentNumber ? html` · ${programme.documentNumber}` : nothing}</span></li>`,
  );
  const body = html`<h1>${words.say('programme.list')}</h1><p class="sub">${words.say('programme.listLead')}</p><section class="card">${
    lines.length === 0 ? html`<p>${words.say('programme.none')}</p>` : html`<ul class="rows">${lines}</ul>`
  }</section>`;
  return printPage(context, { title: words.say('programme.list'), style: 'list', body });
}

function period({ startsOn, endsOn }: ProgrammeLine, { words }: PageContext): string {
  return words.say('programme.period', { from: words.date(startsOn), to: words.date(endsOn) });
}

/** 进度页: every goal with its number, every task with who does it and what the record shows. */
export function printProgress(view: ProgressPage, context: PageContext): string {
  const { words } = context;
  const path = `/programmes/${view.code}`;
  const on = view.on === view.today ? undefined : view.on;
  const early =
    view.on < view.startsOn
      ? html`<p role="note" class="card">${words.say('programme.early', { date: words.date(view.startsOn) })}</p>`
      : nothing;
  const body = html`<h1>${words.name(view.name)}</h1><p class="sub">${period(view, context)} · ${words.say('programme.asOf', { date: words.date(view.on) })}</p>${filterForm(
    context,
    path,
    [{ kind: 'date', name: 'on', label: words.say('programme.on'), value: view.on }],
  )}${early}${aboutSection(view, context)}<section class="card" aria-labelledby="goals"><h2 id="goals">${words.say('programme.goals')}</h2>${goalTable(view, context)}<p class="small">${words.say('programme.rule')}</p>${exportLinks(
    context,
    [
      { label: words.say('programme.report'), href: pathWith(`${path}/report`, { on }) },
      { label: 'CSV', href: pathWith(`${path}/progress.csv`, { on }) },
      { label: 'JSON', href: pathWith(`${path}/progress.json`, { on }) },
      { label: 'PDF', href: pathWith(`${path}/report.pdf`, { on }) },
      { label: 'DOCX', href: pathWith(`${path}/report.docx`, { on }) },
      { label: 'XLSX', href: pathWith(`${path}/report.xlsx`, { on }) },
      { label: 'iCal', href: `${path}/deadlines.ics` },
    ],
  )}</section><section class="card" aria-labelledby="tasks"><h2 id="tasks">${words.say('programme.tasks')}</h2>${taskTable(view, context)}<p class="small">${words.say('programme.taskRule')}</p></section><p class="small">${words.say('goal.upTo', { seq: words.number(view.countedUpTo) })}</p>`;
  return printPage(context, {
    ...{ title: words.name(view.name), style: 'list', body },
    data: pathWith(`${path}/progress.json`, { on }),
  });
}

function aboutSection(view: ProgressPage, context: PageContext): Html {
  const { words } = context;
  const facts: readonly (readonly [MessageKey, Html | string | undefined])[] = [
    ['programme.document', view.documentNumber],
    ['programme.issuer', view.issuer && words.name(view.issuer)],
    ['programme.basis', view.basis],
    ['programme.follows', otherProgramme(view.follows, context)],
    ['programme.followedBy', otherProgramme(view.followedBy, context)],
  ];
  const shown = facts.filter(([, value]) => value !== undefined);
  const evaluation =
    view.evaluation === undefined
      ? nothing
      : html`<h2>${words.say('programme.evaluation', { date: words.date(view.evaluation.day) })}</h2><p>${view.evaluation.text}</p>`;
  if (shown.length === 0 && view.evaluation === undefined) return nothing;
  return html`<section class="card">${shown.length === 0 ? nothing : html`<dl class="facts">${shown.map(([key, value]) => html`<dt>${words.say(key)}</dt><dd>${value}</dd>`)}</dl>`}${evaluation}</section>`;
}

function otherProgramme(other: ProgressPage['follows'], context: PageContext): Html | undefined {
  return (
    other &&
    html`<a href="${hrefIn(context, `/programmes/${other.code}`)}">${context.words.name(other.name)}</a>`
  );
}

/** Goals as a table; shared with the report. */
export function goalTable(
  { code, goals, on, today }: Pick<ProgressPage, 'code' | 'goals' | 'on' | 'today'>,
  context: PageContext,
): Html {
  const { words } = context;
  const label = (key: MessageKey) => words.say(key);
  const rows = goals.map(goal => {
    const path = pathWith(`/programmes/${code}/goals/${encodeURIComponent(goal.number)}`, {
      on: on === today ? undefined : on,
    });
    return html`<tr><td data-label="${label('programme.goal')}"><a href="${hrefIn(context, path)}">${words.name(goal.name)}</a></td><td class="num" data-label="${label('programme.value')}">${goalValue(goal, context)}</td><td class="num" data-label="${label('programme.target')}">${targetText(goal, words)}</td><td data-label="${label('programme.progress')}">${goalBar(goal)}</td><td data-label="${label('programme.status')}">${statusTag(goal, context)}</td><td class="when" data-label="${label('programme.deadline')}">${words.date(goal.deadline)}</td></tr>`;
  });
  const heads = ['goal', 'value', 'target', 'progress', 'status', 'deadline'] as const;
  return html`<table><caption>${words.say('programme.goalsCaption', { date: words.date(on) })}</caption><thead><tr>${heads.map(head => html`<th scope="col"${head === 'value' || head === 'target' ? html` class="num"` : nothing}>${label(`programme.${head}`)}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

function goalValue(goal: GoalLine, { words }: PageContext): Html {
  const tag =
    goal.indicator === 'reported'
      ? html` <span class="tag">${words.say('programme.reported')}</span>`
      : nothing;
  return html`<b>${amountText(goal.value, goal.unit, words)}</b>${tag}`;
}

type Standing = Pick<GoalLine, 'status' | 'target' | 'value'>;

/** What a goal's status is called; what was reported and has no number to reach stands nowhere. */
export function goalStatusKey({ status, target, value }: Standing): MessageKey {
  return target === null && value !== null ? 'programme.status.noTarget' : `programme.status.${status}`;
}

/** A status with its sign and word; colour only beside them. */
export function statusTag(goal: Standing, { words }: PageContext): Html {
  const look = { reached: 'ok', onCourse: 'ok', behind: 'warn', missed: 'bad', unknown: '' }[goal.status];
  return html`<span class="tag ${look}">${words.say(goalStatusKey(goal))}</span>`;
}

/** Tasks as a table; shared with the report. */
export function taskTable({ tasks }: Pick<ProgressPage, 'tasks'>, context: PageContext): Html {
  const { words } = context;
  const label = (key: MessageKey) => words.say(key);
  const rows = tasks.map(
    task =>
      html`<tr id="task-${task.number}"><td data-label="${label('programme.task')}">${task.number} ${words.name(task.title)}</td><td data-label="${label('programme.lead')}">${authorities(task.lead, context)}</td><td data-label="${label('programme.supporting')}">${authorities(task.supporting, context)}</td><td data-label="${label('programme.record')}">${sourceList(task, context)}</td><td data-label="${label('programme.status')}">${taskTag(task, context)}</td><td class="when" data-label="${label('programme.deadline')}">${words.date(task.dueOn)}</td></tr>`,
  );
  const heads = ['task', 'lead', 'supporting', 'record', 'status', 'deadline'] as const;
  return html`<table><caption>${words.say('programme.tasksCaption', { total: tasks.length })}</caption><thead><tr>${heads.map(head => html`<th scope="col">${label(`programme.${head}`)}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

function authorities(list: readonly AuthorityFact[], context: PageContext): Html {
  const { words } = context;
  if (list.length === 0) return html`<span class="small">${words.say('programme.noLead')}</span>`;
  return html`<ul>${list.map(({ named, party, since }) => {
    if (party === undefined) return html`<li>${named}</li>`;
    const name = words.name(party.name);
    const now =
      since === undefined
        ? words.say('programme.now', { name })
        : words.say('programme.nowSince', { date: words.date(since), name });
    return html`<li>${named} <span class="small">${now}</span></li>`;
  })}</ul>`;
}

function sourceList({ sources }: TaskLine, context: PageContext): Html {
  const { words } = context;
  return html`<ul>${sources.map(({ words: name, count, path }) => {
    const text = html`${words.name(name)} <b>${words.number(count)}</b>`;
    return html`<li>${path === undefined ? text : html`<a href="${hrefIn(context, path)}">${text}</a>`}</li>`;
  })}</ul>`;
}

function taskTag({ status, since, reason, owed }: TaskLine, { words }: PageContext): Html {
  const look = { done: 'ok', onCourse: 'ok', nearDeadline: 'warn', behind: 'warn', overdue: 'bad' }[status];
  const why =
    status === 'onCourse'
      ? nothing
      : html`<br><span class="small">${words.say(`programme.reason.${reason}` as MessageKey)}${words.language === 'en' ? ', ' : '，'}${words.say('programme.since', { date: words.date(since) })}</span>`;
  const names = owed.map(({ name }) => words.name(name)).join(words.language === 'en' ? ', ' : '、');
  return html`<span class="tag ${look}">${words.say(`programme.task.${status}`)}</span>${why}${owed.length === 0 ? nothing : html`<br><span class="small">${words.say('programme.owes', { names })}</span>`}`;
}
