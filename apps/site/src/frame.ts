import { type Html, html, nothing, trusted } from './html.ts';
import { markChinese } from './mark-chinese.ts';
import { type StyleSet, sheetOf } from './style.ts';
import { tokens } from './tokens.ts';
import type { Wording } from './wording.ts';

/** What every page is told besides its own subject. */
export interface PageContext {
  readonly words: Wording;
  readonly isDemo: boolean;
  /** Path and query of this page, for the language switch. */
  readonly here: string;
  /** True when the reader chose the language; links then keep it. */
  readonly languageChosen: boolean;
}

export interface Frame {
  readonly title: string;
  readonly style: StyleSet;
  /** Stands where the style sheet goes, when that is put in later. */
  readonly sheetMark?: string;
  readonly body: Html;
  /** Set on pages that search engines should not keep (errors, desks, unknown codes). */
  readonly unlisted?: boolean;
  /** Machine-readable form of the same page. */
  readonly data?: string;
  /** What is new of it, as Atom. */
  readonly feed?: { readonly title: string; readonly href: string };
}

const WAYS = [
  ['/search', 'nav.search'],
  ['/brands', 'nav.brands'],
  ['/marks', 'nav.marks'],
  ['/public-notices', 'nav.notices'],
  ['/recalls', 'nav.recalls'],
  ['/verify', 'verify.title'],
  ['/programmes', 'nav.programmes'],
  ['/open-data', 'nav.data'],
  ['/log', 'nav.log'],
] as const;

/** A whole page: head, demo banner, navigation, main, foot. */
export function printPage(context: PageContext, frame: Frame): string {
  const { words } = context;
  const other = words.language === 'en' ? 'zh-CN' : 'en';
  // Twice: at the top where there is room, at the foot of a phone's page; the style sheet shows one.
  const ways = html`<nav class="ways" aria-label="${words.say('nav.site')}">${WAYS.map(([path, key]) => html`<a href="${hrefIn(context, path)}">${words.say(key)}</a>`)}</nav>`;
  const page = html`<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${frame.title} · ${words.say('site.name')}</title>${
    frame.unlisted ? html`<meta name="robots" content="noindex">` : nothing
  }${frame.data ? html`<link rel="alternate" type="application/json" href="${frame.data}">` : nothing}${frame.feed ? html`<link rel="alternate" type="application/atom+xml" title="${frame.feed.title}" href="${frame.feed.href}">` : nothing}<link rel="icon" href="data:,"><style>${words.language === 'en' ? trusted(tokens.quotes) : nothing}${trusted(frame.sheetMark ?? sheetOf(frame.style))}</style></head>
<body><a class="skip" href="#main">${words.say('site.skip')}</a><header>${
    context.isDemo ? html`<p class="demo">${words.say('site.demo')}</p>` : nothing
  }<div class="top"><a class="name" href="${hrefIn(context, '/')}">${words.say('site.name')}</a>${ways}<nav aria-label="${words.say('site.languages')}"><a href="${withQuery(context.here, 'lang', other)}" hreflang="${other}" lang="${other}" rel="alternate">${words.say('site.other')}</a></nav></div></header>
<main id="main" tabindex="-1">${frame.body}</main>
<footer class="foot">${ways}<p>${words.say('site.foot')}</p><p>${words.say('site.complain')} · <a href="${hrefIn(context, '/desk')}">${words.say('site.desk')}</a></p></footer></body></html>`
    .markup;
  return words.language === 'zh-CN' ? page : markChinese(page);
}

/** An address on this host that keeps the language the reader chose. */
export function hrefIn(context: PageContext, path: string): string {
  return context.languageChosen ? withQuery(path, 'lang', context.words.language) : path;
}

/** Sets one query parameter of a path. */
export function withQuery(path: string, name: string, value: string): string {
  const [before = '', query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return `${before}?${parameters}`;
}
