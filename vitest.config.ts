import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes, not seconds: whatever begins last is what everybody waits for at the end. */
const LONG = [
  // The first loads the demo that the third copies: the second has nothing to wait for.
  ...['tests/browser/console.', 'apps/cli/src/cli.', 'tests/browser/journeys.'],
  ...['tests/', 'kernel/db/embedded.'],
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex(part => moduleId.includes(part));
      return found < 0 ? LONG.length : found;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Test files that start programs of their own, browsers and servers. */
const PROGRAMS = ['tests/**/*.test.ts', 'apps/cli/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/global-setup.ts'],
    pool: 'forks',
    // As many as the cores of the smallest machine: files bring browsers and servers of their own, which need room too.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'programs', include: PROGRAMS } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['{packages,apps,regions,conformance,bench}/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...PROGRAMS],
          // Modules keep nothing of a test: loading the server anew for each file would cost a second each.
          isolate: false,
        },
      },
    ],
  },
});
