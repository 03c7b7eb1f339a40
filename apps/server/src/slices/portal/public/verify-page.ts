import { printVerifyPage } from '@pinxin/site/verify-page';
import type { VerifyPage } from '../../statements/api.ts';
import type { SiteSettings } from '../page-context.ts';
import { sendPage } from '../routes.ts';
import { contextOf } from './routes.ts';

/** The page of a verification, for the routes of credentials. */
export function verifyPage(settings: SiteSettings): VerifyPage {
  return async (request, reply, view) =>
    sendPage(request, reply, printVerifyPage(view, contextOf(request, settings)), 'no-store');
}
