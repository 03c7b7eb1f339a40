import type { FastifyInstance } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import type { BlobStore } from '../../kernel/files/blob-store.ts';
import { registerBulkRoutes } from './bulk/routes.ts';
import { registerVcApiRoutes } from './credentials/client/routes.ts';
import { registerKeyRoutes } from './credentials/keys/routes.ts';
import { registerCredentialRoutes, type VerifyPage } from './credentials/routes.ts';
import { registerEvidenceRoutes } from './evidence/routes.ts';
import { registerIssueRoutes } from './issue/routes.ts';
import { recordMandatesByLaw } from './mandates/mandates-by-law.ts';
import { registerMandateRoutes } from './mandates/routes.ts';
import { registerProposalRoutes } from './proposals/routes.ts';
import { registerExportRoutes } from './read/export-routes.ts';
import { registerReadRoutes, type StatementPrinter } from './read/routes.ts';

/** All routes of statements and mandates. Mandates that the law gives are in the register once the app is ready. */
export function registerStatementRoutes(
  fastify: FastifyInstance,
  ctx: Context,
  blobs: BlobStore,
  verifyPage: VerifyPage = plainAnswer,
  statementPage?: StatementPrinter,
): void {
  fastify.addHook('onReady', () => recordMandatesByLaw(ctx));
  registerReadRoutes(fastify, ctx, statementPage);
  registerExportRoutes(fastify, ctx);
  registerIssueRoutes(fastify, ctx);
  registerBulkRoutes(fastify, ctx);
  registerProposalRoutes(fastify, ctx);
  registerMandateRoutes(fastify, ctx);
  registerEvidenceRoutes(fastify, ctx, blobs);
  registerKeyRoutes(fastify, ctx);
  registerVcApiRoutes(fastify, ctx);
  registerCredentialRoutes(fastify, ctx, verifyPage);
}

/** Without a site the finding itself is the answer. */
const plainAnswer: VerifyPage = async (_request, reply, { found }) => reply.send(found ?? {});
