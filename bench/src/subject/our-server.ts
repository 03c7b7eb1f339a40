import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Scope } from '@pinxin/contract/access';
import type { Database } from '@pinxin/server/kernel/db/database';
import { issueKey } from '@pinxin/server/slices/parties/api';
import type { ServerProcess, ServeTask } from '../load/serve-apart.ts';
import { contextOver } from './group-writer.ts';

/** The cheapest public route of the app: same hooks, same headers, a few bytes. */
export const HELLO = '/healthz';

const MAIN = fileURLToPath(import.meta.resolve('@pinxin/server/main'));

/**
 * Starts the product itself, as an operator does: its own process, its own settings, log lines written (to
 * nowhere). Throws when it does not become ready.
 */
export async function serveOurs({ databaseUrl, folder }: ServeTask): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: {
      // As the command line starts it.
      ...{ MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1048576', ...process.env },
      ...{ DATABASE_URL: databaseUrl, PINXIN_DATA: folder, PINXIN_PORT: '0' },
      // Receivers of webhooks are on this machine.
      PINXIN_WEBHOOK_NETWORKS: '127.0.0.1',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const origin = await readyAt(child);
  return {
    origin,
    memory: () => residentBytes(child.pid),
    stop: async () => {
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ended;
      clearTimeout(impatient);
    },
  };
}

/** Resident memory of a process (Linux). */
function residentBytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`our server ended with ${code} before it was ready`)));
    child.on('message', (message: { event: string; url?: string; en?: string }) => {
      if (message.event === 'ready') resolve(message.url!);
      else reject(new Error(message.en));
    });
  });
}

/** Headers of a capture by this party; makes a key for it. */
export async function captureHeaders(database: Database, party: number): Promise<Record<string, string>> {
  return { ...(await keyHeaders(database, party, 'capture')), 'gs1-epcis-version': '2.0.0' };
}

/** Headers of queries and subscriptions; makes a key for them. */
export async function queryHeaders(database: Database, party: number): Promise<Record<string, string>> {
  return keyHeaders(database, party, 'query');
}

/** Headers of questions about lineage and of recall sheets; makes a key for them. */
export async function traceHeaders(database: Database, party: number): Promise<Record<string, string>> {
  return keyHeaders(database, party, 'trace', 'recall');
}

async function keyHeaders(
  database: Database,
  party: number,
  ...scopes: Scope[]
): Promise<Record<string, string>> {
  const { secret } = await issueKey(contextOver(database), 'bench', { party, scopes, label: 'bench' });
  return { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
}
