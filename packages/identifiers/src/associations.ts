import { applicationIdentifier } from './application-identifiers.ts';
import type { Element } from './element.ts';
import { type IdentifierProblem, problem } from './problem.ts';

/** Does a code fit a pattern, in which a final `n` stands for any digit? */
function fits(code: string, pattern: string): boolean {
  const fixed = pattern.indexOf('n');
  if (fixed < 0) return code === pattern;
  return code.length === pattern.length && code.startsWith(pattern.slice(0, fixed));
}

function hasFitting(codes: readonly string[], pattern: string): boolean {
  return codes.some(code => fits(code, pattern));
}

/** The same identifier more than once must carry the same data (GS1 General Specifications). */
export function repeatProblem(elements: readonly Element[]): IdentifierProblem | undefined {
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    const earlier = values.get(ai);
    if (earlier !== undefined && earlier !== value) return problem('differingRepeats', undefined, { ai });
    values.set(ai, value);
  }
  return undefined;
}

/** No identifier may stand beside one that it excludes (GS1 General Specifications). */
export function exclusionProblem(elements: readonly Element[]): IdentifierProblem | undefined {
  const codes = elements.map(each => each.ai);
  for (const ai of codes) {
    for (const pattern of applicationIdentifier(ai)?.excludes ?? []) {
      const other = codes.find(code => code !== ai && fits(code, pattern));
      if (other !== undefined) return problem('mutuallyExclusive', undefined, { ai, other });
    }
  }
  return undefined;
}

/** What an identifier needs beside it must be there (GS1 General Specifications). */
export function requirementProblem(elements: readonly Element[]): IdentifierProblem | undefined {
  const codes = elements.map(each => each.ai);
  for (const ai of codes) {
    const needs = applicationIdentifier(ai)?.needs ?? [];
    if (needs.length === 0) continue;
    if (!needs.some(set => set.every(pattern => hasFitting(codes, pattern)))) {
      const needed = needs.map(set => set.join('+')).join(' ');
      return problem('missingAssociation', undefined, { ai, needs: needed });
    }
  }
  return undefined;
}

/** Lengths of keys that carry their serial inside: longer means serialised. */
const UNSERIALISED_LENGTH: ReadonlyMap<string, number> = new Map([
  ['253', 13],
  ['255', 13],
  ['8003', 14],
]);

/** A digital signature (8030) signs one thing, so its key must be serialised. */
export function signatureProblem(elements: readonly Element[]): IdentifierProblem | undefined {
  if (!elements.some(each => each.ai === '8030')) return undefined;
  for (const { ai, value } of elements) {
    const length = UNSERIALISED_LENGTH.get(ai);
    if (length !== undefined && value.length <= length) {
      return problem('signatureNeedsSerialisedKey', undefined, { ai });
    }
  }
  return undefined;
}

/**
 * Everything that is wrong with the combination, at most one finding for each of the four rules; empty when all is
 * well. Judge the elements of all carriers on one physical item together: what one lacks another may have.
 */
export function associationProblems(elements: readonly Element[]): readonly IdentifierProblem[] {
  return [repeatProblem, exclusionProblem, requirementProblem, signatureProblem]
    .map(rule => rule(elements))
    .filter(found => found !== undefined);
}
