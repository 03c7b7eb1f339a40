import { spawn } from 'node:child_process';

/** What one block of a session printed. */
export interface BlockOutcome {
  /** False: it failed, or never ran because one before it failed. */
  readonly done: boolean;
  readonly output: string;
  /** The end of what the session said on standard error; only with the block that failed. */
  readonly complaint: string;
}

const BOUNDARY = '\u0001 block done';

/**
 * Runs blocks one after another in one `bash -euo pipefail`, as somebody who works through a guide in one terminal:
 * variables and files live on. The session ends at the first block that fails.
 */
export async function runBlocks(
  blocks: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly BlockOutcome[]> {
  const script = blocks.map(block => `${block}\nprintf '%s\\n' '${BOUNDARY}'\n`).join('');
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = textOf(shell.stdout);
  const complaint = textOf(shell.stderr);
  const code = await new Promise<number | null>((resolve, reject) =>
    shell.on('error', reject).on('close', resolve),
  );
  const pieces = (await output).split(`${BOUNDARY}\n`);
  const said = `bash ended with ${code}: ${(await complaint).slice(-2_000)}`;
  return blocks.map((_, index) => {
    const done = index < pieces.length - 1;
    const failed = index === pieces.length - 1;
    return {
      done,
      output: pieces[index] ?? '',
      complaint: failed ? said : done ? '' : 'a block before it failed',
    };
  });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const piece of stream) text += piece as string;
  return text;
}
