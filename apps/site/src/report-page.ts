import { type PageContext, printPage } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Wording } from './wording.ts';

/** How to report a fake: what to photograph, whom to call, what to read out. */
export function printReportPage(label: string | undefined, context: PageContext): string {
  const { words } = context;
  return printPage(context, {
    title: words.say('report.title'),
    style: 'scan',
    body: html`<h1>${words.say('report.title')}</h1><p class="sub">${words.say('report.lead')}</p>${reportSteps(words, label)}`,
    unlisted: true,
  });
}

/** The same help on the page of a code that nobody knows. */
export function reportHelp(words: Wording, label: string): Html {
  return html`<section class="card" aria-labelledby="check"><h2 id="check">${words.say('unknown.check')}</h2><ul class="rows"><li>${words.say('unknown.check1')}</li><li>${words.say('unknown.check2')}</li><li>${words.say('unknown.check3')}</li></ul></section><div class="side">${reportSteps(words, label)}</div>`;
}

function reportSteps(words: Wording, label: string | undefined): Html {
  return html`<section class="card" aria-labelledby="photos"><h2 id="photos">${words.say('report.photos')}</h2><ol class="rows"><li>${words.say('report.photo1')}</li><li>${words.say('report.photo2')}</li><li>${words.say('report.photo3')}</li></ol></section><section class="card" aria-labelledby="phone"><h2 id="phone">${words.say('report.phone')}</h2><p>${words.say('report.call')}</p>${
    label ? html`<p>${words.say('report.say')} <b>${label}</b></p>` : null
  }<p>${words.say('report.keep')}</p><p><a class="btn main" href="tel:12315">12315</a></p></section>`;
}
