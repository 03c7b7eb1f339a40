import type { FastifyInstance } from 'fastify';
import { registerGoalRoutes } from './goal/routes.ts';
import { registerProgrammeDataRoutes } from './pages/data-routes.ts';
import { registerPageRoutes } from './pages/routes.ts';
import type { ProgrammeParts } from './parts.ts';
import { registerPlanRoutes } from './plan/routes.ts';

/** All routes of the slice. */
export function registerProgrammeRoutes(app: FastifyInstance, parts: ProgrammeParts): void {
  registerPageRoutes(app, parts);
  registerPlanRoutes(app, parts);
  registerGoalRoutes(app, parts);
  registerProgrammeDataRoutes(app, parts);
}
