import type { NoticeFace, NoticePage } from '@pinxin/contract/schemes/notice-page';
import { type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';

/** 正在公示: applications that anybody may object to, each with the form for it. */
export function printNotices(view: NoticePage, context: PageContext): string {
  const { words } = context;
  const title = words.say('notices.title');
  const body = html`<h1>${title}</h1><p class="sub">${words.say('notices.lead')}</p>${
    view.isThanks ? html`<p class="card" role="status">${words.say('notices.thanks')}</p>` : nothing
  }${
    view.notices.length === 0
      ? html`<section class="card"><p>${words.say('notices.none')}</p></section>`
      : view.notices.map(notice => noticeCard(notice, view.objectionId, context))
  }`;
  return printPage(context, { title, style: 'desk', body, data: '/public-notices?as=json' });
}

function noticeCard(notice: NoticeFace, objectionId: string, context: PageContext): Html {
  const { words } = context;
  const fact = (label: string, value: string | undefined) =>
    value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
  const named = (name: string, en: string | null) =>
    words.name({ 'zh-CN': name, ...(en === null ? {} : { en }) });
  const term = { from: words.date(notice.from), to: words.date(notice.lastDay) };
  return html`<article class="card" aria-labelledby="${notice.id}"><h2 id="${notice.id}">${words.name(notice.schemeName)}</h2><dl class="facts">${fact(
    words.say('notices.applicant'),
    named(notice.applicant, notice.applicantEn),
  )}${fact(
    words.say('notices.subject'),
    notice.subject === notice.applicant ? undefined : named(notice.subject, notice.subjectEn),
  )}${fact(
    words.say('notices.division'),
    notice.division && words.name(notice.division),
  )}${fact(words.say('notices.basis'), notice.legalBasis)}${fact(
    words.say('notices.days'),
    words.say('notices.until', term),
  )}</dl><details><summary>${words.say('notices.object')}</summary>${objectionForm(notice, objectionId, context)}</details></article>`;
}

function objectionForm({ id }: NoticeFace, objectionId: string, context: PageContext): Html {
  const { words } = context;
  const lang = context.languageChosen ? `?lang=${words.language}` : '';
  const line = (name: 'name' | 'contact', most: number) =>
    html`<div><label for="${name}-${id}">${words.say(`notices.${name}`)}</label><input id="${name}-${id}" name="${name}" maxlength="${most}" autocomplete="off"></div>`;
  return html`<form class="ask" action="/public-notices/${id}/objection${lang}" method="post"><input type="hidden" name="clientId" value="${objectionId}"><div><label for="text-${id}">${words.say('notices.text')}</label><textarea id="text-${id}" name="text" rows="5" required minlength="5" maxlength="4000"></textarea></div>${line('name', 60)}${line('contact', 100)}<p class="small">${words.say('notices.private')}</p><div><button type="submit">${words.say('notices.send')}</button></div></form>`;
}
