import { ROLE_WORDS } from '@pinxin/contract/permissions';
import type { DemoAccountView } from '@pinxin/contract/session';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';

/** What the sign-in page shows. */
export interface SignInPageView {
  /** Where to go afterwards: a path on this host. */
  readonly next: string;
  /** What was wrong with the last try. */
  readonly complaints: readonly string[];
  /** The login that was typed. */
  readonly login: string;
  /** Empty where the instance is no demo. */
  readonly demoAccounts: readonly DemoAccountView[];
  /** Name of the other provider by which one may sign in. */
  readonly provider?: string;
}

/** 登录: name and password; in a demo one click for each role. */
export function printSignIn(view: SignInPageView, context: PageContext): string {
  const { words } = context;
  const onward = `?${new URLSearchParams({ next: view.next })}`;
  const body = html`<h1>${words.say('signIn.title')}</h1><p class="sub">${words.say('signIn.lead')}</p>${complaintsOf(view.complaints, context)}<form class="card ask" action="${hrefIn(context, '/sign-in')}" method="post">${nextField(view.next)}${field('login', words.say('signIn.login'), { value: view.login, autocomplete: 'username webauthn' })}${field(
    'password',
    words.say('signIn.password'),
    { type: 'password', autocomplete: 'current-password' },
  )}<div class="choice"><button type="submit">${words.say('signIn.go')}</button><button type="button" id="passkey" hidden data-next="${view.next}" data-failed="${words.say('signIn.passkeyFailed')}">${words.say('signIn.passkey')}</button>${
    view.provider === undefined
      ? nothing
      : html`<a class="btn" href="/sign-in/provider${onward}">${words.say('signIn.provider', { name: view.provider })}</a>`
  }</div><p id="passkey-told" role="status"></p></form>${demoSection(view, context)}<p><a href="${hrefIn(context, `/desk/sign-in${view.next.startsWith('/desk') ? onward : ''}`)}">${words.say('signIn.key')}</a></p><script src="/sign-in/passkey.js" defer></script>`;
  return printPage(context, { title: words.say('signIn.title'), style: 'desk', body, unlisted: true });
}

function demoSection(view: SignInPageView, context: PageContext): Html {
  const { words } = context;
  if (view.demoAccounts.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="demo"><h2 id="demo">${words.say('demo.title')}</h2><p>${words.say('demo.lead')}</p><form action="${hrefIn(context, '/sign-in')}" method="post">${nextField(view.next)}<ul class="cards">${view.demoAccounts.map(
    account =>
      html`<li><button type="submit" name="demo" value="${account.key}">${words.name(account.name)}</button><span class="small">${words.name(ROLE_WORDS[account.role])} · ${account.basis === 'delegation' ? `${words.say('demo.delegate')} ` : ''}${words.name(account.at)}</span></li>`,
  )}</ul></form></section>`;
}

/** 第二重验证: the code after the password. */
export function printSecondFactor(next: string, complaints: readonly string[], context: PageContext): string {
  const { words } = context;
  return printPage(context, {
    title: words.say('factor.title'),
    style: 'desk',
    unlisted: true,
    body: html`<h1>${words.say('factor.title')}</h1><p class="sub">${words.say('factor.lead')}</p>${complaintsOf(complaints, context)}<form class="card ask" action="${hrefIn(context, '/sign-in/second-factor')}" method="post">${nextField(next)}${codeField(words.say('factor.code'))}<div><button type="submit">${words.say('factor.go')}</button></div></form>`,
  });
}

/** What a one-time link offers. */
export interface InvitationPageView {
  readonly token: string;
  readonly kind: 'membership' | 'recovery' | 'firstAdministrator';
  /** Role and party, said in words. */
  readonly offer: string;
  readonly login: string;
  readonly name: string;
  /** Who is signed in already. */
  readonly signedInAs?: string;
  readonly complaints: readonly string[];
}

/** 接受邀请 / 恢复账户 / 第一位管理员. */
export function printInvitation(view: InvitationPageView, context: PageContext): string {
  const { words } = context;
  const action = hrefIn(context, `/sign-in/invitation/${view.token}`);
  const newAccount = view.kind !== 'recovery';
  const body = html`<h1>${words.say('invitation.title')}</h1><p class="sub">${view.offer}</p>${complaintsOf(view.complaints, context)}${
    view.signedInAs !== undefined && view.kind === 'membership'
      ? html`<form class="card ask" action="${action}" method="post"><input type="hidden" name="join" value="yes"><div><button type="submit">${words.say('invitation.join', { name: view.signedInAs })}</button></div></form>`
      : html`<form class="card ask" action="${action}" method="post">${
          newAccount
            ? html`${field('login', words.say('signIn.login'), { value: view.login, autocomplete: 'username', hint: words.say('invitation.loginHint') })}${field('name', words.say('invitation.name'), { value: view.name, autocomplete: 'name' })}`
            : nothing
        }${field('password', words.say('account.new'), { type: 'password', autocomplete: 'new-password', hint: words.say('invitation.passwordHint') })}<div><button type="submit">${words.say('invitation.go')}</button></div></form>`
  }`;
  return printPage(context, { title: words.say('invitation.title'), style: 'desk', body, unlisted: true });
}

/** Everything that was wrong, read out at once. */
export function complaintsOf(complaints: readonly string[], { words }: PageContext): Html {
  if (complaints.length === 0) return nothing;
  return html`<section class="card bad-note" role="alert"><h2>${words.say('signIn.wrong')}</h2><ul>${complaints.map(line => html`<li>${line}</li>`)}</ul></section>`;
}

/** A six-digit code or a recovery code. */
export function codeField(label: string): Html {
  return field('code', label, { autocomplete: 'one-time-code' });
}

/** A labelled field that must be filled in. */
export function field(
  name: string,
  label: string,
  more: {
    readonly type?: string;
    readonly value?: string;
    readonly autocomplete: string;
    readonly hint?: string;
    readonly optional?: boolean;
  },
): Html {
  return html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${more.type ?? 'text'}" value="${more.value ?? ''}" autocomplete="${more.autocomplete}" autocapitalize="off" spellcheck="false"${more.optional === true ? nothing : html` required`}${
    more.hint === undefined ? nothing : html` aria-describedby="${name}-hint"`
  }>${more.hint === undefined ? nothing : html`<p class="small" id="${name}-hint">${more.hint}</p>`}</div>`;
}

function nextField(next: string): Html {
  return html`<input type="hidden" name="next" value="${next}">`;
}
