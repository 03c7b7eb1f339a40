import { join } from 'node:path';
import type { PartyKind } from '@pinxin/contract/parties';
import type { LocalText } from '@pinxin/contract/scan';
import { demoAccounts } from '@pinxin/region-ningxia/demo-accounts';
import { divisions } from '@pinxin/region-ningxia/divisions';
import { run } from './commands/run.ts';
import type { Parts, Wiring } from './commands/serve.ts';
import { serveConsole } from './http/console.ts';
import { registerLogRoutes } from './http/log-routes.ts';
import { openEvidence } from './kernel/files/open-blobs.ts';
import { followJournal } from './kernel/journal/follow-journal.ts';
import { type Mailer, openMailer } from './kernel/mail.ts';
import { openTransparencyLog } from './kernel/transparency/open-log.ts';
import {
  membershipsFollowMerge,
  NOTICE_TASK,
  type NoticeJob,
  offerAdministrator,
  openProvider,
  personOfToken,
  sealAuthenticators,
  sendNotice,
  sendTold,
  TOLD_TASK,
  type ToldJob,
  watchUse,
} from './slices/accounts/api.ts';
import { registerAccountRoutes } from './slices/accounts/routes.ts';
import {
  callerOfSecret,
  divisionNames,
  IMPORT_LIMITS,
  issueOperatorKey,
  openInstance,
  READ_TASK,
  readImport,
  recordToldPlaces,
  WRITE_TASK,
  writeImport,
} from './slices/parties/api.ts';
import { registerPartyRoutes } from './slices/parties/routes.ts';
import { registerConsequenceRoutes } from './slices/portal/consequences/routes.ts';
import { createDesk } from './slices/portal/desk-answer.ts';
import { registerDeskRoutes } from './slices/portal/desk-routes.ts';
import { registerDivisionRoutes } from './slices/portal/division-routes.ts';
import { registerPassportRoutes } from './slices/portal/passport/routes.ts';
import { createPortal } from './slices/portal/portal.ts';
import { registerDataRoutes } from './slices/portal/public/data-routes.ts';
import { registerLogPage } from './slices/portal/public/log-routes.ts';
import { noticePrinter } from './slices/portal/public/notices.ts';
import {
  certificatePrinter,
  contextOf,
  marksPage,
  registerPublicRoutes,
} from './slices/portal/public/routes.ts';
import { statementPage } from './slices/portal/public/statement-page.ts';
import { verifyPage } from './slices/portal/public/verify-page.ts';
import { recallPages, registerRecallDeskRoutes } from './slices/portal/recall-desk-routes.ts';
import { type PortalRouteParts, problemPage, registerPortalRoutes } from './slices/portal/routes.ts';
import { registerSearchRoutes } from './slices/portal/search-routes.ts';
import { productsFollowMerge } from './slices/products/api.ts';
import { registerProductRoutes } from './slices/products/routes.ts';
import { countStatements, recountAll } from './slices/programme/count/count-statements.ts';
import { REMIND_TASK, remindRound } from './slices/programme/round/open-round.ts';
import { registerProgrammeRoutes } from './slices/programme/routes.ts';
import {
  remindSupervision,
  SUPERVISION_TASK,
  type SupervisionReminder,
} from './slices/programme/supervision/remind-supervision.ts';
import { schemesFollowMerge } from './slices/schemes/api.ts';
import { schemeReactions } from './slices/schemes/reactions.ts';
import { registerSchemesRoutes } from './slices/schemes/routes.ts';
import { schemeTasks } from './slices/schemes/tasks.ts';
import { BULK_TASK, doLogChores, workOffBulk } from './slices/statements/api.ts';
import { registerStatementRoutes } from './slices/statements/routes.ts';
import { subscriptionsFollowMerge } from './slices/trace/api.ts';
import { type Capture, openCapture } from './slices/trace/capture/capture.ts';
import { WORK_OFF_TASK, type WorkOff } from './slices/trace/capture/capture-line.ts';
import { registerCaptureRoutes } from './slices/trace/capture/routes.ts';
import { workOffLine } from './slices/trace/capture/work-off-capture.ts';
import { registerExportRoutes } from './slices/trace/exchange/export-routes.ts';
import { registerSheetImportRoutes } from './slices/trace/exchange/import-routes.ts';
import { type OpenLineage, openLineage } from './slices/trace/lineage/open-lineage.ts';
import { registerEventProofRoutes } from './slices/trace/proof/routes.ts';
import { DISCOVERABLE } from './slices/trace/query/discoverable.ts';
import { registerDiscovery } from './slices/trace/query/discovery.ts';
import { FILL_TASK, fillFields, startFilling } from './slices/trace/query/fill-fields.ts';
import { registerResourceRoutes } from './slices/trace/query/resource-routes.ts';
import { registerQueryRoutes } from './slices/trace/query/routes.ts';
import { registerContainerRoutes } from './slices/trace/recall/container-routes.ts';
import { registerRecallFormRoutes } from './slices/trace/recall/publication/form-routes.ts';
import { registerNoticeRoutes } from './slices/trace/recall/publication/notice-routes.ts';
import { notifyHolders } from './slices/trace/recall/publication/notify-holders.ts';
import { registerOwnRecallRoutes } from './slices/trace/recall/publication/own-routes.ts';
import { NOTIFY_TASK } from './slices/trace/recall/publication/publish-recall.ts';
import { lateLots } from './slices/trace/recall/publication/reactions.ts';
import { registerPublicRecallRoutes } from './slices/trace/recall/publication/routes.ts';
import { registerWorkRoutes } from './slices/trace/recall/publication/work-routes.ts';
import type { RecallParts } from './slices/trace/recall/recall.ts';
import { registerRecallRoutes } from './slices/trace/recall/routes.ts';
import { readLinkPath } from './slices/trace/resolver/named-code.ts';
import { registerResolverRoutes } from './slices/trace/resolver/routes.ts';
import { listOf } from './slices/trace/subscriptions/destination.ts';
import { registerSubscriptions } from './slices/trace/subscriptions/subscriptions.ts';
import { registerMasterDataRoutes } from './slices/trace/vocabulary/routes.ts';

// The only place where slices are plugged in.

const settings = {
  divisions: Object.fromEntries(
    divisions.map(({ code, nameZh, nameEn }): [string, LocalText] => [code, { 'zh-CN': nameZh, en: nameEn }]),
  ),
};

const imports = { divisions: divisionNames(divisions), limits: IMPORT_LIMITS };

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

function mailerOf({ config: { mail } }: Parts): Mailer | undefined {
  return mail === undefined ? undefined : openMailer(mail.url, mail.from);
}

/** One lineage for each process: its graph takes memory. */
const recalls = new WeakMap<Parts, RecallParts & { readonly lineage: OpenLineage }>();

function recallOf(parts: Parts): RecallParts & { readonly lineage: OpenLineage } {
  const known = recalls.get(parts);
  if (known !== undefined) return known;
  const { ctx, config } = parts;
  const lineage = openLineage(ctx, {
    databaseUrl: parts.databaseUrl,
    snapshotFile: join(config.data, 'lineage.snapshot'),
  });
  const recall = { ctx, lineage };
  recalls.set(parts, recall);
  return recall;
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
  openInstance: async ({ ctx }) => {
    await sealAuthenticators(ctx);
    return await openInstance(ctx);
  },
  offerAdministrator,
  recount: recountAll,
  tasks: parts => ({
    [READ_TASK]: payload => {
      const { id, kind } = payload as { id: string; kind?: PartyKind };
      return readImport({ ctx: parts.ctx, ...imports }, id, kind);
    },
    [WRITE_TASK]: payload => writeImport({ ctx: parts.ctx, ...imports }, (payload as { id: string }).id),
    [NOTICE_TASK]: payload => sendNotice(parts.ctx, mailerOf(parts), payload as NoticeJob),
    [TOLD_TASK]: payload => sendTold(parts.ctx, mailerOf(parts), payload as ToldJob),
    ...schemeTasks(parts.ctx),
    [REMIND_TASK]: payload => remindRound(parts.ctx, payload as { round: string; kind: 'near' | 'past' }),
    [SUPERVISION_TASK]: payload => remindSupervision(parts.ctx, payload as SupervisionReminder),
    [BULK_TASK]: payload => workOffBulk(parts.ctx, (payload as { id: string }).id),
    [FILL_TASK]: () => fillFields(parts.ctx),
    [WORK_OFF_TASK]: payload => workOffLine(captureOf(parts), payload as WorkOff),
    [NOTIFY_TASK]: async payload =>
      void (await notifyHolders(recallOf(parts), (payload as { recall: number }).recall)),
  }),
  register: (app, parts) => {
    const { ctx, config } = parts;
    const log = openTransparencyLog(ctx, config, { chores: () => doLogChores(ctx) });
    app.addHook('onReady', async () => log.start());
    app.addHook('preClose', () => log.stop());
    registerLogRoutes(app, ctx);
    registerEventProofRoutes(app, ctx);
    registerAccountRoutes(app, {
      ...{ ctx, publicUrl: config.publicUrl, demoAccounts, sendsNotices: config.mail !== undefined },
      ...(config.provider === undefined || config.publicUrl === undefined
        ? {}
        : { provider: openProvider({ ...config.provider, publicUrl: config.publicUrl }) }),
    });
    registerPartyRoutes(app, ctx, imports, [
      ...[productsFollowMerge, membershipsFollowMerge, schemesFollowMerge, subscriptionsFollowMerge],
    ]);
    registerProductRoutes(app, ctx);
    registerStatementRoutes(
      ...([app, ctx, openEvidence(config)] as const),
      ...([verifyPage(settings), statementPage(settings)] as const),
    );
    registerSchemesRoutes(app, {
      ...{ ctx, publicUrl: config.publicUrl, markPage: marksPage(ctx, settings) },
      certificatePage: certificatePrinter(settings),
      noticePage: noticePrinter(ctx, settings),
    });
    registerCaptureRoutes(app, captureOf(parts));
    app.addHook('onReady', () => startFilling(ctx));
    registerQueryRoutes(app, ctx);
    registerResourceRoutes(app, ctx);
    registerMasterDataRoutes(app, ctx);
    registerDiscovery(app, DISCOVERABLE, captureOf(parts).limits);
    registerExportRoutes(app, ctx);
    registerSheetImportRoutes(app, captureOf(parts));
    registerSubscriptions(app, { ctx, allowed: listOf(config.webhookNetworks), publicUrl: config.publicUrl });
    const recall = recallOf(parts);
    app.addHook('onClose', () => recall.lineage.close());
    app.tellFigure('pinxin_lineage_graph_bytes', 'Memory of the lineage graph.', recall.lineage.bytes);
    // What slices do when a fact elsewhere is journaled: one follower for all of them.
    const follower = followJournal(ctx, [
      ...schemeReactions(ctx),
      lateLots(recall),
      countStatements(ctx),
      watchUse(ctx),
    ]);
    app.addHook('onReady', async () => follower.start());
    app.addHook('preClose', () => follower.stop());
    registerRecallRoutes(app, recall);
    registerWorkRoutes(app, recall);
    registerNoticeRoutes(app, recall);
    registerOwnRecallRoutes(app, recall);
    registerRecallFormRoutes(app, recall);
    registerPublicRecallRoutes(app, recall, recallPages(settings));
    registerRecallDeskRoutes(app, recall, settings);
    registerContainerRoutes(app, recall);
    const { near } = recall.lineage;
    const portal = createPortal({ ctx, settings, near, scanDivisionHeader: config.scanDivisionHeader });
    registerResolverRoutes(app, { pages: portal, publicUrl: config.publicUrl });
    const pages: PortalRouteParts = {
      ...{ ctx, portal, settings },
      readCode: path => {
        const code = readLinkPath(path);
        return code.ok ? code.value : undefined;
      },
    };
    registerPortalRoutes(app, pages);
    registerPassportRoutes(app, pages);
    registerSearchRoutes(app, ctx, settings);
    registerProgrammeRoutes(app, {
      ...{ ctx, divisions: settings.divisions, blobs: openEvidence(config) },
      contextOf: request => contextOf(request, settings),
    });
    registerDivisionRoutes(app, settings);
    registerConsequenceRoutes(app, ctx);
    registerPublicRoutes(app, ctx, settings);
    registerLogPage(app, ctx, settings, log.policy);
    registerDataRoutes(app, { ctx, settings, publicUrl: config.publicUrl });
    registerDeskRoutes(app, {
      ...{ ctx, settings, desk: createDesk(recall), publicUrl: config.publicUrl },
      callerOf: secret => callerOfSecret(ctx, secret),
    });
    serveConsole(app);
  },
};

if (import.meta.main) {
  process.exitCode = await run(process.argv.slice(2), wiring, issueOperatorKey);
  if (process.connected) process.disconnect();
}
