import type { FindingView, VerificationView } from '@pinxin/contract/verification';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { verdictIcon } from './icons.ts';

/** What the page of a verification shows. */
export interface VerifyPageView {
  /** What was pasted, or the credential at this address. */
  readonly text: string;
  readonly found: VerificationView | undefined;
  readonly isUnreadable: boolean;
}

const KINDS = { valid: 'trusted', invalid: 'stop', unknown: 'attention' } as const;
const TAGS = { passed: ' ok', failed: ' bad', unknown: ' warn', remark: '' } as const;

/** 查验: the verdict first, then every finding in plain words, then what the credential says. */
export function printVerifyPage(view: VerifyPageView, context: PageContext): string {
  const { words } = context;
  const title = words.say('verify.title');
  const { found } = view;
  const body =
    found === undefined
      ? html`<h1>${title}</h1><p class="sub">${words.say('verify.lead')}</p>${form(view, context)}`
      : html`${verdict(found, context)}${findings(found, context)}${says(found, context)}${original(view, context)}${form({ ...view, text: '' }, context)}`;
  return printPage(context, { title, style: 'desk', body, unlisted: found !== undefined });
}

function form({ text, isUnreadable }: VerifyPageView, context: PageContext): Html {
  const { words } = context;
  const complaint = isUnreadable
    ? html`<p class="tag bad" role="alert">${words.say('verify.unreadable')}</p>`
    : nothing;
  return html`<form class="card ask" action="${hrefIn(context, '/verify')}" method="post" enctype="multipart/form-data">${complaint}<div><label for="credential">${words.say('verify.field')}</label><textarea id="credential" name="credential" rows="5" spellcheck="false" autocapitalize="off">${text}</textarea></div><div><label for="file">${words.say('verify.file')}</label><input id="file" name="file" type="file" multiple aria-describedby="file-hint"><p class="small" id="file-hint">${words.say('verify.fileHint')}</p></div>${photo(context)}<div><button type="submit">${words.say('verify.go')}</button></div></form><section class="card"><h2>${words.say('verify.other')}</h2><p>${words.say('verify.phone')}</p><p>${words.say('verify.offlineHow')}</p><pre>pinxin verify credential.jwt --receipt credential.tlog-proof --bundle trust-bundle.json</pre><p><a href="/trust-bundle.json">${words.say('verify.offline')}</a></p></section>`;
}

/** Where a browser reads codes from pictures; nothing is sent, and without a script the field stays hidden. */
function photo({ words }: PageContext): Html {
  return html`<div hidden><label for="photo">${words.say('verify.photo')}</label><input id="photo" type="file" accept="image/*" capture="environment" aria-describedby="photo-told"><p class="small" id="photo-told" role="status" data-reader="${words.say('verify.photoReader')}" data-nothing="${words.say('verify.photoNothing')}"></p></div><script src="/check.js" defer></script>`;
}

function verdict(
  { verdict: word, message, checkedAt, findings: all }: VerificationView,
  context: PageContext,
): Html {
  const { words } = context;
  const kind = KINDS[word];
  // What is wrong, or what is open, is said at once; the rest stands below.
  const reasons = all.filter(({ outcome }) => outcome === (word === 'invalid' ? 'failed' : 'unknown'));
  const [head, ...rest] = words.name(message).split(/[：:]\s*/);
  return html`<section class="verdict ${kind}">${verdictIcon(kind)}<h1>${head}</h1><div><ul>${rest.map(part => html`<li>${part}</li>`)}${reasons.slice(0, 4).map(({ message: why }) => html`<li>${words.name(why)}</li>`)}</ul><p class="small">${words.say('verify.checked', { time: words.time(checkedAt) })}</p></div></section>`;
}

function findings({ findings: all, receipt }: VerificationView, context: PageContext): Html {
  const { words } = context;
  const order = ['failed', 'unknown', 'passed', 'remark'] as const;
  const sorted = order.flatMap(outcome => all.filter(each => each.outcome === outcome));
  const proof =
    receipt === undefined ? nothing : html`<p><a href="${receipt}">${words.say('verify.receipt')}</a></p>`;
  return html`<section class="card"><h2>${words.say('verify.findings')}</h2><dl class="facts">${sorted.map(each => finding(each, context))}</dl>${proof}</section>`;
}

function finding({ checkName, outcome, message, at }: FindingView, { words }: PageContext): Html {
  const place = at === undefined ? nothing : html` <span class="small">${at}</span>`;
  return html`<dt>${words.name(checkName)}</dt><dd><span class="tag${TAGS[outcome]}">${words.say(`verify.${outcome}`)}</span> ${words.name(message)}${place}</dd>`;
}

function says({ credential, securing, verdict: word }: VerificationView, { words }: PageContext): Html {
  if (credential === undefined) return nothing;
  const { name, types, issuer, subject, validFrom, validUntil } = credential;
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    [
      words.say('verify.issuer'),
      issuer?.name ?? issuer?.id,
      issuer?.name === undefined ? undefined : issuer.id,
    ],
    [
      words.say('verify.subject'),
      subject?.name ?? subject?.id,
      subject?.name === undefined ? undefined : subject.id,
    ],
    [words.say('verify.from'), validFrom && words.date(validFrom), undefined],
    [words.say('verify.until'), validUntil && words.date(validUntil), undefined],
    [words.say('verify.securing'), securing, types.join(', ')],
  ];
  const warning = word === 'valid' ? nothing : html`<p class="small">${words.say('verify.unproved')}</p>`;
  return html`<section class="card"><h2>${words.say('verify.says')}${name === undefined ? nothing : html` · ${name}`}</h2>${warning}<dl class="facts">${rows.map(([head, value, more]) => (value === undefined ? nothing : html`<dt>${head}</dt><dd>${value}${more === undefined ? nothing : html`<br><span class="small">${more}</span>`}</dd>`))}</dl></section>`;
}

function original({ text }: VerifyPageView, { words }: PageContext): Html {
  return html`<details class="card"><summary>${words.say('verify.original')}</summary><pre>${text}</pre></details>`;
}
