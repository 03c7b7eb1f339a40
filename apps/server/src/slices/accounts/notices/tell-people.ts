import { GRANTS, type Permission, ROLES } from '@pinxin/contract/permissions';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import type { Mailer } from '../../../kernel/mail.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { confirmedNoticeAddress } from './notice-address.ts';
import { insertTold, type Told, toldById } from './told-store.ts';

/** The job that sends one notice by mail. */
export const TOLD_TASK = 'accounts:send-told';

/** What the job is given: an id only. */
export interface ToldJob {
  readonly notice: number;
}

/**
 * 提醒: tells everybody who has a permission over what is their party's own, on their account's page and by mail. Told
 * again, nobody hears it twice. How many were told.
 */
export async function tellPeople(
  tx: Tx,
  told: Told,
  { parties, permission }: { readonly parties: readonly number[]; readonly permission: Permission },
): Promise<number> {
  const roles = ROLES.filter(role => GRANTS[role][permission] === 'own');
  const notices = await insertTold(tx, told, parties, roles);
  for (const notice of notices) await enqueue(tx, TOLD_TASK, { notice } satisfies ToldJob);
  return notices.length;
}

/** Tells everybody who has a permission however far, wherever they hold office. How many were told. */
export async function tellHolders(tx: Tx, told: Told, permission: Permission): Promise<number> {
  const roles = ROLES.filter(role => GRANTS[role][permission] !== undefined);
  const notices = await insertTold(tx, told, undefined, roles);
  for (const notice of notices) await enqueue(tx, TOLD_TASK, { notice } satisfies ToldJob);
  return notices.length;
}

/** Sends it where its reader confirmed an address and a mail server is set; the account page tells it all the same. */
export async function sendTold(ctx: Context, mailer: Mailer | undefined, { notice }: ToldJob): Promise<void> {
  if (mailer === undefined) return;
  const told = await toldById(ctx.database, notice);
  const to = told && (await confirmedNoticeAddress(ctx, told.account));
  if (told === undefined || to === undefined) return;
  const link = `${ctx.publicUrl}${told.path}`;
  await mailer.send({
    to,
    subject: `品信：${told.zh} · Pinxin: ${told.en}`,
    text: [`${told.zh}。\n${link}`, `${told.en}.\n${link}`].join('\n\n'),
  });
}
