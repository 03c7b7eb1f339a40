import type { FastifyInstance } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import { registerApplicationRoutes } from './application/routes.ts';
import { registerBulkRoutes } from './bulk/routes.ts';
import { type CertificatePrinter, registerCertificateRoutes } from './certificate/routes.ts';
import { registerExpertListRoutes } from './expert/list-routes.ts';
import { registerExpertRoutes } from './expert/routes.ts';
import { type MarkPage, registerMarkRoutes } from './mark/routes.ts';
import { type NoticePrinter, registerNoticeRoutes } from './notice/routes.ts';
import { registerQuotaRoutes } from './quota/routes.ts';
import { registerSchemeRoutes } from './scheme/routes.ts';
import { registerWorkListRoutes } from './work-list/routes.ts';

/** What the routes of schemes need. */
export interface SchemesParts {
  readonly ctx: Context;
  /** The address people reach the site at, for the QR codes of certificates. */
  readonly publicUrl: string | undefined;
  /** The register of marks as a page for people. */
  readonly markPage?: MarkPage;
  /** Public notices as a page for people. */
  readonly noticePage?: NoticePrinter;
  /** A certificate as a page for people. */
  readonly certificatePage?: CertificatePrinter;
}

/** All routes of the slice. */
export function registerSchemesRoutes(app: FastifyInstance, parts: SchemesParts): void {
  const { ctx } = parts;
  registerSchemeRoutes(app, ctx);
  registerApplicationRoutes(app, ctx);
  registerBulkRoutes(app, ctx);
  registerCertificateRoutes(app, parts);
  registerExpertRoutes(app, ctx);
  registerExpertListRoutes(app, ctx);
  registerMarkRoutes(app, ctx, parts.markPage);
  registerNoticeRoutes(app, ctx, parts.noticePage);
  registerQuotaRoutes(app, ctx);
  registerWorkListRoutes(app, ctx);
}
