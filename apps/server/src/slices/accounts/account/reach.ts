import { DECIDING, GRANTS, type Permission, type Role } from '@pinxin/contract/permissions';
import type { PersonCaller } from '../../../http/caller.ts';
import { mayTouch, type Owned, waysOf } from '../../../kernel/authority.ts';

/** Whether somebody has a power over every record there is. */
export function hasEveryReach(caller: PersonCaller, permission: Permission): boolean {
  return waysOf(caller, permission).some(({ reach }) => reach === 'any');
}

/** Whether one of somebody's roles decides: then a second factor must stay. */
export function deciding({ memberships }: PersonCaller): boolean {
  return memberships.some(({ role }) => DECIDING.some(permission => GRANTS[role][permission] !== undefined));
}

/** What may be given, by whoever manages the accounts of one party only. */
const WITHIN_A_PARTY: readonly Role[] = ['enterpriseManager', 'enterpriseClerk'];

/** Whether somebody may give or take this role at that party: who manages all may everything, a manager their own. */
export function mayManageRole(caller: PersonCaller, role: Role, party: Owned): boolean {
  if (hasEveryReach(caller, 'account.manage')) return true;
  return WITHIN_A_PARTY.includes(role) && mayTouch(waysOf(caller, 'account.manage'), party);
}

/** Managing everybody's accounts asks for a second factor; managing the own party's few does not. */
export function sureEnoughToManage(caller: PersonCaller): boolean {
  return caller.assurance !== 'password' || !hasEveryReach(caller, 'account.manage');
}
