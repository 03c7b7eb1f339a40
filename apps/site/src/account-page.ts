import { ROLE_WORDS } from '@pinxin/contract/permissions';
import type { LocalText } from '@pinxin/contract/scan';
import type { SessionView } from '@pinxin/contract/session';
import { hrefIn, type PageContext, printPage } from './frame.ts';
import { type Html, html, nothing } from './html.ts';
import { table } from './pages.ts';
import { codeField, complaintsOf, field } from './sign-in-page.ts';

/** A session of one's own. */
interface OwnSession {
  readonly id: string;
  readonly device: string;
  /** Local instant with offset. */
  readonly seenAt: string;
  readonly current: boolean;
}

/** 我的账户: what its owner sees and does. */
export interface AccountPageView {
  readonly me: SessionView;
  readonly sessions: readonly OwnSession[];
  readonly passkeys: readonly { readonly id: string; readonly label: string }[];
  /** What happened to the account lately, newest first. */
  readonly notices: readonly {
    readonly at: string;
    readonly words: LocalText;
    readonly device: string | null;
    /** Where something is to be done. */
    readonly path?: string;
  }[];
  /** Where they go by mail; empty: nowhere. */
  readonly noticeAddress: string;
  /** Whether its owner opened the link that was sent there. */
  readonly isAddressConfirmed: boolean;
  /** From such a link: to be confirmed by a press. */
  readonly confirmToken?: string;
  /** Whether this instance can send mail. */
  readonly sendsNotices: boolean;
  readonly addressChanged?: boolean;
  readonly complaints: readonly string[];
  /** Just offered: shown this once. `drawing`: `uri` as a QR code, its side in modules and the dark ones as a path. */
  readonly totp?: {
    readonly secret: string;
    readonly uri: string;
    readonly drawing: { readonly side: number; readonly path: string };
  };
  /** Just made: shown this once. */
  readonly recoveryCodes?: readonly string[];
  readonly passwordChanged?: boolean;
  /** Name of the other provider, where it can be linked. */
  readonly provider?: string;
}

/** Prints the page of one's own account; works without a script, but for adding a passkey. */
export function printAccount(view: AccountPageView, context: PageContext): string {
  const { words } = context;
  const { me } = view;
  const body = html`<h1>${words.say('account.title')}</h1><p class="sub">${me.account.name} · ${me.account.login} · ${words.say('account.assurance')}${words.language === 'en' ? ': ' : '：'}${words.say(`assurance.${me.assurance}`)}</p>${complaintsOf(view.complaints, context)}${
    me.needSecondFactor.length > 0
      ? html`<p class="card bad-note" role="note">${words.say('account.needFactor')}</p>`
      : nothing
  }<p class="choice"><a class="btn main" href="/console">${words.say('account.console')}</a></p>${offices(view, context)}${totpSection(view, context)}${passkeySection(view, context)}${passwordSection(view, context)}${sessionSection(view, context)}${noticeSection(view, context)}<script src="/sign-in/passkey.js" defer></script>`;
  return printPage(context, { title: words.say('account.title'), style: 'desk', body, unlisted: true });
}

function offices({ me }: AccountPageView, context: PageContext): Html {
  const { words } = context;
  return section(
    'offices',
    words.say('account.offices'),
    me.memberships.length === 0
      ? html`<p>${words.say('account.noOffices')}</p>`
      : html`<ul class="rows">${me.memberships.map(
          ({ role, party, basis }) =>
            html`<li><b>${words.name(ROLE_WORDS[role])}</b> · ${basis === 'delegation' ? `${words.say('demo.delegate')} ` : ''}${words.name(party.name)}</li>`,
        )}</ul>`,
  );
}

function totpSection(view: AccountPageView, context: PageContext): Html {
  const { words } = context;
  const { factors } = view.me;
  const { totp, recoveryCodes } = view;
  return section(
    'totp',
    words.say('account.totp'),
    html`${
      recoveryCodes === undefined
        ? nothing
        : html`<div role="alert"><h3>${words.say('account.codes')}</h3><p>${words.say('account.codesLead')}</p><pre>${recoveryCodes.join('\n')}</pre></div>`
    }${
      totp === undefined
        ? html`<p>${factors.totp ? words.say('account.totpOn', { codes: factors.recoveryCodes }) : words.say('account.totpOff')}</p><div class="choice">${
            factors.totp
              ? html`${button(context, '/account/recovery-codes', words.say('account.codesNew'))}${button(context, '/account/totp/remove', words.say('account.totpEnd'))}`
              : button(context, '/account/totp', words.say('account.totpBegin'))
          }</div>`
        : html`<p>${words.say('account.totpSecret')}</p>${qrCode(totp.drawing, words.say('account.totpPicture'))}<pre>${totp.secret.replace(/(.{4})(?=.)/g, '$1 ')}</pre><p><a href="${totp.uri}">${words.say('account.totpOpen')}</a></p><form class="ask" action="${hrefIn(context, '/account/totp/confirm')}" method="post">${codeField(words.say('factor.code'))}<div><button type="submit">${words.say('factor.go')}</button></div></form>`
    }`,
  );
}

function qrCode(drawing: { readonly side: number; readonly path: string }, label: string): Html {
  const { side, path } = drawing;
  return html`<p><svg role="img" aria-label="${label}" width="220" height="220" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg></p>`;
}

function passkeySection(view: AccountPageView, context: PageContext): Html {
  const { words } = context;
  return section(
    'passkeys',
    words.say('account.passkeys'),
    html`${
      view.passkeys.length === 0
        ? html`<p>${words.say('account.passkeyNone')}</p>`
        : html`<ul class="rows">${view.passkeys.map(
            ({ id, label }) =>
              html`<li class="choice"><span>${label}</span>${button(context, `/account/passkeys/${id}/remove`, words.say('account.passkeyEnd'))}</li>`,
          )}</ul>`
    }<button type="button" id="add-passkey" hidden data-failed="${words.say('signIn.passkeyFailed')}">${words.say('account.passkeyAdd')}</button><p id="passkey-told" role="status"></p>${
      view.provider === undefined
        ? nothing
        : html`<p><a class="btn" href="/sign-in/provider?next=%2Faccount&link=yes">${words.say('account.link', { name: view.provider })}</a></p>`
    }`,
  );
}

function passwordSection(view: AccountPageView, context: PageContext): Html {
  const { words } = context;
  if (!view.me.factors.password) return nothing;
  return section(
    'password',
    words.say('account.password'),
    html`${view.passwordChanged === true ? html`<p role="status"><b>${words.say('account.changed')}</b></p>` : nothing}<form class="ask" action="${hrefIn(context, '/account/password')}" method="post">${field('current', words.say('account.current'), { type: 'password', autocomplete: 'current-password' })}${field(
      'new-password',
      words.say('account.new'),
      { type: 'password', autocomplete: 'new-password', hint: words.say('invitation.passwordHint') },
    )}<div><button type="submit">${words.say('account.change')}</button></div></form>`,
  );
}

function sessionSection(view: AccountPageView, context: PageContext): Html {
  const { words } = context;
  return section(
    'sessions',
    words.say('account.sessions'),
    html`${table<OwnSession>(
      words.say('account.sessions'),
      [
        {
          head: words.say('account.device'),
          cell: row => (row.current ? words.say('account.here', { device: row.device }) : row.device),
        },
        { head: words.say('account.seen'), date: true, cell: row => words.time(row.seenAt) },
        {
          head: words.say('account.end'),
          cell: row =>
            row.current
              ? undefined
              : button(context, `/account/sessions/${row.id}/end`, words.say('account.end')),
        },
      ],
      view.sessions,
    )}${button(context, '/sign-out', words.say('account.signOut'))}`,
  );
}

function noticeSection(view: AccountPageView, context: PageContext): Html {
  const { words } = context;
  return section(
    'notices',
    words.say('account.notices'),
    html`${
      view.notices.length === 0
        ? html`<p>${words.say('account.noticesNone')}</p>`
        : html`<ul class="rows">${view.notices.map(
            ({ at, words: what, device, path }) =>
              html`<li>${words.time(at)} · ${path === undefined ? words.name(what) : html`<a href="${path}">${words.name(what)}</a>`}${device === null ? nothing : html` · ${device}`}</li>`,
          )}</ul>`
    }${confirmation(view, context)}${view.addressChanged === true ? html`<p role="status"><b>${words.say('account.addressSaved')}</b></p>` : nothing}${
      view.sendsNotices
        ? html`<form class="ask" action="${hrefIn(context, '/account/notice-address')}" method="post">${field(
            'address',
            words.say('account.address'),
            {
              type: 'email',
              value: view.noticeAddress,
              autocomplete: 'email',
              hint: words.say('account.addressHint'),
              optional: true,
            },
          )}<div><button type="submit">${words.say('account.addressSave')}</button></div></form>`
        : html`<p class="small">${words.say('account.noMail')}</p>`
    }`,
  );
}

function confirmation(view: AccountPageView, context: PageContext): Html {
  const { words } = context;
  if (view.confirmToken !== undefined && !view.isAddressConfirmed)
    return html`<form action="${hrefIn(context, '/account/notice-address/confirm')}" method="post"><p>${words.say('account.addressConfirmAsk', { address: view.noticeAddress })}</p><input type="hidden" name="token" value="${view.confirmToken}"><button type="submit">${words.say('account.addressConfirm')}</button></form>`;
  if (view.noticeAddress === '') return nothing;
  return html`<p class="small">${words.say(view.isAddressConfirmed ? 'account.addressConfirmed' : 'account.addressUnconfirmed')}</p>`;
}

function section(id: string, title: string, body: Html): Html {
  return html`<section class="card" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`;
}

function button(context: PageContext, action: string, label: string): Html {
  return html`<form action="${hrefIn(context, action)}" method="post"><button type="submit">${label}</button></form>`;
}
