import { isObject, type Json, type JsonObject } from '@pinxin/credentials/encoding/json';
import type { Finding } from '@pinxin/credentials/finding';
import { checkCredential } from '@pinxin/credentials/model/check-credential';
import { checkPresentation } from '@pinxin/credentials/model/check-presentation';
import { findFolderNamed } from '../folder-named.ts';
import type { Suite } from '../suite.ts';
import { type Outcome, PASSED, tally } from '../tally.ts';
import { jsonFiles } from './json-files.ts';

const ISSUER = 'did:example:issuer';
/** Stand-ins of the published tests for dates relative to the day they run. */
const DATES: Readonly<Record<string, string>> = {
  'PAST DATE': '2020-01-01T00:00:00Z',
  'FUTURE DATE': '2120-01-01T00:00:00Z',
};

/** Inputs of the W3C data model's test suite: what ends in `-ok` must be accepted, what ends in `-fail` refused. */
const dataModel: Suite = {
  name: 'vcdm2-test-suite',
  find: root => findFolderNamed(root, 'vcdm2-test-suite'),
  run: async path => {
    const files = await jsonFiles(path);
    return tally(
      'credentials/vcdm2-test-suite',
      files.map(([name, document]) => [name, outcome(name, document)] as const),
    );
  },
};

/** Examples of the W3C data model, which all must be accepted. */
const examples: Suite = {
  name: 'w3c-vcdm-schema-examples',
  find: root => findFolderNamed(root, 'w3c-vcdm-schema-examples'),
  run: async path => {
    const files = await jsonFiles(path);
    return tally(
      'credentials/w3c-vcdm-schema-examples',
      files.map(([name, document]) => [name, verdict(true, judge(name, document))] as const),
    );
  },
};

export const credentialModelSuites: readonly Suite[] = [dataModel, examples];

function outcome(name: string, document: JsonObject): Outcome {
  const mustFail = name.includes('-fail');
  return verdict(!mustFail, judge(name, prepared(document)));
}

function judge(name: string, document: JsonObject): readonly Finding[] {
  return name.includes('presentation') ? checkPresentation(document) : checkCredential(document);
}

function verdict(mustPass: boolean, found: readonly Finding[]): Outcome {
  if (mustPass === (found.length === 0)) return PASSED;
  const [first] = found;
  return {
    kind: 'failed',
    because: mustPass ? `was refused: ${first?.code} at ${first?.at}` : 'was accepted',
  };
}

/**
 * The published tests send these to an issuer, which puts its own id in where none is given; they themselves put the
 * dates in.
 */
function prepared(document: JsonObject): JsonObject {
  const { validFrom, validUntil } = document;
  const isPresentation = JSON.stringify(document.type ?? '').includes('Presentation');
  return {
    ...document,
    ...(isPresentation ? {} : { issuer: withId(document.issuer) }),
    ...(validFrom === undefined ? {} : { validFrom: DATES[String(validFrom)] ?? validFrom }),
    ...(validUntil === undefined ? {} : { validUntil: DATES[String(validUntil)] ?? validUntil }),
  };
}

function withId(issuer: Json | undefined): Json {
  if (issuer === undefined) return ISSUER;
  return isObject(issuer) && !('id' in issuer) ? { ...issuer, id: ISSUER } : issuer;
}
