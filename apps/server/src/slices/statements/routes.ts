import type { FastifyInstance } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import type { BlobStore } from '../../kernel/files/blob-store.ts';
import { registerEvidenceRoutes } from './evidence/routes.ts';
import { registerIssueRoutes } from './issue/routes.ts';
import { recordMandatesByLaw } from './mandates/mandates-by-law.ts';
import { registerMandateRoutes } from './mandates/routes.ts';
import { registerProposalRoutes } from './proposals/routes.ts';
import { registerExportRoutes } from './read/export-routes.ts';
import { registerReadRoutes } from './read/routes.ts';

/** All routes of statements and mandates. Mandates that the law gives are in the register once the app is ready. */
export function registerStatementRoutes(fastify: FastifyInstance, ctx: Context, blobs: BlobStore): void {
  fastify.addHook('onReady', () => recordMandatesByLaw(ctx));
  registerReadRoutes(fastify, ctx);
  registerExportRoutes(fastify, ctx);
  registerIssueRoutes(fastify, ctx);
  registerProposalRoutes(fastify, ctx);
  registerMandateRoutes(fastify, ctx);
  registerEvidenceRoutes(fastify, ctx, blobs);
}
