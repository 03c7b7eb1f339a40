import type { FastifyInstance } from 'fastify';
import { registerAccountBook } from './account/routes.ts';
import { registerJournalRoutes } from './audit/routes.ts';
import { registerInvitationRoutes } from './invitations/routes.ts';
import { registerMembershipRoutes } from './memberships/routes.ts';
import { registerNoticeRoutes } from './notices/routes.ts';
import { registerProviderRoutes } from './oidc/routes.ts';
import { registerAccountPages } from './pages/account-pages.ts';
import { registerInvitationPages } from './pages/invitation-pages.ts';
import { registerSignInPages } from './pages/sign-in-pages.ts';
import { registerPasskeyRoutes } from './passkeys/routes.ts';
import type { AccountParts } from './route-parts.ts';
import { registerSecondFactorRoutes } from './second-factor/routes.ts';
import { registerSessionRoutes } from './sessions/routes.ts';
import { registerWatchRoutes } from './watch/routes.ts';

/** Everything of accounts that is reached over HTTP. */
export function registerAccountRoutes(app: FastifyInstance, parts: AccountParts): void {
  registerSessionRoutes(app, parts);
  registerSecondFactorRoutes(app, parts);
  registerPasskeyRoutes(app, parts);
  registerProviderRoutes(app, parts);
  registerNoticeRoutes(app, parts);
  registerAccountBook(app, parts);
  registerMembershipRoutes(app, parts);
  registerInvitationRoutes(app, parts);
  registerJournalRoutes(app, parts);
  registerWatchRoutes(app, parts);
  registerSignInPages(app, parts);
  registerInvitationPages(app, parts);
  registerAccountPages(app, parts);
}
