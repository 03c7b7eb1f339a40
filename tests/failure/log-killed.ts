import { randomInt } from 'node:crypto';
import type { Context } from '../../apps/server/src/kernel/context.ts';
import { openDatabase } from '../../apps/server/src/kernel/db/database.ts';
import { timeOrderedId } from '../../apps/server/src/kernel/ids.ts';
import { silentLog } from '../../apps/server/src/kernel/log.ts';
import { openSecrets } from '../../apps/server/src/kernel/secrets.ts';
import { inTransaction } from '../../apps/server/src/kernel/transaction.ts';
import { appendLeaf } from '../../apps/server/src/kernel/transparency/append-leaf.ts';
import { logFiles } from '../../apps/server/src/kernel/transparency/log-files.ts';
import { TransparencyLog } from '../../apps/server/src/kernel/transparency/transparency-log.ts';

// A process that appends and sequences until it kills itself in the middle of something, or is killed.
// Arguments: database, folder of the log, key of the secrets, number of the round, and the time at which its clock
// begins. An end of year that is near comes while it works.

const [url = '', folder = '', secret = '', round = '', at = ''] = process.argv.slice(2);
const behind = Date.now() - Date.parse(at);
const clock = { now: () => new Date(Date.now() - behind) };
const database = openDatabase(url, 4, () => {});
const ctx: Context = {
  clock,
  newId: prefix => timeOrderedId(prefix, clock.now()),
  database,
  log: silentLog,
  secrets: openSecrets([Buffer.from(secret, 'base64url')]),
  publicUrl: 'https://registry.example',
};
let points = randomInt(3, 40);
let isTurning = false;
const log = new TransparencyLog(ctx, {
  files: logFiles(folder),
  origin: 'registry.example/log/2026',
  reached: point => {
    points -= 1;
    // A turn is reached in few rounds only: where it comes, it is one of its points half the time.
    if (point === 'turnStaged') isTurning = randomInt(2) === 0;
    const isDue = points === 0 || (isTurning && point.startsWith('turn') && randomInt(3) === 0);
    if (!isDue) return;
    process.stdout.write(`${point}\n`);
    process.kill(process.pid, 'SIGKILL');
  },
});

const write = async (): Promise<never> => {
  for (let n = 0; ; n += 1) {
    await inTransaction(ctx, async tx => {
      for (let each = 0; each < randomInt(1, 60); each += 1) {
        await appendLeaf(tx, {
          ...{ kind: 'cert.issue', issuer: 'did:web:registry.example', revision: 0 },
          ...{ record: `stm_${round}_${n}_${each}`, subject: `pty_${each % 5}`, secured: Buffer.from('x') },
        });
      }
    });
  }
};
const sequence = async (): Promise<never> => {
  for (;;) await log.sequenceNow();
};
process.stdout.write('begun\n');
await Promise.all([write(), sequence()]);
