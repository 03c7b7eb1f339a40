import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The server's entry, started as a process of its own: the command line never imports it. */
export const serverMain = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

/** What the server says once it listens. */
export interface Ready {
  readonly ready: true;
  readonly url: string;
  readonly firstStart: boolean;
}

/** Starts the server; resolves when it listens, or with the exit code when it gave up. */
export async function startServer(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; ready: Ready } | { exitCode: number }> {
  const child = spawn(process.execPath, [serverMain, 'serve'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env });
  return await new Promise(resolve => {
    child.on('message', message => {
      if ((message as Partial<Ready>).ready === true) resolve({ child, ready: message as Ready });
    });
    child.on('exit', code => resolve({ exitCode: code ?? 1 }));
  });
}
