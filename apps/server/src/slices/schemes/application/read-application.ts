import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { daysLeft } from '../deadlines.ts';
import { actionsIn, POWER_OF_ACTION } from '../lifecycle.ts';
import { visitsOf } from '../mark/visit-store.ts';
import { actsForApplicant, actsForScheme, waysIn } from '../officer.ts';
import { knownOf } from '../party-views.ts';
import { type Outcome, refused } from '../problem.ts';
import { editionById } from '../scheme/scheme-views.ts';
import { findApplication } from './application-store.ts';
import { applicationLine, historyOf } from './application-views.ts';
import { blockersOf } from './blockers.ts';
import { readFilled } from './filled-store.ts';
import { missingOf } from './missing.ts';
import { planOf } from './take-step.ts';

/**
 * One application with all that its page shows: where it stands, what was done, what is missing, what stands against
 * it, and what this person may do now. `known` is what the register knows of the applicant: nothing is asked twice.
 */
export async function readApplication(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
): Promise<Outcome<object>> {
  const { database } = ctx;
  const line = await applicationLine(database, waysIn(caller, 'application.read'), publicId);
  const application = line && (await findApplication(database, publicId));
  if (line === undefined || application === undefined) return refused('/path/id', 'applicationUnknown');
  const scheme = await editionById(database, application.edition);
  const filled = await readFilled(database, application.id);
  const today = localDateOf(ctx.clock.now());
  const isOpen = application.state === 'draft' || application.state === 'returned';
  const record = { party: application.applicant, division: application.division };
  const can = actionsIn(planOf(scheme), application.state).filter(action => {
    const power = POWER_OF_ACTION[action];
    return power === 'application.write'
      ? actsForApplicant(caller, power, record)
      : actsForScheme(caller, power, scheme, record);
  });
  return {
    ok: true,
    value: {
      ...line,
      ...(line.dueOn === null ? {} : { daysLeft: daysLeft(line.dueOn, today) }),
      edition: scheme.edition,
      rules: scheme.rules,
      ...{
        areaMu: application.areaMu,
        outputKg: application.outputKg,
        scope: application.scope,
        renews: application.renews,
      },
      answers: Object.fromEntries(filled.answers),
      documents: Object.fromEntries(filled.documents),
      steps: await historyOf(database, application.id),
      visits: await visitsOf(database, application.id),
      missing: isOpen ? missingOf(scheme.rules, application, filled).map(inWords) : [],
      blockers: (await blockersOf(database, scheme, application, today)).map(inWords),
      can,
      ...(isOpen && can.includes('submit') ? { known: await knownOf(database, application.applicant) } : {}),
    },
  };
}

function inWords({ at, code, message }: { at: string; code: string; message: unknown }) {
  return { at, code, message };
}
