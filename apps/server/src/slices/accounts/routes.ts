import type { FastifyInstance } from 'fastify';
import type { AccountParts } from './route-parts.ts';
import { registerSessionRoutes } from './sessions/routes.ts';

/** Everything of accounts that is reached over HTTP. */
export function registerAccountRoutes(app: FastifyInstance, parts: AccountParts): void {
  registerSessionRoutes(app, parts);
}
