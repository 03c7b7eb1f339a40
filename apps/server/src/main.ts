import { join } from 'node:path';
import type { LocalText } from '@pinxin/contract/scan';
import { demoAccounts } from '@pinxin/region-ningxia/demo-accounts';
import { divisions } from '@pinxin/region-ningxia/divisions';
import { run } from './commands/run.ts';
import type { Parts, Wiring } from './commands/serve.ts';
import { offerAdministrator, openProvider, personOfToken } from './slices/accounts/api.ts';
import { registerAccountRoutes } from './slices/accounts/routes.ts';
import { callerOfSecret, issueOperatorKey, openInstance, recordToldPlaces } from './slices/parties/api.ts';
import { registerPartyRoutes } from './slices/parties/routes.ts';
import { createDesk } from './slices/portal/desk-answer.ts';
import { registerDeskRoutes } from './slices/portal/desk-routes.ts';
import { createPortal } from './slices/portal/portal.ts';
import { problemPage, registerPortalRoutes } from './slices/portal/routes.ts';
import { registerProductRoutes } from './slices/products/routes.ts';
import { type Capture, openCapture } from './slices/trace/capture/capture.ts';
import { WORK_OFF_TASK } from './slices/trace/capture/capture-document.ts';
import { registerCaptureRoutes } from './slices/trace/capture/routes.ts';
import { workOffCapture } from './slices/trace/capture/work-off-capture.ts';
import { openLineage } from './slices/trace/lineage/open-lineage.ts';
import { registerQueryRoutes } from './slices/trace/query/routes.ts';
import { registerContainerRoutes } from './slices/trace/recall/container-routes.ts';
import { registerRecallRoutes } from './slices/trace/recall/routes.ts';
import { readLinkPath } from './slices/trace/resolver/named-code.ts';
import { registerResolverRoutes } from './slices/trace/resolver/routes.ts';

// The only place where slices are plugged in.

const settings = {
  divisions: Object.fromEntries(
    divisions.map(({ code, nameZh, nameEn }): [string, LocalText] => [code, { 'zh-CN': nameZh, en: nameEn }]),
  ),
};

/** One capture for each process: routes and background jobs share its groups. */
const captures = new WeakMap<Parts, Capture>();

function captureOf(parts: Parts): Capture {
  const known = captures.get(parts);
  if (known !== undefined) return known;
  const { ctx, config } = parts;
  const capture = openCapture(ctx, (teller, elements) => recordToldPlaces(ctx, teller, elements), {
    maxEvents: config.captureEventLimit,
    maxBytes: config.captureSizeLimit,
  });
  captures.set(parts, capture);
  return capture;
}

/** Exported for the test that walks every route; nothing else imports this file. */
export const wiring: Wiring = {
  problemPage,
  callerOf:
    ({ ctx }) =>
    secret =>
      callerOfSecret(ctx, secret),
  personOf:
    ({ ctx }) =>
    token =>
      personOfToken(ctx, token),
  openInstance: ({ ctx }) => openInstance(ctx),
  offerAdministrator,
  tasks: parts => ({
    [WORK_OFF_TASK]: payload => workOffCapture(captureOf(parts), (payload as { id: string }).id),
  }),
  register: (app, parts) => {
    const { ctx, config } = parts;
    registerAccountRoutes(app, {
      ...{ ctx, publicUrl: config.publicUrl, demoAccounts },
      ...(config.provider === undefined || config.publicUrl === undefined
        ? {}
        : { provider: openProvider({ ...config.provider, publicUrl: config.publicUrl }) }),
    });
    registerPartyRoutes(app, ctx);
    registerProductRoutes(app, ctx);
    registerCaptureRoutes(app, captureOf(parts));
    registerQueryRoutes(app, ctx);
    const lineage = openLineage(ctx, {
      databaseUrl: parts.databaseUrl,
      snapshotFile: join(config.data, 'lineage.snapshot'),
    });
    app.addHook('onClose', () => lineage.close());
    const recall = { ctx, lineage };
    registerRecallRoutes(app, recall);
    registerContainerRoutes(app, recall);
    const portal = createPortal({ ctx, settings, scanDivisionHeader: config.scanDivisionHeader });
    registerResolverRoutes(app, { pages: portal, publicUrl: config.publicUrl });
    registerPortalRoutes(app, {
      ...{ ctx, portal, settings },
      readCode: path => {
        const code = readLinkPath(path);
        return code.ok ? code.value : undefined;
      },
    });
    registerDeskRoutes(app, {
      ...{ ctx, settings, desk: createDesk(recall), publicUrl: config.publicUrl },
      callerOf: secret => callerOfSecret(ctx, secret),
    });
  },
};

if (import.meta.main) {
  process.exitCode = await run(process.argv.slice(2), wiring, issueOperatorKey);
  if (process.connected) process.disconnect();
}
