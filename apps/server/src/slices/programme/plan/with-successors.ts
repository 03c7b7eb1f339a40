import type { ProgrammeBody, Responsible } from '@pinxin/contract/programme';
import type { Successor } from '../../parties/api.ts';

/**
 * 部门承接: puts whoever stands for an authority today in its place, with the day and the decision, as the register of
 * parties has them; the plan's own name stays beside it. Where duties were divided among several nobody can say by
 * rule who has the task: the authority of the plan stays, for a person to decide. What the plan tells itself prevails.
 */
export function withSuccessors(
  body: ProgrammeBody,
  parties: ReadonlyMap<string, number>,
  successors: ReadonlyMap<number, readonly Successor[]>,
): { readonly body: ProgrammeBody; readonly parties: ReadonlyMap<string, number> } {
  const known = new Map(parties);
  const today = (each: Responsible): Responsible => {
    const named = each.party === undefined ? undefined : parties.get(each.party);
    const [one, ...more] = (named === undefined ? undefined : successors.get(named)) ?? [];
    if (one === undefined || more.length > 0) return each;
    known.set(one.publicId, one.party);
    const { since = one.since, succession = one.source.slice(0, 500) } = each;
    return { ...each, party: one.publicId, since, succession };
  };
  const tasks = body.tasks.map(task => ({
    ...task,
    lead: task.lead.map(today),
    supporting: task.supporting.map(today),
  }));
  return { body: { ...body, tasks }, parties: known };
}
