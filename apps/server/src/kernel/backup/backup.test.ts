import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskBlobs } from '../files/disk-blobs.ts';
import { enqueue } from '../jobs.ts';
import { type TestContext, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

const at = new Date('2026-07-18T04:00:00Z');
const now = () => at;

describe('a backup', () => {
  let source: TestContext;
  let target: TestContext;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    [source, target] = await Promise.all([testContext(), testContext()]);
    folder = mkdtempSync(join(tmpdir(), 'pinxin-backup-'));
    file = join(folder, 'all.tar.gz');
    await fill(source);
  });
  afterEach(async () => {
    await Promise.all([source.close(), target.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function fill({ ctx }: TestContext): Promise<void> {
    await inTransaction(ctx, async tx => {
      await tx.client.query(`
        insert into party (public_id, kind, name_zh, created_at)
          select 'pty_' || n, 'cooperative', E'演示\\t合作社\\n' || n || E'\\\\', now() from generate_series(1, 50) n;
        insert into term (uri) select 'urn:x:' || n from generate_series(1, 20) n;
        insert into place (id, party, kind, name_zh) select id, id, 'field', '地' from term;
        update place set parent = 1 where id > 1;
        insert into lot (uri, kind) select 'https://id.gs1.org/01/09521234543213/10/' || n, 1 from generate_series(1, 30000) n;
        insert into event_lot select n, n, 1, null, n * 1.50 from generate_series(1, 30000) n;
        insert into event values (1, now(), now(), 480, 1, 1, 1, null, null, null, null, null, '\\x01ff', null, '\\x0a', '\\x00')`);
      await enqueue(tx, 'later', { n: 1 });
      tx.journal({ actor: 'tester', kind: 'filled', facts: { zh: '枸杞' } });
    });
  }

  it('restores every row, sequence, journal number and waiting job into an empty database', async () => {
    const made = await backUp(source.database.pool, file, at);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const restored = await restore(target.database.pool, file, now);
    expect(restored).toEqual(made);
    expect(made.journalHead).toBe(1);
    expect(made.digests.event_lot?.rows).toBe(30_000);
    const again = await backUp(target.database.pool, join(folder, 'again.tar.gz'), at);
    expect(again.digests).toEqual(made.digests);
    expect(again.sequences).toEqual(made.sequences);
    const rows = await target.database.pool.query(
      `insert into lot (uri, kind) values ('urn:new', 1) returning id`,
    );
    expect(rows.rows[0].id).toBe(30_001);
    const jobs = await target.database.pool.query('select task_identifier from graphile_worker.jobs');
    expect(jobs.rows).toEqual([{ task_identifier: 'later' }]);
  });

  it('is one moment: what is written while it runs is not in it', async () => {
    const { pool } = source.database;
    let late: Promise<unknown> | undefined;
    const made = await backUp(pool, file, at, () => {
      late ??= pool.query(
        `insert into term (uri) values ('urn:late'); insert into lot (uri, kind) values ('urn:late', 1)`,
      );
    });
    await late;
    expect([made.digests.term?.rows, made.digests.lot?.rows]).toEqual([20, 30_000]);
  });

  it('carries kept files, and refuses one that is not what its name says', async () => {
    const [from, to] = [diskBlobs(join(folder, 'from')), diskBlobs(join(folder, 'to'))];
    const digests = [await from.put(Buffer.from('证书')), await from.put(Buffer.alloc(5_000_000, 7))];
    const made = await backUp(source.database.pool, file, at, undefined, from);
    expect(made.files).toBe(2);
    const plain = gunzipSync(readFileSync(file));
    plain.write('X', plain.indexOf('证书'));
    const bad = join(folder, 'bad');
    writeFileSync(bad, gzipSync(plain));
    const refused = restore(target.database.pool, bad, now, undefined, to);
    await expect(refused).rejects.toMatchObject({ code: 'backupDamaged' });
    await restore(target.database.pool, file, now, undefined, to);
    for (const digest of digests) expect(await to.get(digest)).toEqual(await from.get(digest));
  });

  it('is not restored over data', async () => {
    await backUp(source.database.pool, file, at);
    await expect(restore(source.database.pool, file, now)).rejects.toMatchObject({ code: 'targetNotEmpty' });
    const rows = await source.database.pool.query('select count(*)::int as n from party');
    expect(rows.rows[0].n).toBe(50);
  });

  it('does not overwrite a file', async () => {
    writeFileSync(file, 'mine');
    await expect(backUp(source.database.pool, file, at)).rejects.toMatchObject({ code: 'fileExists' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['all.tar.gz']);
  });

  it('is refused when cut short, changed or something else, and leaves the target empty and usable', async () => {
    await backUp(source.database.pool, file, at);
    const whole = readFileSync(file);
    const plain = gunzipSync(whole);
    const place = plain.indexOf('https://id.gs1.org/01/09521234543213/10/777');
    plain.write('X', place);
    const bad = join(folder, 'bad');
    for (const [bytes, code] of [
      [whole.subarray(0, whole.length - 2_000), 'backupDamaged'],
      [gzipSync(plain), 'backupDamaged'],
      [gzipSync(plain.subarray(0, plain.length - 20_480)), 'backupDamaged'],
      [Buffer.from('hello'), 'backupUnreadable'],
      [gzipSync('hello'), 'backupUnreadable'],
    ] as const) {
      writeFileSync(bad, bytes);
      await expect(restore(target.database.pool, bad, now)).rejects.toMatchObject({ code });
    }
    await expect(restore(target.database.pool, join(folder, 'absent'), now)).rejects.toMatchObject({
      code: 'backupUnreadable',
    });
    expect((await restore(target.database.pool, file, now)).journalHead).toBe(1);
  });
});
