import type { Permission } from '@pinxin/contract/permissions';
import type { PersonCaller } from '../../../http/caller.ts';
import { waysOf } from '../../../kernel/authority.ts';

/** Whether somebody has a power over every record there is. */
export function hasEveryReach(caller: PersonCaller, permission: Permission): boolean {
  return waysOf(caller, permission).some(({ reach }) => reach === 'any');
}
