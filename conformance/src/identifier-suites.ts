import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LINTER_VECTOR_RUNNERS } from './identifier-linter-vectors.ts';
import { SYNTAX_VECTOR_RUNNERS } from './identifier-syntax-vectors.ts';
import type { Suite } from './suite.ts';
import { tally } from './tally.ts';
import type { Vector, VectorRunner } from './vector.ts';
import { findVectorFolder } from './vector-folder.ts';

const RUNNERS: Readonly<Record<string, VectorRunner>> = {
  ...SYNTAX_VECTOR_RUNNERS,
  ...LINTER_VECTOR_RUNNERS,
};

function named(vector: Vector, index: number): string {
  const place = vector.line === undefined ? `#${index + 1}` : `line ${String(vector.line)}`;
  return `${place} ${JSON.stringify(vector.input ?? vector.scan ?? vector.args)}`;
}

function suiteFor(file: string, runner: VectorRunner): Suite {
  const name = `identifiers/${basename(file, '.json')}`;
  return {
    name,
    find: root => findVectorFolder(root, 'identifier-vectors', file),
    run: async path => {
      const { vectors } = JSON.parse(await readFile(join(path, file), 'utf8')) as {
        vectors: readonly Vector[];
      };
      return tally(
        name,
        vectors.map((vector, index) => [named(vector, index), runner(vector)] as const),
      );
    },
  };
}

/** One suite for each file of a folder named `identifier-vectors`. */
export const identifierSuites: readonly Suite[] = Object.entries(RUNNERS).map(([file, runner]) =>
  suiteFor(`${file}.json`, runner),
);
