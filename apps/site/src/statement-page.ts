import type { VerdictKind } from '@pinxin/contract/scan';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import type { StatementPage, StatementView } from '@pinxin/contract/statements/statement-view';
import { STATEMENT_ACTION_WORDS, STATEMENT_STATUS_WORDS } from '@pinxin/contract/statements/status';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { verdictIcon } from './icons.ts';
import { exportLinks } from './list-parts.ts';
import { termOf } from './mark-table.ts';

const VERDICTS: Readonly<Record<StatementView['status'], VerdictKind>> = {
  ...{ valid: 'trusted', suspended: 'attention', expired: 'attention' },
  ...{ withdrawn: 'stop', cancelled: 'attention', superseded: 'attention' },
};

const SHANGHAI_MS = 8 * 3_600_000;

/** People read the time of Asia/Shanghai, which has known no other offset since 1991. */
function localTime(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();
}

/** 声明页: how a statement stands first, then what it says, who stands behind it, and its proof. */
export function printStatementPage(view: StatementPage, context: PageContext): string {
  const { words } = context;
  const { statement } = view;
  const kind = VERDICTS[statement.status];
  const name = words.name(view.scheme ?? STATEMENT_KIND_WORDS[statement.kind]);
  const title = statement.number === null ? name : `${name} ${statement.number}`;
  const body = html`<article><section class="verdict ${kind}" aria-labelledby="verdict">${verdictIcon(kind)}<h1 id="verdict">${title}</h1><div><p><b>${words.name(STATEMENT_STATUS_WORDS[statement.status])}</b></p><p>${words.say('certificate.today', { date: words.date(view.today) })}</p></div></section>${says(view, context)}${behind(view, context)}${history(statement, context)}${exportLinks(context, [{ label: 'JSON', href: `/statements/${statement.id}?as=json` }])}</article>`;
  return printPage(context, { title, style: 'list', body, data: `/statements/${statement.id}?as=json` });
}

function fact(label: string, value: Html | string | undefined): Html {
  return value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
}

function says({ statement, subject, subjectPath }: StatementPage, context: PageContext): Html {
  const { words } = context;
  const { validTo } = statement;
  const name = words.name(subject);
  const about =
    subjectPath === undefined ? name : html`<a href="${hrefIn(context, subjectPath)}">${name}</a>`;
  const term = termOf({ validFrom: statement.validFrom, ...(validTo === null ? {} : { validTo }) }, words);
  return html`<section class="card" aria-labelledby="says"><h2 id="says">${words.say('statement.says')}</h2><dl class="facts">${fact(words.say('marks.kind'), words.name(STATEMENT_KIND_WORDS[statement.kind]))}${fact(words.say('marks.number'), statement.number ?? undefined)}${fact(words.say(statement.subject.kind === 'party' ? 'marks.holder' : 'marks.subject'), about)}${fact(words.say('marks.term'), term)}</dl></section>`;
}

function behind({ statement, issuer, hasCredential }: StatementPage, context: PageContext): Html {
  const { words } = context;
  const { id, mandate, legalBasis, issuedAt } = statement;
  const proof = hasCredential
    ? html`<p><a class="btn" href="${hrefIn(context, `/credentials/${id}`)}">${words.say('statement.proof')}</a></p><p class="small">${words.say('statement.proofHint')}</p>`
    : html`<p class="small">${words.say('statement.noProof')}</p>`;
  return html`<section class="card" aria-labelledby="who"><h2 id="who">${words.say('certificate.who')}</h2><dl class="facts">${fact(words.say('marks.issuer'), html`<a href="${hrefIn(context, `/enterprises/${statement.issuer.id}`)}">${words.name(issuer)}</a>`)}${fact(words.say('certificate.mandate'), mandate.legalBasis)}${fact(words.say('certificate.legalBasis'), words.name(legalBasis))}${fact(words.say('statement.recorded'), words.time(localTime(issuedAt)))}</dl>${proof}</section>`;
}

function history({ history: steps }: StatementView, context: PageContext): Html {
  const { words } = context;
  const rows = steps.map(
    ({ at, action, party, legalBasis, successor }) =>
      html`<li>${words.time(localTime(at))} <b>${words.name(STATEMENT_ACTION_WORDS[action])}</b> <span class="small">${party.name}</span>${legalBasis ? html` <span class="small">${legalBasis}</span>` : nothing}${
        successor
          ? html` <a href="${hrefIn(context, `/statements/${successor}`)}">${words.say('statement.successor')}</a>`
          : nothing
      }</li>`,
  );
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${words.say('certificate.history')}</h2><ul class="rows">${rows}</ul></section>`;
}
