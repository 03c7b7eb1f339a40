import { printStatementPage } from '@pinxin/site/statement-page';
import type { StatementPrinter } from '../../statements/api.ts';
import type { SiteSettings } from '../page-context.ts';
import { sendPage } from '../routes.ts';
import { contextOf } from './routes.ts';

/** The public page of a statement, for the route of statements. */
export function statementPage(settings: SiteSettings): StatementPrinter {
  return (request, reply, view) =>
    sendPage(request, reply, printStatementPage(view, contextOf(request, settings)), 'no-store');
}
