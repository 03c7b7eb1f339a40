import type { CountedPage, DivisionShare, GoalPage } from '@pinxin/contract/programme-pages';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { amountText, goalBar, goalCurve, targetText } from './goal-bar.ts';
import { type Html, html, nothing } from './html.ts';
import { exportLinks, filterForm, pathWith } from './list-parts.ts';
import { statusTag } from './programme-page.ts';

/** 目标页: the number, how it came about, where, and the way to the statements behind it. */
export function printGoal(view: GoalPage, context: PageContext): string {
  const { words } = context;
  const on = view.on === view.today ? undefined : view.on;
  const path = `/programmes/${view.programme.code}/goals/${encodeURIComponent(view.number)}`;
  const drill = pathWith(`${path}/statements`, { on });
  const value = amountText(view.value, view.unit, words);
  const body = html`<p class="small"><a href="${hrefIn(context, pathWith(`/programmes/${view.programme.code}`, { on }))}">${words.name(view.programme.name)}</a></p><h1>${words.name(view.name)}</h1><p class="sub">${words.say('programme.asOf', { date: words.date(view.on) })}</p>${filterForm(
    context,
    path,
    [{ kind: 'date', name: 'on', label: words.say('programme.on'), value: view.on }],
  )}<section class="card" aria-labelledby="value"><h2 id="value">${value} ${statusTag(view, context)}</h2><p>${words.say('programme.target')} ${targetText(view, words)} · ${words.say('programme.deadline')} ${words.date(view.deadline)}${view.expected === null ? nothing : html` · ${words.say('goal.expected', { value: amountText(view.expected, view.unit, words) })}`}</p>${goalBar(view)}${knownLine(view, context)}${
    view.indicator === 'reported'
      ? html`<p>${words.say('programme.reportedHint')}</p>`
      : html`<p><a class="btn" href="${hrefIn(context, drill)}">${view.indicator === 'countValid' || view.indicator === 'countNew' ? words.say('goal.open', { value: words.number(view.value ?? 0) }) : words.say('goal.openAll')}</a></p>`
  }</section>${curveSection(view, context)}${divisionSection(view, drill, context)}${reportSection(view, context)}${howSection(view, context)}${exportLinks(context, [{ label: 'JSON', href: pathWith(path, { on, as: 'json' }) }])}<p class="small">${words.say('goal.upTo', { seq: words.number(view.countedUpTo) })}</p>`;
  return printPage(context, {
    ...{ title: words.name(view.name), style: 'lineage', body },
    data: pathWith(path, { on, as: 'json' }),
  });
}

function knownLine({ known, value }: GoalPage, { words }: PageContext): Html {
  if (known === null || value === null || known >= value) return nothing;
  return html`<p class="small">${words.say('goal.known', { known: words.number(known) })}</p>`;
}

function curveSection({ curve, target, unit }: GoalPage, { words }: PageContext): Html {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined || curve.length < 2) return nothing;
  const label = words.say('goal.curveText', {
    ...{ from: words.date(first.day), to: words.date(last.day) },
    ...{ first: amountText(first.value, unit, words), last: amountText(last.value, unit, words) },
  });
  const rows = curve.map(
    ({ day, value }) =>
      html`<tr><td data-label="${words.say('goal.day')}">${words.date(day)}</td><td class="num" data-label="${words.say('programme.value')}">${amountText(value, unit, words)}</td></tr>`,
  );
  return html`<section class="card" aria-labelledby="curve"><h2 id="curve">${words.say('goal.curve')}</h2>${goalCurve(curve, target, label)}<p class="small">${label}</p><details><summary>${words.say('goal.curveTable')}</summary><table><thead><tr><th scope="col">${words.say('goal.day')}</th><th scope="col" class="num">${words.say('programme.value')}</th></tr></thead><tbody>${rows}</tbody></table></details></section>`;
}

function divisionSection({ divisions, unit }: GoalPage, drill: string, context: PageContext): Html {
  const { words } = context;
  if (divisions.length === 0) return nothing;
  const link = (code: string, name: string, prefix: string) =>
    code === ''
      ? html`${name}`
      : html`<a href="${hrefIn(context, `${drill}${drill.includes('?') ? '&' : '?'}division=${prefix}`)}">${name}</a>`;
  const row = (name: Html, value: number) =>
    html`<tr><td data-label="${words.say('goal.division')}">${name}</td><td class="num" data-label="${words.say('programme.value')}">${amountText(value, unit, words)}</td></tr>`;
  const city = ({ division, value, counties }: DivisionShare) => [
    row(html`<b>${link(division, divisionName(division, context), division.slice(0, 4))}</b>`, value),
    ...counties.map(county =>
      row(
        html`<span class="small">└ </span>${link(county.division, words.division(county.division), county.division)}`,
        county.value,
      ),
    ),
  ];
  return html`<section class="card" aria-labelledby="divisions"><h2 id="divisions">${words.say('goal.divisions')}</h2><table><thead><tr><th scope="col">${words.say('goal.division')}</th><th scope="col" class="num">${words.say('programme.value')}</th></tr></thead><tbody>${divisions.flatMap(city)}</tbody></table></section>`;
}

function divisionName(code: string, { words }: PageContext): string {
  if (code === '') return words.say('goal.elsewhere');
  return code.endsWith('0000') ? words.say('goal.region') : words.division(code);
}

function reportSection({ reports, unit }: GoalPage, { words }: PageContext): Html {
  if (reports.length === 0) return nothing;
  const lines = reports.map(
    ({ day, value, text, evidence, by }) =>
      html`<li><b>${words.date(day)}</b>${value === null ? nothing : html` ${amountText(value, unit, words)}`}${by === undefined ? nothing : html` <span class="small">${by}</span>`}<br>${text}${evidence === undefined ? nothing : html`<br><span class="small">${words.say('goal.evidence', { evidence })}</span>`}</li>`,
  );
  return html`<section class="card" aria-labelledby="reports"><h2 id="reports">${words.say('goal.reports')}</h2><ul class="rows">${lines}</ul></section>`;
}

function howSection(view: GoalPage, context: PageContext): Html {
  const { words } = context;
  const snapshots = view.snapshots.map(
    ({ id, day, value, count }) =>
      html`<li><a href="${hrefIn(context, `/goal-snapshots/${id}`)}">${words.say('goal.snapshot', { date: words.date(day), value: amountText(value, view.unit, words), count: words.number(count) })}</a></li>`,
  );
  return html`<section class="card" aria-labelledby="how"><h2 id="how">${words.say('goal.how')}</h2><dl class="facts"><dt>${words.say('goal.how')}</dt><dd>${words.say(`goal.how.${view.indicator}`)}</dd>${
    view.schemes.length === 0
      ? nothing
      : html`<dt>${words.say('goal.schemes')}</dt><dd>${view.schemes.map(code => html`<a href="${hrefIn(context, pathWith('/marks', { scheme: code, on: view.on }))}">${code}</a> `)}</dd>`
  }${view.words === undefined ? nothing : html`<dt>${words.say('goal.words')}</dt><dd>${view.words}</dd>`}<dt>${words.say('goal.since')}</dt><dd>${words.say('goal.bound', { date: words.date(view.boundAt) })}${view.bindingReason === undefined ? nothing : html`：${view.bindingReason}`}</dd></dl>${snapshots.length === 0 ? nothing : html`<h3>${words.say('goal.snapshots')}</h3><ul>${snapshots}</ul>`}</section>`;
}

/** 计入的声明: the very statements, each with the way to its certificate and proof. */
export function printCounted(view: CountedPage, context: PageContext): string {
  const { words } = context;
  const goal = words.name(view.goal.name);
  const path = `/programmes/${view.programme.code}/goals/${encodeURIComponent(view.goal.number)}`;
  const label = (key: 'number' | 'holder' | 'subject' | 'issuer' | 'term' | 'recorded' | 'proof') =>
    words.say(`counted.${key}`);
  const rows = view.rows.map(
    row =>
      html`<tr><td data-label="${label('number')}"><a href="${hrefIn(context, row.path)}">${row.number ?? row.id}</a></td><td data-label="${label('holder')}">${row.holder === undefined ? '—' : html`<a href="${hrefIn(context, `/enterprises/${row.holder.id}`)}">${words.name(row.holder.name)}</a>`}${row.division === undefined ? nothing : html` <span class="small">${words.division(row.division)}</span>`}</td><td data-label="${label('subject')}">${row.subject === undefined ? '—' : row.subject.path === undefined ? words.name(row.subject.name) : html`<a href="${hrefIn(context, row.subject.path)}">${words.name(row.subject.name)}</a>`}</td><td data-label="${label('issuer')}">${words.name(row.issuer)}</td><td class="when" data-label="${label('term')}">${row.from} – ${row.until ?? words.say('counted.openEnd')}</td><td class="when" data-label="${label('recorded')}">${row.recordedOn}</td><td data-label="${label('proof')}">${row.proof === undefined ? '—' : html`<a href="${hrefIn(context, row.proof)}">${label('proof')}</a>`}</td></tr>`,
  );
  const heads = ['number', 'holder', 'subject', 'issuer', 'term', 'recorded', 'proof'] as const;
  const next =
    view.next === null
      ? nothing
      : html`<p class="pages"><a href="${hrefIn(context, pathWith(`${path}/statements`, { on: view.on, division: view.division, after: view.next }))}">${words.say('counted.next')}</a></p>`;
  const table =
    rows.length === 0
      ? html`<p>${words.say('counted.none')}</p>`
      : html`<table><thead><tr>${heads.map(head => html`<th scope="col">${label(head)}</th>`)}</tr></thead><tbody>${rows}</tbody></table>${next}`;
  const where =
    view.division === undefined ? nothing : html` · ${words.division(view.division.padEnd(6, '0'))}`;
  const body = html`<p class="small"><a href="${hrefIn(context, pathWith(path, { on: view.on }))}">${goal}</a>${where}</p><h1>${words.say('counted.title')}</h1><p class="sub">${words.say('counted.lead', { goal, date: words.date(view.on) })}</p><section class="card">${table}${exportLinks(context, [{ label: 'JSON', href: pathWith(`${path}/statements`, { on: view.on, division: view.division, as: 'json' }) }])}</section>`;
  return printPage(context, { title: words.say('counted.title'), style: 'list', body });
}
