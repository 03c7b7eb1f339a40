import type { FastifyInstance } from 'fastify';
import type { Context } from '../../kernel/context.ts';
import { registerApplicationRoutes } from './application/routes.ts';
import { registerSchemeRoutes } from './scheme/routes.ts';

/** What the routes of schemes need. */
export interface SchemesParts {
  readonly ctx: Context;
  /** The address people reach the site at, for the QR codes of certificates. */
  readonly publicUrl: string | undefined;
}

/** All routes of the slice. */
export function registerSchemesRoutes(app: FastifyInstance, { ctx }: SchemesParts): void {
  registerSchemeRoutes(app, ctx);
  registerApplicationRoutes(app, ctx);
}
