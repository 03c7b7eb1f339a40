import type { FastifyInstance } from 'fastify';
import { registerFileRoutes } from './file/routes.ts';
import { registerGoalRoutes } from './goal/routes.ts';
import { registerProgrammeDataRoutes } from './pages/data-routes.ts';
import { registerPageRoutes } from './pages/routes.ts';
import type { ProgrammeParts } from './parts.ts';
import { registerPlanRoutes } from './plan/routes.ts';
import { registerPlanUploadRoutes } from './plan/upload-routes.ts';
import { registerReportRoutes } from './report/routes.ts';
import { registerRoundRoutes } from './round/routes.ts';
import { registerSupervisionRoutes } from './supervision/routes.ts';
import { registerTaskRoutes } from './task/routes.ts';

/** All routes of the slice. */
export function registerProgrammeRoutes(app: FastifyInstance, parts: ProgrammeParts): void {
  registerPageRoutes(app, parts);
  registerPlanRoutes(app, parts);
  registerPlanUploadRoutes(app, parts);
  registerGoalRoutes(app, parts);
  registerProgrammeDataRoutes(app, parts);
  registerReportRoutes(app, parts);
  registerTaskRoutes(app, parts);
  registerFileRoutes(app, parts);
  registerRoundRoutes(app, parts);
  registerSupervisionRoutes(app, parts);
}
