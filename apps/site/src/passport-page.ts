import type { PassportPage, PassportPageClaim } from '@pinxin/contract/passport-page';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { verdictIcon } from './icons.ts';
import { termOf } from './mark-table.ts';
import { table } from './pages.ts';
import { placeLine } from './wording.ts';

/** 产品护照: what it says, what stands behind it, and how to take it along. */
export function printPassportPage(view: PassportPage, context: PageContext): string {
  const { words } = context;
  const title = `${words.say('passport.title')} · ${words.name(view.name)} ${view.label}`;
  const body = html`<h1>${words.say('passport.title')}</h1><p class="sub">${words.say('passport.lead')}</p>${verdictSection(view, context)}${factsSection(view, context)}${claimsSection(view.claims, context)}${takeSection(view, context)}`;
  return printPage(context, {
    title,
    style: 'list',
    body,
    unlisted: true,
    data: `${addressOf(view)}?as=json`,
  });
}

function addressOf({ path }: PassportPage): string {
  return `/passports${path}`;
}

function verdictSection({ verdict, path }: PassportPage, context: PageContext): Html {
  const { words } = context;
  return html`<section class="verdict ${verdict}">${verdictIcon(verdict)}<h2>${words.say(`verdict.${verdict}`)}</h2><div><a href="${hrefIn(context, path)}">${words.say('passport.back')}</a></div></section>`;
}

function factsSection(view: PassportPage, context: PageContext): Html {
  const { words } = context;
  const { facility, maker, productionDate } = view;
  const rows: readonly (readonly [string, Html | string | undefined])[] = [
    [words.say(view.granularity === 'item' ? 'scan.serial' : 'scan.lot'), view.label],
    [words.say('scan.gtin'), view.gtin],
    [words.say('scan.maker'), maker && words.name(maker)],
    [words.say('passport.facility'), 'name' in facility ? placeLine(words, facility) : words.name(facility)],
    [words.say('passport.country'), words.say('passport.china')],
    [words.say('passport.made'), productionDate && words.date(productionDate)],
    [words.say('passport.issuer'), view.issuer],
    [words.say('passport.holds'), words.time(view.goodUntil)],
  ];
  return html`<section class="card"><h2>${words.name(view.name)}</h2><dl class="facts">${rows.map(([head, value]) => (value === undefined ? nothing : html`<dt>${head}</dt><dd>${value}</dd>`))}</dl></section>`;
}

function claimsSection(claims: readonly PassportPageClaim[], context: PageContext): Html {
  const { words } = context;
  const title = words.say('passport.claims');
  if (claims.length === 0)
    return html`<section class="card"><h2>${title}</h2><p class="sub">${words.say('passport.noClaims')}</p></section>`;
  const columns = [
    {
      head: words.say('passport.claim'),
      cell: ({ name, number }: PassportPageClaim) => html`<b>${name}</b> ${number}`,
    },
    {
      head: words.say('passport.kind'),
      cell: ({ kind }: PassportPageClaim) => words.name(STATEMENT_KIND_WORDS[kind]),
    },
    {
      head: words.say('passport.score'),
      cell: ({ score }: PassportPageClaim) => scoreWord(score, context),
    },
    {
      head: words.say('passport.term'),
      cell: ({ validFrom, validTo }: PassportPageClaim) =>
        termOf(validTo === null ? { validFrom } : { validFrom, validTo }, words),
    },
    {
      head: words.say('passport.proof'),
      cell: ({ statement }: PassportPageClaim) =>
        html`<a href="${hrefIn(context, `/credentials/${statement}`)}">${words.say('verify.mark')}</a>`,
    },
  ];
  return html`<section class="card"><h2>${title}</h2>${table(words.say('passport.claimsNote'), columns, claims)}</section>`;
}

function scoreWord(score: string, { words }: PageContext): string {
  return score === 'conforms' || score === 'doesNotConform' || score === 'inconclusive'
    ? words.say(`passport.${score}`)
    : score;
}

function takeSection(view: PassportPage, context: PageContext): Html {
  const { words } = context;
  const signed = view.isSigned
    ? html`<a class="btn main" href="${addressOf(view)}?as=jwt">${words.say('passport.signed')}</a>`
    : html`<p class="tag warn" role="alert">${words.say('passport.unsigned')}</p>`;
  return html`<section class="card"><h2>${words.say('passport.take')}</h2><p class="small">${words.say('passport.short')}</p><div class="actions">${signed}<a class="btn" href="${addressOf(view)}?as=json">${words.say('passport.json')}</a></div></section>`;
}
