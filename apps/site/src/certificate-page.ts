import type { CertificatePage, CertificateStanding } from '@pinxin/contract/public-pages';
import type { VerdictKind } from '@pinxin/contract/scan';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing, trusted } from './html.ts';
import { verdictIcon } from './icons.ts';
import { exportLinks, filterForm } from './list-parts.ts';
import { termOf } from './mark-table.ts';

const VERDICTS: Readonly<Record<CertificateStanding, VerdictKind>> = {
  ...{ valid: 'trusted', suspended: 'attention', expired: 'attention', notYet: 'unknown' },
  ...{ withdrawn: 'stop', cancelled: 'attention', superseded: 'attention' },
};

/** 证书查验页: how it stands first, then what it says and who stands behind it. `qr` is an SVG that the server drew. */
export function printCertificatePage(view: CertificatePage, qr: string, context: PageContext): string {
  const { words } = context;
  const kind = VERDICTS[view.standing];
  const name = words.name(view.scheme.name);
  const day = words.date(view.on);
  const body = html`<article><section class="verdict ${kind}" aria-labelledby="verdict">${verdictIcon(kind)}<h1 id="verdict">${words.say(`certificate.head.${view.standing}`)}</h1><div><p><b>${name} ${view.number}</b></p><p>${words.say(view.on === view.today ? 'certificate.today' : 'certificate.asOf', { date: day })}</p></div></section>${factSection(view, context)}<section class="card" aria-labelledby="who"><h2 id="who">${words.say('certificate.who')}</h2><dl class="facts">${fact(words.say('marks.issuer'), html`<a href="${hrefIn(context, `/enterprises/${view.issuer.id}`)}">${words.name(view.issuer.name)}</a>`)}${fact(words.say('certificate.mandate'), html`${view.mandate.legalBasis}<br><span class="small">${termOf(view.mandate, words)}</span>`)}${fact(words.say('certificate.legalBasis'), view.legalBasis)}</dl></section>${historySection(view, context)}<section class="card" aria-labelledby="files"><h2 id="files">${words.say('certificate.files')}</h2><div class="qr">${trusted(qr)}</div><p class="small">${words.say('certificate.qr')}</p>${exportLinks(
    context,
    [
      { label: words.say('certificate.pdf'), href: view.pdf },
      { label: 'JSON', href: `/certificates/${view.statement}?on=${view.on}&as=json` },
    ],
  )}</section>${filterForm(
    context,
    `/certificates/${view.statement}`,
    [{ kind: 'date', name: 'on', label: words.say('certificate.on'), value: view.on }],
    words.say('certificate.look'),
  )}<p><a href="${hrefIn(context, '/marks')}">${words.say('certificate.register')}</a></p></article>`;
  return printPage(context, {
    title: `${name} ${view.number}`,
    style: 'list',
    body,
    unlisted: view.isMasked,
    data: `/certificates/${view.statement}?as=json`,
  });
}

function fact(label: string, value: Html | string | undefined): Html {
  return value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
}

function factSection(view: CertificatePage, context: PageContext): Html {
  const { words } = context;
  const { subject, holder } = view;
  const subjectName = words.name(subject.name);
  return html`<section class="card" aria-labelledby="says"><h2 id="says">${words.say('certificate.says')}</h2><dl class="facts">${fact(words.say('marks.name'), words.name(view.scheme.name))}${fact(words.say('marks.kind'), words.name(STATEMENT_KIND_WORDS[view.kind]))}${fact(words.say('marks.number'), view.number)}${fact(
    words.say('marks.holder'),
    html`<a href="${hrefIn(context, `/enterprises/${holder.id}`)}">${words.name(holder.name)}</a>`,
  )}${fact(words.say('party.uscc'), view.uscc)}${
    subject.kind === 'party'
      ? nothing
      : fact(
          words.say('marks.subject'),
          subject.path === undefined
            ? subjectName
            : html`<a href="${hrefIn(context, subject.path)}">${subjectName}</a>`,
        )
  }${fact(words.say('marks.term'), termOf(view, words))}</dl></section>`;
}

function historySection({ history }: CertificatePage, context: PageContext): Html {
  const { words } = context;
  if (history.length === 0) return nothing;
  const rows = history.map(
    ({ on, action, legalBasis, successor }) =>
      html`<li>${words.date(on)} <b>${words.say(`certificate.did.${action}`)}</b>${legalBasis ? html` <span class="small">${legalBasis}</span>` : nothing}${
        successor
          ? html` <a href="${hrefIn(context, `/certificates/${successor}`)}">${words.say('certificate.successor')}</a>`
          : nothing
      }</li>`,
  );
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${words.say('certificate.history')}</h2><ul class="rows">${rows}</ul></section>`;
}
