import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { ServerProcess, ServeTask } from '../load/serve-apart.ts';

const MAIN = fileURLToPath(import.meta.resolve('@pinxin/server/main'));

/**
 * Starts the product itself, as an operator does: its own process, its own settings, log lines written (to
 * nowhere). Throws when it does not become ready.
 */
export async function serveOurs({ databaseUrl, folder }: ServeTask): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PINXIN_DATA: folder, PINXIN_PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const origin = await readyAt(child);
  return {
    origin,
    stop: async () => {
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ended;
      clearTimeout(impatient);
    },
  };
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
export async function captureHeaders(pool: pg.Pool, party: number): Promise<Record<string, string>> {
  return { ...(await keyHeaders(pool, party, 'capture')), 'gs1-epcis-version': '2.0.0' };
}

/** Headers of questions about lineage and of recall sheets; makes a key for them. */
export async function traceHeaders(pool: pg.Pool, party: number): Promise<Record<string, string>> {
  return keyHeaders(pool, party, 'trace', 'recall');
}

async function keyHeaders(pool: pg.Pool, party: number, ...scopes: string[]): Promise<Record<string, string>> {
  const secret = randomBytes(24).toString('base64url');
  await pool.query(
    `insert into api_key (public_id, party, secret_digest, scopes, label, created_at)
     values ($1, $2, $3, $4, 'bench', now())`,
    [`key_${randomBytes(6).toString('hex')}`, party, createHash('sha256').update(secret).digest(), scopes],
  );
  return { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
}
