import type { Plan } from '@pinxin/plantext/plan';
import { planJson } from '@pinxin/plantext/plan-json';
import { readPlan } from '@pinxin/plantext/read-plan';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { partiesByName } from '../party-views.ts';
import { draftProgramme, unsureOf } from './draft-programme.ts';
import { FINDING_WORDS } from './finding-words.ts';

/** 读方案: the text, what was read of it with places, what a person should look at, and a draft of a programme. Nothing is written. */
export async function readPlanText(ctx: Context, text: string) {
  const plan = readPlan(text);
  const parties = await partiesByName(ctx.database, namesOf(plan));
  const draft = draftProgramme(plan, localDateOf(ctx.clock.now()), name => parties.get(name));
  return {
    text,
    plan: planJson(plan, ''),
    draft,
    unsure: unsureOf(plan, draft),
    findings: plan.findings.map(({ code, section, quote, about }) => ({
      ...{ code, message: FINDING_WORDS[code], about },
      ...(section === undefined ? {} : { section }),
      ...(quote === undefined ? {} : { line: quote.line, column: quote.column, quote: quote.text }),
    })),
  };
}

function namesOf({ tasks }: Plan): readonly string[] {
  const all = tasks.flatMap(task =>
    [...task.lead, ...task.supporting, ...task.responsible].map(({ fullName }) => fullName),
  );
  return [...new Set(all)];
}
