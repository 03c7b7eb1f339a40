import type { Context } from '../../kernel/context.ts';
import type { TaskHandler } from '../../kernel/jobs.ts';
import { BULK_TASK } from './bulk/start-bulk.ts';
import { workOffBulk } from './bulk/work-off-bulk.ts';
import { WATCH_TASK, watchBrand } from './quota/watch-brand.ts';
import { REMIND_TASK, type Reminder, remind } from './work-list/remind.ts';
import { RENEWAL_TASK, type RenewalReminder, remindOfRenewal } from './work-list/renewal-reminders.ts';

/** The background jobs of the slice, by name. */
export function schemeTasks(ctx: Context): Readonly<Record<string, TaskHandler>> {
  return {
    [BULK_TASK]: payload => workOffBulk(ctx, (payload as { readonly id: string }).id),
    [REMIND_TASK]: payload => remind(ctx, payload as Reminder),
    [RENEWAL_TASK]: payload => remindOfRenewal(ctx, payload as RenewalReminder),
    [WATCH_TASK]: payload => watchBrand(ctx, (payload as { readonly quota: string }).quota),
  };
}
