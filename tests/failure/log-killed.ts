import { randomInt } from 'node:crypto';
import { systemClock } from '../../apps/server/src/kernel/clock.ts';
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
// Arguments: database, folder of the log, key of the secrets, number of the round.

const [url = '', folder = '', secret = '', round = ''] = process.argv.slice(2);
const database = openDatabase(url, 4, () => {});
const ctx: Context = {
  clock: systemClock,
  newId: prefix => timeOrderedId(prefix, systemClock.now()),
  database,
  log: silentLog,
  secrets: openSecrets([Buffer.from(secret, 'base64url')]),
  publicUrl: 'https://registry.example',
};
let points = randomInt(3, 40);
const log = new TransparencyLog(ctx, {
  files: logFiles(folder),
  origin: 'registry.example/log/2026',
  reached: () => {
    points -= 1;
    if (points === 0) process.kill(process.pid, 'SIGKILL');
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
