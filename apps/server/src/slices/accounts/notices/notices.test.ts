import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mailer, openMailer } from '../../../kernel/mail.ts';
import { stepAt, totpCode } from '../second-factor/totp.ts';
import { type AccountsApp, accountsApp, type Browser, PASSWORD } from '../testing/accounts-app.ts';
import { type SmallMailServer, smallMailServer } from '../testing/small-mail-server.ts';
import { NOTICE_TASK, type NoticeJob } from './notice.ts';
import { confirmedNoticeAddress } from './notice-address.ts';
import { sendNotice } from './send-notice.ts';

describe('the owner of an account', () => {
  let test: AccountsApp;
  let mail: SmallMailServer;
  let mailer: Mailer;
  let browser: Browser;
  beforeEach(async () => {
    mail = await smallMailServer();
    mailer = openMailer(mail.url, 'pinxin@example.cn');
    test = await accountsApp({ sendsNotices: true });
    await test.person('mahua', ['reviewer']);
    browser = test.browser();
    await browser.signIn('mahua');
  });
  afterEach(async () => {
    await test.close();
    await mail.close();
  });

  /** Works off what was queued, as the job runner does. */
  async function sendAll(): Promise<void> {
    const { rows } = await test.database.pool.query<{ id: number; payload: NoticeJob }>(
      `select j.id, j.payload from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id`,
      [NOTICE_TASK],
    );
    for (const { id, payload } of rows) {
      await sendNotice(test.ctx, mailer, payload);
      await test.database.pool.query('select graphile_worker.complete_jobs(array[$1::bigint])', [id]);
    }
  }
  const setAddress = (address: string) => browser.send('POST', '/session/notice-address', { address });
  const notices = async () => (await browser.send('GET', '/session/notices')).json();
  const kinds = async () => (await notices()).items.map((item: { kind: string }) => item.kind);

  it('is told of a changed password: on the account page, and by mail', async () => {
    expect((await setAddress('ma.hua@example.cn')).statusCode).toBe(204);
    await sendAll();
    const changed = await browser.form('/account/password', {
      current: PASSWORD,
      'new-password': 'a raft of sheepskins, afloat',
    });
    expect(changed.statusCode).toBe(200);
    expect(await kinds()).toEqual(['password-changed', 'notice-address-changed']);
    expect((await browser.page('/account')).body).toContain('密码已改');
    await sendAll();
    const last = mail.received.at(-1)!;
    expect([last.from, last.to]).toEqual(['pinxin@example.cn', ['ma.hua@example.cn']]);
    expect(subjectOf(last.data)).toContain('密码已改');
    expect(last.data).not.toContain('mahua');
    expect(last.data).not.toContain('sheepskins');
  });

  it('is told of a sign-in on another kind of device, once for each kind', async () => {
    const onPhone = () =>
      test.app.inject({
        method: 'POST',
        url: '/sessions',
        headers: {
          'sec-fetch-site': 'same-origin',
          'user-agent':
            'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
        },
        payload: { login: 'mahua', password: PASSWORD },
      });
    expect(await kinds()).toEqual([]);
    await test.browser().signIn('mahua');
    expect(await kinds()).toEqual([]);
    await onPhone();
    await onPhone();
    const { items } = await notices();
    expect(items).toMatchObject([{ kind: 'new-device', device: expect.stringContaining('Android') }]);
  });

  it('hears of it at the former address when the address is changed, so that nobody is silenced', async () => {
    await setAddress('old@example.cn');
    await sendAll();
    await setAddress('new@example.cn');
    await sendAll();
    expect(mail.received.map(({ to }) => to[0])).toEqual([
      'old@example.cn',
      'new@example.cn',
      'old@example.cn',
    ]);
    await setAddress('');
    await sendAll();
    expect(mail.received.at(-1)?.to).toEqual(['new@example.cn']);
    expect((await notices()).address).toBeNull();
  });

  it('is told of factors that come and go', async () => {
    await browser.send('POST', '/session/totp');
    const code = totpCode(await test.totpSecret('mahua'), stepAt(test.clock.now()));
    expect((await browser.send('POST', '/session/totp/confirm', { code })).statusCode).toBe(200);
    await browser.send('POST', '/session/recovery-codes');
    await test.database.pool.query('update membership set ended_at = now()');
    expect((await browser.send('DELETE', '/session/totp')).statusCode).toBe(204);
    expect(await kinds()).toEqual(['totp-removed', 'recovery-codes-renewed', 'totp-confirmed']);
  });

  it('can’t be silenced with a password alone where there is a second factor', async () => {
    await browser.send('POST', '/session/totp');
    const code = totpCode(await test.totpSecret('mahua'), stepAt(test.clock.now()));
    await browser.send('POST', '/session/totp/confirm', { code });
    await test.database.pool.query(`update session set assurance = 'password'`);
    expect((await setAddress('thief@example.cn')).json().code).toBe('secondFactorNeeded');
  });

  it.each(['no address', 'a@b', 'a@b.cn, c@d.cn', '"x"@y.cn', 'a@b.cn\r\nBcc: c@d.cn', '<a@b.cn>'])(
    'gives an address, not %j',
    async address => {
      const refused = await setAddress(address);
      expect([refused.statusCode, refused.json().problems?.[0]?.code]).toEqual([422, 'addressWrong']);
      await sendAll();
      expect(mail.received).toEqual([]);
    },
  );

  it('has an address that the database does not show', async () => {
    await setAddress('ma.hua@example.cn');
    const { rows } = await test.database.pool.query('select notice_address as sealed from account');
    expect(rows[0].sealed.includes(Buffer.from('example'))).toBe(false);
    const journal = await test.database.pool.query('select facts::text from journal');
    expect(JSON.stringify(journal.rows)).not.toContain('example.cn');
  });

  it('is sent nothing twice and nothing is lost while the mail server is busy: the job fails and is tried again', async () => {
    await setAddress('ma.hua@example.cn');
    mail.refuse(true);
    await expect(sendAll()).rejects.toThrow();
    expect(mail.received).toEqual([]);
    mail.refuse(false);
    await sendAll();
    expect(mail.received).toHaveLength(1);
    await sendAll();
    expect(mail.received).toHaveLength(1);
  });

  describe('confirms the address by a link', () => {
    const tokenIn = (data: string) =>
      /confirm=([\w-]+)/.exec(data.replace(/=\r?\n/g, '').replaceAll('=3D', '='))?.[1] ?? '';
    const state = async () => (await notices()).confirmed;
    const confirm = (token: string, by = browser) =>
      by.send('POST', '/session/notice-address/confirm', { token });

    it('that was sent there, once, before anything but changes of the account goes to it', async () => {
      const { rows } = await test.database.pool.query(`select id from account where login = 'mahua'`);
      const confirmed = () => confirmedNoticeAddress(test.ctx, rows[0].id);
      await setAddress('ma.hua@example.cn');
      await sendAll();
      expect([await state(), await confirmed()]).toEqual([false, undefined]);
      const token = tokenIn(mail.received.at(-1)!.data);
      expect((await browser.page(`/account?confirm=${token}`)).body).toContain('name="token"');
      expect(await state()).toBe(false);
      expect((await browser.form('/account/notice-address/confirm', { token })).statusCode).toBe(200);
      expect([await state(), await confirmed()]).toEqual([true, 'ma.hua@example.cn']);
      expect((await confirm(token)).json().code).toBe('addressLinkVoid');
    });

    it('not for a day later, for another address, or by somebody else', async () => {
      await setAddress('ma.hua@example.cn');
      await sendAll();
      const late = tokenIn(mail.received.at(-1)!.data);
      await test.person('other', ['reviewer']);
      const other = test.browser();
      await other.signIn('other');
      expect((await confirm(late, other)).json().code).toBe('addressLinkVoid');
      await setAddress('new@example.cn');
      await sendAll();
      const fresh = mail.received.find(({ to }) => to[0] === 'new@example.cn')!;
      expect((await confirm(late)).json().code).toBe('addressLinkVoid');
      expect(await state()).toBe(false);
      expect((await confirm(tokenIn(fresh.data))).statusCode).toBe(204);
      await setAddress('third@example.cn');
      expect(await state()).toBe(false);
    });

    it('whose secret is not in the table of jobs', async () => {
      await setAddress('ma.hua@example.cn');
      const jobs = await test.database.pool.query('select payload::text from graphile_worker._private_jobs');
      await sendAll();
      expect(JSON.stringify(jobs.rows)).not.toContain(tokenIn(mail.received.at(-1)!.data));
    });
  });

  it('sees the form only where mail can be sent', async () => {
    expect((await browser.page('/account')).body).toContain('name="address"');
    const silent = await accountsApp();
    try {
      await silent.person('mahua', ['reviewer']);
      const other = silent.browser();
      await other.signIn('mahua');
      const page = (await other.page('/account')).body;
      expect(page).not.toContain('name="address"');
      expect(page).toContain('变动只在这里显示');
    } finally {
      await silent.close();
    }
  });

  it('is not told of what failed', async () => {
    await browser.form('/account/password', { current: 'wrong', 'new-password': 'a raft of sheepskins' });
    expect(await kinds()).toEqual([]);
  });
});

/** The subject of a message, its encoded words decoded (RFC 2047, Base64 or quoted-printable). */
function subjectOf(data: string): string {
  const line = /^Subject: ((?:.|\r\n[ \t])*)/m.exec(data)?.[1] ?? '';
  return line
    .replace(/\r\n[ \t]/g, '')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_all, form: string, text: string) =>
      form.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_byte, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString('utf8'),
    );
}
