import type { LogPage } from '@pinxin/contract/log-page';
import { type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';

/** 透明日志: what it is, where it stands, how to check it, and what it cannot prove. */
export function printLogPage(view: LogPage, context: PageContext): string {
  const { words } = context;
  const body = html`<h1>${words.say('log.title')}</h1><p class="sub">${words.say('log.lead')}</p>${
    view.log === undefined
      ? html`<section class="card"><p>${words.say('log.none')}</p></section>`
      : standing(view.log, view.needed, context)
  }${earlier(view.closed, context)}<section class="card" aria-labelledby="check"><h2 id="check">${words.say('log.check')}</h2><ul><li>${words.say('log.checkReceipt')}</li><li>${words.say('log.checkWhole')}<br><code>npx pinxin log audit ${view.server} --keep checkpoint.txt</code></li><li>${words.say('log.checkEvent')}</li><li>${words.say('log.checkAbsent')}</li></ul></section><section class="card" aria-labelledby="not"><h2 id="not">${words.say('log.not')}</h2><ul><li>${words.say('log.notAll')}</li><li>${words.say('log.notTrue')}</li><li>${words.say('log.notSame')}</li></ul></section><section class="card" aria-labelledby="gone"><h2 id="gone">${words.say('log.gone')}</h2><p>${words.say('log.goneHow')}</p></section>`;
  return printPage(context, { title: words.say('log.title'), style: 'list', body, data: '/log?as=json' });
}

function standing(log: NonNullable<LogPage['log']>, needed: number, { words }: PageContext): Html {
  const path = pathOf(log.origin);
  return html`<section class="card" aria-labelledby="now"><h2 id="now">${words.say('log.now')}</h2><dl class="facts"><dt>${words.say('log.name')}</dt><dd><code>${log.origin}</code></dd><dt>${words.say('log.size')}</dt><dd>${words.number(log.size)}</dd><dt>${words.say('log.root')}</dt><dd><code>${log.root}</code></dd><dt>${words.say('log.key')}</dt><dd><code>${log.key}</code><p class="small">${words.say('log.keyWhere')}</p></dd><dt>${words.say('log.witnesses')}</dt><dd>${
    log.witnesses.length === 0
      ? html`<p>${words.say('log.noWitness')}</p>`
      : html`<ul class="rows">${log.witnesses.map(
          ({ name, at }) => html`<li>${name}${at === undefined ? nothing : html` · ${words.time(at)}`}</li>`,
        )}</ul>`
  }<p class="small">${words.say('log.needed', { needed })}</p></dd></dl><p class="choice"><a href="${path}/checkpoint">${words.say('log.checkpoint')}</a><a href="${path}/key">${words.say('log.keyFile')}</a></p></section>`;
}

/** 往年的日志: closed, and still there to be checked. */
function earlier(closed: LogPage['closed'], { words }: PageContext): Html {
  if (closed.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="years"><h2 id="years">${words.say('log.years')}</h2><p class="small">${words.say('log.yearsHow')}</p><ul class="rows">${closed.map(
    ({ origin, size, root, closedAt }) =>
      html`<li><code>${origin}</code> · ${words.say('log.leaves', { size: words.number(size) })} · ${words.say('log.closedAt', { at: words.time(closedAt) })}<br><span class="small"><code>${root}</code></span><br><a href="${pathOf(origin)}/checkpoint">${words.say('log.lastCheckpoint')}</a> · <a href="${pathOf(origin)}/key">${words.say('log.keyFile')}</a></li>`,
  )}</ul></section>`;
}

/** A log is served under its own name. */
function pathOf(origin: string): string {
  return origin.slice(Math.max(0, origin.indexOf('/')));
}
