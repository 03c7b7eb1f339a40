import type { MarkFact, Reason, RegisteredMark, ScanFact, ScanPage, TestFact } from '@pinxin/contract/scan';
import { checkSize } from './check-script.ts';
import { lotLine, statedTag } from './facts.ts';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { escapeHtml, type Html, html, nothing, PLACEHOLDER, SHEET_PLACEHOLDER, trusted } from './html.ts';
import { verdictIcon } from './icons.ts';
import { journeySection } from './journey.ts';
import { reportHelp } from './report-page.ts';
import { sheetOf } from './style.ts';
import { partyLine, placeLine, type Wording } from './wording.ts';

/** Where the line that counts scans goes; data cannot hold it, because data is escaped. */
export const SCANS_MARK = PLACEHOLDER;
/** Where the journal number goes: a noncharacter, which no data meant for people holds. */
export const JOURNAL_MARK = '\uFDEF';
/** Where the style sheet goes: the same on every page, and two fifths of most. */
export const SHEET_MARK = SHEET_PLACEHOLDER;
export const SCAN_SHEET = sheetOf('scan');

/** The page behind a code (扫码页), in the order a buyer asks: is it safe, what is it, who vouches, where from. */
export function printScanPage(view: ScanPage, context: PageContext): string {
  return printScanShell(view, context)
    .replace(SHEET_MARK, () => SCAN_SHEET)
    .replace(SCANS_MARK, () => scanLine(view.scans, context.words))
    .replace(JOURNAL_MARK, String(view.journal));
}

/** The page with marks where style sheet, count of scans and journal number go: it can be kept until something happens. */
export function printScanShell(view: ScanPage, context: PageContext): string {
  const { words } = context;
  const body = html`<article class="page"><div class="wide">${verdictSection(view, context)}</div>${productSection(view, words)}${
    view.records > 0
      ? html`${marksSection(view, context)}${testsSection(view, context)}${journeySection(view, context)}${scansSection(view, words)}`
      : nothing
  }${view.verdict.kind === 'unknown' ? reportHelp(words, view.code) : nothing}${nextSection(view, context)}</article>`;
  const name = view.product ? `${words.name(view.product.name)} ${view.label}` : view.label;
  return printPage(context, {
    title: `${words.say(`verdict.${view.verdict.kind}`)} · ${name}`,
    style: 'scan',
    sheetMark: SHEET_MARK,
    body,
    unlisted: view.verdict.kind === 'unknown',
    data: `${view.path}?as=json`,
  });
}

function verdictSection(view: ScanPage, context: PageContext): Html {
  const { words } = context;
  const { kind, reasons } = view.verdict;
  return html`<section class="verdict ${kind}" aria-labelledby="verdict">${verdictIcon(kind)}<h1 id="verdict">${words.say(`verdict.${kind}`)}</h1><div><ul>${reasons.map(reason => html`<li>${reasonLine(reason, context)}</li>`)}</ul>${
    kind === 'stop' ? stopAdvice(reasons, words) : nothing
  }</div></section>`;
}

function reasonLine(reason: Reason, context: PageContext): Html {
  const { words } = context;
  const said = reason.recall ? { reason: words.name(reason.recall.reason) } : {};
  return html`${words.say(`reason.${reason.code}`, said)}${
    reason.lot
      ? html` <a href="${hrefIn(context, reason.lot.path)}">${lotLine(words, reason.lot)}</a>`
      : nothing
  }${
    reason.by && reason.at
      ? html` <span class="small">${words.say('reason.saidBy', { name: words.name(reason.by.name), date: words.date(reason.at) })} ${statedTag(words, reason.by.statedBy)}</span>`
      : nothing
  }${
    reason.recall
      ? html` <a href="${hrefIn(context, `/recalls/${reason.recall.id}`)}">${words.say('reason.recall')}</a>`
      : nothing
  }${reason.event ? html` <a class="small" href="${hrefIn(context, `/records/event/${reason.event}`)}">${words.say('reason.record')}</a>` : nothing}`;
}

/** What to do and whom to ask: as the recall says where there is one. */
function stopAdvice(reasons: readonly Reason[], words: Wording): Html {
  const recall = reasons.find(reason => reason.recall)?.recall;
  if (recall) {
    return html`<p><b>${words.name(recall.advice)}</b></p><p>${words.say('stop.contact', { name: words.name(recall.contact) })} <a href="tel:${recall.phone}">${recall.phone}</a> · <a href="tel:12315">${words.say('stop.call')}</a></p>`;
  }
  const phone = reasons.find(reason => reason.by?.phone)?.by?.phone;
  return html`<p><b>${words.say('stop.do')}</b></p><p><a href="tel:12315">${words.say('stop.call')}</a>${
    phone ? html` · ${words.say('stop.callBy')} <a href="tel:${phone}">${phone}</a>` : nothing
  }</p>`;
}

function productSection(view: ScanPage, words: Wording): Html {
  const { product } = view;
  const fact = (label: string, value: Html | string | undefined) =>
    value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`;
  return html`<section class="card" aria-labelledby="what"><h2 id="what">${product ? words.name(product.name) : words.say('scan.what')}</h2><dl class="facts">${fact(
    words.say('scan.maker'),
    view.maker
      ? html`${partyLine(words, view.maker)} ${statedTag(words, view.maker.statedBy)}`
      : product
        ? words.say('scan.notStated')
        : undefined,
  )}${fact(words.say('scan.place'), view.place && placeLine(words, view.place))}${fact(words.say('scan.brand'), product?.brand && words.name(product.brand))}${fact(
    words.say('scan.lot'),
    view.lot,
  )}${fact(words.say('scan.serial'), view.serial)}${view.dates.map(date =>
    fact(words.say(`date.${date.kind}`), html`${words.date(date.date)} ${statedTag(words, date.statedBy)}`),
  )}${fact(words.say('scan.netContent'), product?.netContent)}${fact(
    words.say('scan.quantity'),
    view.quantity && words.quantity(view.quantity),
  )}${product ? fact(words.say('scan.gtin'), product.gtin) : fact(words.say('scan.code'), view.code)}</dl></section>`;
}

function marksSection(view: ScanPage, context: PageContext): Html {
  const { words } = context;
  const line = (mark: MarkFact) =>
    html`<li><b>${certificateName(mark.reference, words)}</b> <span class="tag warn">${words.say('marks.notVerified')}</span><br><span class="small">${mark.by ? words.name(mark.by.name) : nothing} ${statedTag(words, mark.statedBy)} · <a href="${hrefIn(context, `/records/event/${mark.event}`)}">${words.say('marks.see')}</a></span></li>`;
  const isBare = view.marks.length === 0 && view.registered.length === 0;
  return html`<section class="card" aria-labelledby="marks"><h2 id="marks">${words.say('marks.title')}</h2>${
    view.registered.length === 0
      ? nothing
      : html`<ul class="rows">${view.registered.map(mark => registeredLine(mark, context))}</ul>${checkBox(words)}`
  }${
    view.marks.length === 0
      ? nothing
      : html`<ul class="rows">${view.marks.map(line)}</ul><p class="small">${words.say('marks.explain')}</p>`
  }${isBare ? html`<p class="sub">${words.say('marks.none')}</p>` : nothing}</section>`;
}

/** A mark of the register: whose, by whom, from when until when, and above all whether it holds. */
function registeredLine(mark: RegisteredMark, context: PageContext): Html {
  const { words } = context;
  const name = mark.name ? words.name(mark.name) : words.say(`marks.kind.${mark.kind}`);
  const { validFrom, validTo } = mark;
  const term = validTo
    ? words.say('marks.termTo', { from: words.date(validFrom), to: words.date(validTo) })
    : words.say('marks.term', { from: words.date(validFrom) });
  const grade = mark.grade ? ` ${words.say('marks.grade', { grade: mark.grade })}` : '';
  const tag = mark.status === 'valid' ? 'tag ok' : mark.status === 'expired' ? 'tag warn' : 'tag bad';
  return html`<li data-credential="${mark.id}"><b>${name}${grade}</b> <span class="${tag}">${words.say(`marks.status.${mark.status}`)}</span><br><span class="small">${words.say(`marks.of.${mark.holder}`)}${mark.number ? ` · ${mark.number}` : ''} · ${words.name(mark.issuer)} · ${term} · <a href="${hrefIn(context, `/credentials/${mark.id}`)}">${words.say('verify.mark')}</a></span> </li>`;
}

/** 在本机查验: hidden until its script runs; what it says of itself includes what it costs to load. */
function checkBox(words: Wording): Html {
  const said = (name: 'ok' | 'bad' | 'open' | 'signature' | 'term' | 'status' | 'log' | 'comma') =>
    words.say(`check.${name}`);
  return html`<p id="check" hidden data-ok="${said('ok')}" data-bad="${said('bad')}" data-open="${said('open')}" data-signature="${said('signature')}" data-term="${said('term')}" data-status="${said('status')}" data-log="${said('log')}" data-comma="${said('comma')}"><button type="button">${words.say('check.go')}</button><br><span class="small">${words.say('check.hint', { size: (checkSize.whole / 1000).toFixed(1) })}</span></p><script src="/check.js" defer></script>`;
}

function testsSection(view: ScanPage, context: PageContext): Html {
  const { words } = context;
  const line = (test: TestFact) =>
    html`<li>${words.say('tests.sentence', {
      subject: lotLine(words, test.lot),
      outcome: words.say(`tests.${test.outcome}`),
    })} ${statedTag(words, test.statedBy)}<br><span class="small">${test.by ? html`${words.name(test.by.name)} · ` : nothing}${words.date(test.at)} · <a href="${test.report ?? hrefIn(context, `/records/event/${test.event}`)}">${words.say(test.report ? 'tests.report' : 'reason.record')}</a></span></li>`;
  const byLaboratory = view.tests.some(test => test.statedBy === 'laboratory');
  return html`<section class="card" aria-labelledby="tests"><h2 id="tests">${words.say('tests.title')}</h2>${
    view.tests.length > 0 ? html`<ul class="rows">${view.tests.map(line)}</ul>` : nothing
  }${byLaboratory ? nothing : html`<p class="sub">${words.say('tests.none')}</p>`}</section>`;
}

function scansSection(view: ScanPage, words: Wording): Html {
  return html`<section class="card" aria-labelledby="scans"><h2 id="scans">${words.say('scans.title')}</h2>${view.plausibility.map(
    finding =>
      html`<p><b>${words.say(`plausibility.${finding.code}`, { seen: finding.seen, bound: finding.bound })}</b></p>`,
  )}<p>${trusted(SCANS_MARK)}${view.kind === 'lot' ? ` ${words.say('scans.lotNote')}` : ''}</p><p class="small">${words.say('scans.privacy')}</p></section>`;
}

/** How often the code was scanned before, as markup. */
export function scanLine(scans: Pick<ScanFact, 'count' | 'firstAt'>, words: Wording): string {
  return escapeHtml(
    scans.count === 0 || !scans.firstAt
      ? words.say('scans.first')
      : words.say('scans.nth', { count: words.number(scans.count), date: words.date(scans.firstAt) }),
  );
}

function nextSection(view: ScanPage, context: PageContext): Html {
  const { words } = context;
  const known = view.records > 0;
  return html`<nav class="wide" aria-label="${words.say('next.title')}"><div class="actions"><a class="btn" href="${hrefIn(context, view.links.report)}">${words.say('next.report')}</a>${
    known
      ? html`<a class="btn" href="${hrefIn(context, view.links.lineage)}">${words.say('next.lineage')}</a><a class="btn" href="${hrefIn(context, view.links.records)}">${words.say('next.records')}</a>${passportLink(view, context)}`
      : nothing
  }</div><p class="small">${words.say('next.asOf', { journal: JOURNAL_MARK, count: view.records })} <a href="${view.path}?as=json">${words.say('next.json')}</a></p></nav>`;
}

/** 产品护照, of lots and single packs. */
function passportLink({ kind, path }: ScanPage, context: PageContext): Html {
  if (kind !== 'lot' && kind !== 'item') return nothing;
  return html`<a class="btn" href="${hrefIn(context, `/passports${path}`)}">${context.words.say('passport.link')}</a>`;
}

/** A document numbered by GS1 (253: issuer's prefix with check digit, then its own number) is told by that number. */
function certificateName(reference: string, words: Wording): string {
  const document = /\/253\/(\d{13})([^/?#%]+)$/.exec(reference);
  if (document === null) return reference;
  return words.say('marks.certificate', { number: document[2]!, type: document[1]! });
}
