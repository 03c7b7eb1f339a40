import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { printVerifyPage } from '@pinxin/site/verify-page';
import type { VerifyPage } from '../../statements/api.ts';
import type { SiteSettings } from '../page-context.ts';
import { sendPage } from '../routes.ts';
import { localInstant } from '../row-facts.ts';
import { contextOf } from './routes.ts';

/** The page of a verification, for the routes of credentials. */
export function verifyPage(settings: SiteSettings): VerifyPage {
  return async (request, reply, view) => {
    const { found } = view;
    // As on the clocks of the place, like every time on these pages.
    const local = found && {
      ...found,
      checkedAt: localInstant(found.checkedAt, LEGAL_OFFSET_MINUTES),
    };
    const page = printVerifyPage({ ...view, found: local }, contextOf(request, settings));
    return sendPage(request, reply, page, 'no-store');
  };
}
