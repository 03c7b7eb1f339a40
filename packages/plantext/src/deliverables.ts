import type { Clause } from './clauses.ts';
import { isDeed } from './deeds.ts';
import type { Range } from './flow.ts';

/** Words that join a phrase to the one before, and none of its own: 既要…更要…, 并…. */
const JOINS = /^(?:既要|更要|还要|又要|也要|要|既|并且|并|同时|以及)(?!求)/;

const SHORTEST = 5;
const LONGEST = 90;

/** Phrases of a task that name something to be shown at its end: a rule, a platform, a campaign. */
export function deliverablesOf(norm: string, clauses: readonly Clause[]): readonly Range[] {
  const found: Range[] = [];
  for (const clause of clauses) {
    if (clause.end - clause.start > LONGEST + 3) continue;
    const joined = JOINS.exec(norm.slice(clause.start, clause.end))?.[0].length ?? 0;
    const range = { start: clause.start + joined, end: clause.end };
    const text = norm.slice(range.start, range.end);
    if (text.length >= SHORTEST && text.length <= LONGEST && isDeed(text)) found.push(range);
  }
  return found;
}
