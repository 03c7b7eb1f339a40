import { parseBracketed } from '@pinxin/identifiers/element-string';
import type { CompanyPrefixAnswer, Linter } from '@pinxin/identifiers/lint/linter';
import { LINTERS } from '@pinxin/identifiers/linters';
import { type Outcome, sameText } from './tally.ts';
import type { Vector, VectorRunner } from './vector.ts';

/**
 * The finding that a published name stands for: `GS1_LINTER_ILLEGAL_DAY` is `illegalDay`, and OK none. One
 * published name has a misprint.
 */
function findingNamed(published: string): string | undefined {
  const words = published
    .replace(/^GS1_LINTER_/, '')
    .replace('EXIPIRATION', 'EXPIRATION')
    .toLowerCase();
  return words === 'ok' ? undefined : words.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The published tests of company prefixes put a stand-in for the list of issued ones, and do not write down what it
 * answers; the finding asked for tells.
 */
function standInFor(expected: string | undefined): () => CompanyPrefixAnswer {
  if (expected === 'invalidGcpPrefix') return () => 'unknown';
  return expected === 'gcpDatasourceOffline' ? () => 'unavailable' : () => 'issued';
}

function runLinter({ linter, input, expected }: Vector): Outcome {
  const name = String(linter).replace(/^gs1_lint_/, '');
  const check = (LINTERS as Readonly<Record<string, Linter>>)[name];
  if (check === undefined) return { kind: 'failed', because: `there is no content check named ${name}` };
  const finding = findingNamed(String(expected));
  return sameText(finding, check(String(input), { companyPrefix: standInFor(finding) })?.code);
}

function runWholeField({ input, expected }: Vector): Outcome {
  const finding = findingNamed(String(expected));
  const parsed = parseBracketed(String(input), { companyPrefix: standInFor(finding) });
  return sameText(finding, parsed.ok ? undefined : parsed.error.code);
}

/** Runners of the files about content checks. */
export const LINTER_VECTOR_RUNNERS: Readonly<Record<string, VectorRunner>> = {
  'syntax-dictionary-linters': runLinter,
  'ai-linters': runWholeField,
};
