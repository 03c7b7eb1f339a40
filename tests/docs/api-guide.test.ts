import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Instance, startInstance } from '../failure/instance.ts';
import { disagreement } from './expectation.ts';
import { guideBlocks } from './guide.ts';
import { type BlockOutcome, runBlocks } from './shell-session.ts';

const guide = fileURLToPath(new URL('../../docs/api.md', import.meta.url));
const blocks = guideBlocks(readFileSync(guide, 'utf8'));

describe('the API guide, worked through against a new instance', () => {
  let folder: string;
  let instance: Instance | undefined;
  let outcomes: readonly BlockOutcome[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinxin-guide-'));
    const data = join(folder, 'data');
    instance = await startInstance(data, await freePort());
    outcomes = await runBlocks(
      blocks.map(block => block.script),
      folder,
      {
        PINXIN_URL: instance.url,
        PINXIN_OPERATOR_KEY: readFileSync(join(data, 'operator-key'), 'utf8').trim(),
        // Blocks must not depend on the settings of whoever runs the tests.
        CURL_HOME: folder,
        LC_ALL: 'C.UTF-8',
        no_proxy: '*',
      },
    );
  }, 180_000);

  afterAll(async () => {
    await instance?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(blocks.map((block, index) => ({ ...block, index })))(
    'does and prints what it says at line $line: $heading',
    ({ index, expected }) => {
      const { done, output, complaint } = outcomes[index]!;
      expect(done, `${output}\n${complaint}`).toBe(true);
      if (expected !== undefined) expect(disagreement(expected, output), output).toBeUndefined();
    },
  );

  it('leaves the server alive', () => {
    expect([instance?.process.exitCode, instance?.process.signalCode]).toEqual([null, null]);
  });
});
