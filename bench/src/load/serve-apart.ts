import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly origin: string;
  readonly stop: () => Promise<void>;
  /** Bytes that the process has in memory now; undefined where the system does not say. */
  readonly memory?: () => number | undefined;
}

/** What a served program is told, as JSON in its first argument. */
export interface ServeTask {
  readonly databaseUrl: string;
  /** A folder for files that the server keeps (snapshots). */
  readonly folder: string;
}

/**
 * Starts a program of this package that listens on a free port and says `{"port":…}` on a line of its output.
 * Ends it with SIGTERM. Throws when it ends before it is ready.
 */
export async function serveApart(program: URL, task: ServeTask): Promise<ServerProcess> {
  const child = spawn(process.execPath, [fileURLToPath(program), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      reject(new Error(`${program.pathname} ended with ${code} before it was ready`)),
    );
    createInterface({ input: child.stdout }).on('line', line => {
      const said = /^\{"port":(\d+)\}$/.exec(line)?.[1];
      if (said !== undefined) resolve(Number(said));
    });
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
