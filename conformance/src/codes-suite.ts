import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseGtin } from '@pinxin/identifiers/gtin';
import { organisationCheckOf, parseOrganisationCode } from '@pinxin/identifiers/organisation-code';
import { organisationCodeOf, parseUscc, usccCheckOf } from '@pinxin/identifiers/uscc';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, sameText, tally } from './tally.ts';
import { findVectorFolder } from './vector-folder.ts';

const FILE = 'code-test-vectors.json';

interface Verdict {
  readonly code: string;
  readonly valid?: boolean;
}

interface Generated {
  readonly orgBody: string;
  readonly orgCode: string;
  readonly uscc: string;
}

interface CodeVectors {
  readonly uscc?: {
    readonly published?: readonly Verdict[];
    readonly generated?: { readonly samples?: readonly Generated[]; readonly edge?: readonly Verdict[] };
  };
  readonly orgCode?: { readonly vectors?: readonly { readonly body: string; readonly check: string }[] };
  readonly ean13?: { readonly vectors?: readonly Verdict[] };
}

type Named = readonly [vector: string, outcome: Outcome];

function verdict(expected: boolean, actual: boolean): Outcome {
  return sameText(expected ? 'valid' : 'invalid', actual ? 'valid' : 'invalid');
}

function characterOf(
  result: { readonly ok: true; readonly value: string } | { readonly ok: false },
): string | undefined {
  return result.ok ? result.value : undefined;
}

/** A generated sample holds four checks at once: both codes as wholes, and both check characters. */
function generatedOutcome({ orgBody, orgCode, uscc }: Generated): Outcome {
  const organisation = parseOrganisationCode(orgCode);
  const credit = parseUscc(uscc);
  if (!organisation.ok) return { kind: 'failed', because: `${orgCode} refused: ${organisation.error.code}` };
  if (!credit.ok) return { kind: 'failed', because: `${uscc} refused: ${credit.error.code}` };
  const outcomes = [
    sameText(orgCode.slice(8), characterOf(organisationCheckOf(orgBody))),
    sameText(uscc.slice(17), characterOf(usccCheckOf(uscc.slice(0, 17)))),
    sameText(orgCode, organisationCodeOf(credit.value)),
  ];
  return outcomes.find(outcome => outcome.kind === 'failed') ?? PASSED;
}

function outcomes(vectors: CodeVectors): readonly Named[] {
  const { uscc, orgCode, ean13 } = vectors;
  return [
    ...(uscc?.published ?? []).map(
      ({ code, valid }): Named => [`uscc ${code}`, verdict(valid === true, parseUscc(code).ok)],
    ),
    ...(uscc?.generated?.samples ?? []).map((each): Named => [`uscc ${each.uscc}`, generatedOutcome(each)]),
    ...(uscc?.generated?.edge ?? []).map(
      ({ code, valid }): Named => [`uscc edge ${code}`, verdict(valid !== false, parseUscc(code).ok)],
    ),
    ...(orgCode?.vectors ?? []).map(
      ({ body, check }): Named => [
        `organisation code ${body}`,
        sameText(check, characterOf(organisationCheckOf(body))),
      ],
    ),
    ...(ean13?.vectors ?? []).map(
      ({ code, valid }): Named => [`ean-13 ${code}`, verdict(valid === true, parseGtin(code).ok)],
    ),
  ];
}

/** Unified social credit codes, organisation codes and EAN-13, of a folder named `codes`. */
export const codesSuite: Suite = {
  name: 'codes',
  find: root => findVectorFolder(root, 'codes', FILE),
  run: async path =>
    tally('codes', outcomes(JSON.parse(await readFile(join(path, FILE), 'utf8')) as CodeVectors)),
};
