import { isRole } from '@pinxin/contract/permissions';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { officesOfAccount } from './session-store.ts';

/**
 * Who an account is, with the offices held today: for what somebody asked for and the house does later in their name.
 * `assurance` is how they had signed in when they asked. Undefined when the account was disabled meanwhile.
 */
export async function personOfAccount(
  ctx: Pick<Context, 'database' | 'clock'>,
  account: number,
  assurance: PersonCaller['assurance'],
): Promise<PersonCaller | undefined> {
  const found = await officesOfAccount(ctx.database, account, localDateOf(ctx.clock.now()));
  if (found === undefined) return undefined;
  const memberships = found.memberships.flatMap(({ role, ...rest }) =>
    isRole(role) ? [{ ...rest, role }] : [],
  );
  return { kind: 'person', account, publicId: found.publicId, name: found.name, memberships, assurance };
}
