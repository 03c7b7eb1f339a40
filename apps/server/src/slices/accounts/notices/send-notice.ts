import type { Context } from '../../../kernel/context.ts';
import type { Mailer } from '../../../kernel/mail.ts';
import { accountById } from '../account/account-store.ts';
import { NOTICES, type NoticeJob } from './notice.ts';
import { confirmationUrl, openAddress } from './notice-address.ts';
import { sealedAddressOf } from './notice-store.ts';

/**
 * Sends a notice to its owner: done when the mail server has taken it over, tried again when it has not. Nothing is
 * sent where no mail server is set, or the owner gave no address; the account page tells it all the same.
 */
export async function sendNotice(ctx: Context, mailer: Mailer | undefined, job: NoticeJob): Promise<void> {
  const words = NOTICES[job.kind];
  if (mailer === undefined || words === undefined) return;
  const account = await accountById(ctx.database, job.account);
  const sealed =
    job.sealed === undefined
      ? await sealedAddressOf(ctx.database, job.account)
      : Buffer.from(job.sealed, 'base64');
  const to = openAddress(ctx, job.account, sealed);
  if (to === undefined || account.isDemo) return;
  const link = job.link === undefined ? undefined : confirmationUrl(ctx, job.account, job.link);
  await mailer.send({
    to,
    subject: `品信账户：${words['zh-CN']} · Pinxin account: ${words.en}`,
    text: [
      `${words['zh-CN']}。如果不是您本人，请马上改密码，并找本单位的管理员。详情见“我的账户”。`,
      `${words.en}. If this was not you, change your password at once and tell your administrator. Details are on your account page.`,
      ...(link === undefined
        ? []
        : [
            `请在一天内打开下面的链接，确认这个邮箱是您的；确认之前，除账户变动外不会往这里发别的内容。\n${link}`,
            `Open this link within a day to confirm that the address is yours; until then nothing but changes of the account is sent to it.\n${link}`,
          ]),
      // The login is not said: a mailbox is not the account.
    ].join('\n\n'),
  });
}
