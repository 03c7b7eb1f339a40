import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Written into what is signed; a copy of a demo, on whatever port it answers, must find its own signatures. */
const PUBLIC_URL = 'http://demo.pinxin.test';

/** A running server whose clock can be moved on. */
export interface DemoServer {
  readonly url: string;
  readonly passDays: (days: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the product over this database and this data folder, on a free port. */
export async function startDemoServer(database: string, data: string): Promise<DemoServer> {
  const server = spawn(process.execPath, [join(root, 'tests/browser/moving-server.ts')], {
    cwd: root,
    env: {
      ...process.env,
      ...{ DATABASE_URL: database, PINXIN_DATA: data, PINXIN_PORT: '0', PINXIN_LOG: 'error' },
      PINXIN_PUBLIC_URL: PUBLIC_URL,
      PINXIN_SCAN_DIVISION_HEADER: 'x-pinxin-demo-division',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const url = await whenReady(server);
  return {
    url,
    passDays: async days => {
      const moved = once(server, 'message');
      server.send({ advance: days * 86_400_000 });
      await moved;
    },
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function whenReady(server: ChildProcess): Promise<string> {
  let complained = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complained = (complained + text).slice(-4_000);
  });
  return await new Promise((resolve, reject) => {
    server.once('message', message => resolve((message as { url: string }).url));
    server.once('exit', () => reject(new Error(`the server ended before it was ready: ${complained}`)));
  });
}
