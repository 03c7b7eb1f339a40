import type { Heading } from './outline.ts';
import type { SectionKind } from './plan.ts';

const GOALS = /目标|指标/;
/** Goals wherever they stand. */
const GOALS_ALONE = /^.{0,4}(?:目标|指标)$/;
const GUIDANCE = /总体要求|总体思路|指导思想|基本原则|重要意义|工作原则/;
const MEASURES = /保障|组织(?:实施|领导|落实|保障)|加强领导|责任落实|督促检查|工作要求|实施步骤/;
const TASKS = /任务|工程|举措|措施|重点|行动|工作/;

/** What each section is about, by its words, what stands above it, and whether somebody answers for it. */
export function kindsOf(
  headings: readonly Heading[],
  titleOf: (heading: Heading) => string,
  hasClause: (heading: Heading) => boolean,
): ReadonlyMap<Heading, SectionKind> {
  const kinds = new Map<Heading, SectionKind>();
  const carries = new Set<Heading>();
  const parents = new Set<Heading>();
  for (const heading of headings) {
    if (heading.parent !== undefined) parents.add(heading.parent);
    if (!hasClause(heading)) continue;
    for (let above = heading.parent; above !== undefined; above = above.parent) carries.add(above);
  }
  for (const heading of headings) {
    const above = heading.parent === undefined ? undefined : kinds.get(heading.parent);
    kinds.set(
      heading,
      kindOf(titleOf(heading), above, hasClause(heading), carries.has(heading), parents.has(heading)),
    );
  }
  return kinds;
}

function kindOf(
  title: string,
  above: SectionKind | undefined,
  clause: boolean,
  carries: boolean,
  hasChildren: boolean,
): SectionKind {
  if (clause) return 'task';
  if (above === 'goals' || GOALS_ALONE.test(title)) return 'goals';
  if (above === undefined || above === 'guidance' || above === 'other') {
    if (GOALS.test(title) && !/责任|任务完成/.test(title)) return 'goals';
    if (GUIDANCE.test(title)) return 'guidance';
    if (above === 'guidance') return 'guidance';
  }
  if (above === undefined) {
    if (MEASURES.test(title)) return 'measures';
    if (carries || TASKS.test(title)) return 'tasks';
    return hasChildren ? 'tasks' : 'other';
  }
  if (carries) return 'project';
  if (above === 'tasks' || above === 'measures' || above === 'project')
    return hasChildren ? 'project' : 'task';
  return 'other';
}
