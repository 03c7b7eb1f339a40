import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CaptureLoad, CaptureLoadResult } from './capture-load.ts';
import type { GetLoad } from './get-load.ts';
import type { PostLoad } from './post-load.ts';
import type { Sent } from './send.ts';

/** Runs the capture load in a process of its own. */
export function captureLoad(load: CaptureLoad): Promise<CaptureLoadResult> {
  return runApart<CaptureLoadResult>('./capture-load.ts', load);
}

/** Runs the GET load in a process of its own. */
export function getLoad(load: GetLoad): Promise<Sent> {
  return runApart<Sent>('./get-load.ts', load);
}

/** Runs POSTs of given bodies in a process of its own. */
export function postLoad(load: PostLoad): Promise<Sent> {
  return runApart<Sent>('./post-load.ts', load);
}

function runApart<T>(program: string, task: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(program, import.meta.url));
    const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
    // Over standard input: thousands of addresses are too much for an argument.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(task));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', code => {
      const last = said.trim().split('\n').at(-1) ?? '';
      if (code === 0) resolve(JSON.parse(last) as T);
      else reject(new Error(`${program} ended with ${code}: ${last}`));
    });
  });
}
