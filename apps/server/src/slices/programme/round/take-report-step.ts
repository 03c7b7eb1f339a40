import type { ReportStepBody } from '@pinxin/contract/programme';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { attachFiles } from '../file/attach-files.ts';
import { REPORT_LIFECYCLE } from '../lifecycle.ts';
import { type Outcome, refused } from '../problem.ts';
import { standsAs } from '../standing-as.ts';
import { transition } from '../take-transition.ts';
import { lockReport, moveReport } from './round-store.ts';

/**
 * 报送、退回、签批: an authority hands its part in; the lead or the office returns it with the reason or signs it off. A
 * lead's own report is signed off by the office alone, when every supporting authority has handed in its part.
 */
export async function takeReportStep(
  ctx: Context,
  caller: Caller,
  id: string,
  body: ReportStepBody,
): Promise<Outcome<{ readonly state: string; readonly revision: number }>> {
  const { action, revision, opinion, progress, difficulty, nextSteps, files = [] } = body;
  return await inTransaction(ctx, async tx => {
    const report = await lockReport(tx, id);
    if (report === undefined) return refused('/path/id', 'reportUnknown');
    const leads = report.role === 'lead' ? [] : report.leads;
    const to = transition(
      REPORT_LIFECYCLE,
      report.state,
      action,
      standsAs(caller, { party: report.party, leads }),
    );
    if (!to.ok) return to;
    if (report.revision !== revision) return refused('/revision', 'revisionStale');
    if (action === 'submit' && progress === undefined) return refused('/progress', 'textMissing');
    if (action === 'return' && opinion === undefined) return refused('/opinion', 'opinionMissing');
    if (action === 'signOff' && report.role === 'lead' && report.missing > 0)
      return refused('/action', 'supportersMissing', String(report.missing));
    const actor = actorOf(caller);
    const attached =
      action !== 'submit' || files.length === 0
        ? undefined
        : await attachFiles(ctx, tx, caller, { task: report.task, report: report.id, words: null }, files);
    if (attached?.ok === false) return attached;
    await moveReport(tx, report, {
      action,
      to: to.value,
      actor,
      opinion: opinion ?? null,
      progress,
      difficulty,
      nextSteps,
    });
    tx.journal({
      actor,
      kind: 'task-report-moved',
      facts: {
        ...{ report: report.publicId, party: report.party, action, to: to.value },
        ...(attached === undefined ? {} : { digests: attached.value }),
      },
    });
    return { ok: true, value: { state: to.value, revision: revision + 1 } };
  });
}
