import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const serverMain = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

/** A whole server, as an operator runs it: a process of its own on a data folder of its own. */
export interface Instance {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the server the hard way, as a power cut would end it. */
  readonly killServer: () => Promise<void>;
  /** Ends PostgreSQL the hard way while the server lives. */
  readonly killDatabase: () => void;
  /** Asks it to stop; resolves with its exit code. */
  readonly stop: () => Promise<number>;
}

/** Starts a server on `data`; `port` stays the same over restarts so that clients find it again. */
export async function startInstance(
  data: string,
  port: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Instance> {
  const child = spawn(process.execPath, [serverMain, 'serve'], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      PINXIN_DATA: data,
      PINXIN_PORT: String(port),
      PINXIN_LOG: 'error',
      ...env,
    },
  });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { event?: string; url?: string }) => {
      if (message.event === 'ready') resolve(message.url ?? `http://127.0.0.1:${port}`);
    });
    void exited.then(([code]) =>
      reject(new Error(`the server ended (${code}) before it was ready: ${said}`)),
    );
  });
  return {
    url,
    process: child,
    killServer: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    killDatabase: () => process.kill(postmaster(data), 'SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code ?? 1;
    },
  };
}

/** The process number of the PostgreSQL that serves this data folder. */
function postmaster(data: string): number {
  return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
