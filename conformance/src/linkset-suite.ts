import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFolderNamed } from './folder-named.ts';
import { linksetProblem } from './linkset.ts';
import type { Suite } from './suite.ts';
import { type Outcome, PASSED, tally } from './tally.ts';

function judge(file: string, text: string): Outcome {
  const problem = linksetProblem(JSON.parse(text) as unknown);
  if (file.startsWith('valid')) return problem === undefined ? PASSED : { kind: 'failed', because: problem };
  if (file.startsWith('invalid')) {
    return problem === undefined ? { kind: 'failed', because: 'accepted, but published as invalid' } : PASSED;
  }
  return { kind: 'skipped', because: 'published as neither valid nor invalid' };
}

/** RFC 9264 linksets as a resolver answers with. */
export const linksetSuites: readonly Suite[] = [
  {
    name: 'epcis/linkset-examples',
    find: root => findFolderNamed(root, 'linkset-examples'),
    run: async path => {
      const files = (await readdir(path)).filter(file => file.endsWith('.json')).toSorted();
      const outcomes: (readonly [string, Outcome])[] = [];
      for (const file of files) outcomes.push([file, judge(file, await readFile(join(path, file), 'utf8'))]);
      return tally('epcis/linkset-examples', outcomes);
    },
  },
];
