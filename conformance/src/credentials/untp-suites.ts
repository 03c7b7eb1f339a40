import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isObject, type Json, type JsonObject } from '@pinxin/credentials/encoding/json';
import { checkCredential } from '@pinxin/credentials/model/check-credential';
import { checkRenderRequest } from '@pinxin/credentials/render/render-template';
import { untpMisfits, untpTypeOf } from '@pinxin/credentials/untp/judge-shape';
import { findFolderNamed } from '../folder-named.ts';
import type { Suite } from '../suite.ts';
import { type Outcome, PASSED, sameText, tally } from '../tally.ts';
import { jsonFiles, readJsonFile } from './json-files.ts';
import { patched } from './json-patch.ts';

type Named = readonly [vector: string, outcome: Outcome];

/** Samples of UNTP 0.7.0: each has the shape of its type, and credentials follow the W3C data model too. */
const samples: Suite = {
  name: 'untp-0.7.0',
  find: root => findFolderNamed(root, 'untp-0.7.0'),
  run: async path => tally('credentials/untp-0.7.0', (await jsonFiles(path)).flatMap(judgeSample)),
};

function judgeSample([name, document]: readonly [string, JsonObject]): readonly Named[] {
  const type = untpTypeOf(document);
  if (type === undefined) return [[name, { kind: 'failed', because: 'type is not known' }]];
  const [misfit] = untpMisfits(document, type);
  const shape: Named = [
    `${name} shape`,
    misfit === undefined ? PASSED : { kind: 'failed', because: `${misfit.code} at ${misfit.at}` },
  ];
  if (document['@context'] === undefined) return [shape];
  const [finding] = checkCredential(document);
  return [
    shape,
    [
      `${name} data model`,
      finding === undefined ? PASSED : { kind: 'failed', because: `${finding.code} at ${finding.at}` },
    ],
  ];
}

/** Changed samples with the verdict that the published schema gives them. */
const mutations: Suite = {
  name: 'untp-mutations',
  find: root => findFolderNamed(root, 'cases'),
  run: async path => {
    const files = (await readdir(path)).filter(name => name.endsWith('.json')).sort();
    const outcomes: Named[] = [];
    for (const name of files) outcomes.push(...(await judgeMutations(path, name)));
    return tally('credentials/cases', outcomes);
  },
};

interface Mutations {
  readonly base: string;
  readonly cases: readonly {
    readonly id: string;
    readonly patch: readonly JsonObject[];
    readonly schemaValid: boolean;
  }[];
}

async function judgeMutations(folder: string, name: string): Promise<readonly Named[]> {
  const { base, cases } = (await readJsonFile(join(folder, name))) as unknown as Mutations;
  const sample = await readJsonFile(join(dirname(folder), base)).catch(() => undefined);
  if (sample === undefined)
    return [[name, { kind: 'skipped', because: 'the changed sample is not in this folder' }]];
  const type = untpTypeOf(sample);
  if (type === undefined) return [[basename(name), { kind: 'failed', because: 'type is not known' }]];
  return cases.map(each => [each.id, judgeMutation(sample, type, each.patch, each.schemaValid)] as const);
}

function judgeMutation(
  sample: JsonObject,
  type: string,
  patch: readonly JsonObject[],
  isValid: boolean,
): Outcome {
  const found = untpMisfits(patched(sample, patch) as JsonObject, type);
  const actual = found.length === 0 ? 'valid' : `invalid (${found[0]!.code} at ${found[0]!.at})`;
  return isValid === (found.length === 0) ? PASSED : sameText(isValid ? 'valid' : 'invalid', actual);
}

/** Requests to render by a template, which must be taken or refused. */
const render: Suite = {
  name: 'untp-render-template-2024',
  find: root => findFolderNamed(root, 'untp-render-template-2024'),
  run: async path =>
    tally(
      'credentials/untp-render-template-2024',
      (await jsonFiles(path)).map(([name, request]) => [name, judgeRender(name, request)] as const),
    ),
};

function judgeRender(name: string, request: Json): Outcome {
  const [found] = checkRenderRequest(request);
  if (name.includes('-fail') === (found !== undefined)) return PASSED;
  const place = isObject(request) && found !== undefined ? `: ${found.code} at ${found.at}` : '';
  return { kind: 'failed', because: found === undefined ? 'was accepted' : `was refused${place}` };
}

export const untpSuites: readonly Suite[] = [samples, mutations, render];
