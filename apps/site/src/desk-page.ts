import type {
  CauseCandidate,
  CodeProblem,
  DeskPage,
  HolderRow,
  TraceAnswer,
} from '@pinxin/contract/lineage-page';
import { bothPictures } from './both-pictures.ts';
import { causeForm, traceForm } from './desk-forms.ts';
import { lotLine } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { pager, table } from './pages.ts';
import { type DraftStart, draftForm } from './recall-desk-page.ts';
import { placeLine, type Wording } from './wording.ts';

/** 追溯台 / 召回台 / 找共同原因: the question, and below it the answer. */
export function printDeskPage(view: DeskPage, context: PageContext, draft?: DraftStart): string {
  const { words } = context;
  const body = html`${deskBar(view, context)}<h1>${words.say(`desk.${view.desk}`)}</h1>${
    view.answer ? answerSections(view, view.answer, context) : nothing
  }${draft ? draftForm(draft, context) : nothing}${view.desk === 'cause' ? causeSections(view, context) : nothing}${
    view.desk === 'cause' ? causeForm(view, context) : traceForm(view, context)
  }`;
  return printPage(context, { title: words.say(`desk.${view.desk}`), style: 'desk', body, unlisted: true });
}

/** Sign-in with the key issued to an organisation. */
export function printSignInPage(wrong: boolean, next: string, context: PageContext): string {
  const { words } = context;
  return printPage(context, {
    title: words.say('desk.signIn'),
    style: 'desk',
    unlisted: true,
    body: html`<h1>${words.say('desk.signIn')}</h1><p class="sub">${words.say('desk.signInLead')}</p><form class="card ask" action="${hrefIn(context, '/desk/sign-in')}" method="post"><input type="hidden" name="next" value="${next}"><div><label for="key">${words.say('desk.key')}</label><input id="key" name="key" type="password" autocomplete="current-password" required${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : nothing}>${
      wrong ? html`<p id="wrong" role="alert"><b>${words.say('desk.keyWrong')}</b></p>` : nothing
    }</div><div><button type="submit">${words.say('desk.signIn')}</button></div></form>`,
  });
}

/** Ways between the desks, and who is there. */
export function deskBar(
  view: Pick<DeskPage, 'caller'> & { readonly desk?: DeskPage['desk'] },
  context: PageContext,
): Html {
  const { words } = context;
  const desks = ['trace', 'recall', 'cause'] as const;
  return html`<nav class="choice" aria-label="${words.say('desk.nav')}">${desks.map(
    desk =>
      html`<a href="${hrefIn(context, `/desk/${desk}`)}"${desk === view.desk ? html` aria-current="page"` : nothing}>${words.say(`desk.${desk}`)}</a>`,
  )}<a href="${hrefIn(context, '/desk/recalls')}"${view.desk === undefined ? html` aria-current="page"` : nothing}>${words.say('deskRecall.list')}</a><span class="sub">${words.say('desk.caller', { name: words.name(view.caller.name), label: view.caller.label })}</span><a href="${hrefIn(context, '/desk/sign-out')}">${words.say('desk.signOut')}</a></nav>`;
}

function answerSections(view: DeskPage, answer: TraceAnswer, context: PageContext): Html {
  const { words } = context;
  const forward = answer.question.direction === 'forward';
  return html`${problemList(answer.problems, words)}<p class="sub">${words.say('answer.suspects')}${words.language === 'en' ? ': ' : '：'}${answer.suspects.map(
    (lot, index) =>
      html`${index > 0 ? words.say('word.list') : ''}<a href="${hrefIn(context, lot.path)}">${lotLine(words, lot)}</a>`,
  )}</p><section class="card" aria-labelledby="sum"><h2 id="sum">${words.say(forward ? 'answer.affected' : 'answer.sources')}</h2>${figures(answer, words)}<p class="small">${words.say(
    'answer.meta',
    { watermark: answer.watermark, at: words.time(answer.answeredAt), milliseconds: answer.milliseconds },
  )}</p></section>${
    answer.picture.nodes.length > 0
      ? html`<section class="card" aria-labelledby="where"><h2 id="where">${words.say(forward ? 'answer.where' : 'answer.fromWhere')}</h2>${bothPictures(answer.picture, words, { links: true, width: 1040 })}${
          answer.picture.truncated ? html`<p class="small">${words.say('lineage.truncated')}</p>` : nothing
        }</section>`
      : nothing
  }<section class="card" aria-labelledby="who"><h2 id="who">${words.say('answer.holdersTitle')}</h2>${
    answer.holders.length === 0
      ? html`<p>${words.say('answer.none')}</p>`
      : html`${exports(view, words)}${holderTable(answer, context)}${pager(context, answer.page, answer.pages)}`
  }</section>${balance(answer, words)}`;
}

function figures(answer: TraceAnswer, words: Wording): Html {
  const { counts } = answer;
  const figure = (value: string, label: string) => html`<div><b>${value}</b><span>${label}</span></div>`;
  const some = (value: number, label: string) => (value > 0 ? figure(words.number(value), label) : nothing);
  return html`<div class="figures">${figure(words.number(counts.lots), words.say('answer.lots'))}${counts.quantities.map(
    quantity => figure(words.quantity(quantity), words.say('answer.quantity')),
  )}${figure(words.number(counts.holders), words.say('answer.holders'))}${figure(words.number(counts.places), words.say('answer.places'))}${some(
    counts.items,
    words.say('answer.items'),
  )}${some(counts.carriers, words.say('answer.carriers'))}${some(counts.events, words.say('answer.events'))}</div>`;
}

function exports(view: DeskPage, words: Wording): Html {
  const kinds = ['csv', 'xlsx', 'json'] as const;
  return html`<div class="choice"><span class="sub">${words.say('answer.export')}</span>${kinds.map(
    kind => html`<a href="/desk/${view.desk}.${kind}?${view.query}" download>${kind.toUpperCase()}</a>`,
  )}</div>`;
}

function holderTable(answer: TraceAnswer, context: PageContext): Html {
  const { words } = context;
  return table<HolderRow>(
    words.say('answer.holdersCaption', { total: words.number(answer.holderRows) }),
    [
      { head: words.say('col.holder'), cell: row => html`<b>${words.name(row.holder)}</b>` },
      { head: words.say('col.place'), cell: row => row.place && placeLine(words, row.place) },
      {
        head: words.say('col.lot'),
        cell: row => html`<a href="${hrefIn(context, row.lot.path)}">${lotLine(words, row.lot)}</a>`,
      },
      {
        head: words.say('col.quantity'),
        number: true,
        cell: row => row.quantity && words.quantity(row.quantity),
      },
      { head: words.say('col.from'), cell: row => row.from && words.name(row.from) },
      { head: words.say('col.since'), date: true, cell: row => row.since && words.date(row.since) },
      {
        head: words.say('col.state'),
        cell: row => html`<span class="tag">${words.say(`state.${row.state}`)}</span>`,
      },
      { head: words.say('col.phone'), cell: row => row.phone },
    ],
    answer.holders,
  );
}

function balance(answer: TraceAnswer, words: Wording): Html {
  const { balance: sums } = answer;
  if (!sums) return nothing;
  const parts = ['made', 'usedUp', 'shipped', 'sold', 'destroyed', 'inHand', 'missing'] as const;
  return html`<section class="card" aria-labelledby="balance"><h2 id="balance">${words.say('balance.title')}</h2><dl class="facts">${parts.map(
    part =>
      html`<dt>${words.say(`balance.${part}`)}</dt><dd>${words.quantity({ value: sums[part], unit: sums.unit })}</dd>`,
  )}</dl></section>`;
}

function causeSections(view: DeskPage, context: PageContext): Html {
  const { words } = context;
  const { causes } = view;
  if (!causes) return nothing;
  return html`${problemList(causes.problems, words)}<section class="card" aria-labelledby="causes"><h2 id="causes">${words.say('cause.title')}</h2>${
    causes.candidates.length === 0
      ? html`<p>${words.say('cause.none')}</p>`
      : table<CauseCandidate>(
          words.say('cause.title'),
          [
            {
              head: words.say('col.lot'),
              cell: row =>
                html`<a href="${hrefIn(context, row.lot.path)}"><b>${lotLine(words, row.lot)}</b></a>`,
            },
            {
              head: words.say('cause.column'),
              cell: row =>
                [
                  words.say('cause.reached', { reached: row.reached, of: row.of }),
                  row.others === undefined
                    ? ''
                    : words.say('cause.others', { others: words.number(row.others) }),
                ]
                  .filter(Boolean)
                  .join(words.language === 'en' ? ' ' : '，'),
            },
            { head: words.say('col.by'), cell: row => row.by && words.name(row.by) },
            { head: words.say('col.place'), cell: row => row.place && placeLine(words, row.place) },
            { head: words.say('col.at'), date: true, cell: row => row.at && words.date(row.at) },
            {
              head: words.say('desk.recall'),
              cell: row =>
                html`<a href="${hrefIn(context, `/desk/recall?${new URLSearchParams({ codes: row.lot.path })}`)}">${words.say('cause.traceIt')}</a>`,
            },
          ],
          causes.candidates,
        )
  }</section>`;
}

function problemList(problems: readonly CodeProblem[], words: Wording): Html {
  if (problems.length === 0) return nothing;
  return html`<section class="card bad-note" role="alert"><h2>${words.say('answer.notUsed')}</h2><ul>${problems.map(
    problem =>
      html`<li><b>${problem.code}</b> ${words.say(`problem.${problem.problem}`)}${
        problem.suggestion ? html` · ${words.say('unknown.suggestion')} ${problem.suggestion}` : nothing
      }</li>`,
  )}</ul></section>`;
}
