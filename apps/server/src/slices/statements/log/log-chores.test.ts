import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLog } from '@pinxin/translog/audit';
import { checkSnapshotProof, type SnapshotProof } from '@pinxin/translog/snapshot-proof';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { appendLeaf } from '../../../kernel/transparency/append-leaf.ts';
import { openTransparencyLog } from '../../../kernel/transparency/open-log.ts';
import { readPublicLog } from '../../../kernel/transparency/public-log.ts';
import { loggedLeaf, logKey } from '../../../kernel/transparency/receipts.ts';
import { snapshotProof } from '../../../kernel/transparency/snapshot.ts';
import type { TransparencyLog } from '../../../kernel/transparency/transparency-log.ts';
import { issuedId, openRegister, type Register } from '../testing/register.ts';
import { doLogChores } from './log-chores.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('what the log does for the register', () => {
  let register: Register;
  let data: string;
  let log: TransparencyLog;
  beforeEach(async () => {
    register = await openRegister();
    data = mkdtempSync(join(tmpdir(), 'pinxin-chores-'));
    log = openTransparencyLog(register.ctx, { data, publicUrl: 'https://brands.example' });
  });
  afterEach(async () => {
    await register.close();
    rmSync(data, { recursive: true, force: true });
  });

  it("takes yesterday's register as one leaf, and proves what was in it and what was not", async () => {
    await register.grant({ kind: 'certification' });
    const id = issuedId(await register.issue());
    register.clock.advance(DAY);
    await doLogChores(register.ctx);
    await doLogChores(register.ctx);
    await log.sequenceNow();
    const kinds = await register.database.query
      .selectFrom('log_leaf')
      .select('kind')
      .orderBy('idx')
      .execute();
    expect(kinds.filter(({ kind }) => kind === 'registry.snapshot')).toHaveLength(1);
    const key = (await logKey(register.ctx))!;
    const coop = (await snapshotProof(register.ctx, '2026-07-18', 'pty_coop'))!;
    expect(checkSnapshotProof(coop, key)?.kind).toBe('complete');
    expect(JSON.parse(coop.records!)).toEqual([[id, 'certification', null, 'valid']]);
    const rival = (await snapshotProof(register.ctx, '2026-07-18', 'pty_rival'))!;
    expect(checkSnapshotProof(rival, key)?.kind).toBe('absent');
    expect(await snapshotProof(register.ctx, '2026-07-17', 'pty_coop')).toBeUndefined();
    for (const forged of [
      { ...coop, records: null },
      { ...coop, records: '[]' },
      { ...coop, subject: 'pty_rival' },
      { ...rival, subject: 'pty_coop' },
      { ...coop, day: '2026-07-17' },
      { ...coop, size: 2 },
    ] satisfies SnapshotProof[]) {
      expect(checkSnapshotProof(forged, key)).toBeUndefined();
    }
  });

  it('ends a publication: what was said can no longer be opened, that it was said stays provable', async () => {
    await register.grant({ kind: 'sanction' });
    const id = issuedId(
      await register.issue({ kind: 'sanction', publish: { from: '2026-07-18', to: '2026-07-20' } }),
    );
    const signed = async () =>
      (await register.database.query.selectFrom('credential').select('secured').execute())[0]?.secured;
    const chores = () => doLogChores(register.ctx);
    register.clock.advance(2 * DAY);
    await chores();
    await log.sequenceNow();
    expect((await loggedLeaf(register.ctx, id, 0))?.salt).toBeDefined();
    expect(await signed()).toMatch(/^eyJ/);
    register.clock.advance(DAY);
    await chores();
    await chores();
    await log.sequenceNow();
    expect(await signed()).toBeNull();
    const [published, ended] = [
      (await loggedLeaf(register.ctx, id, 0))!,
      (await loggedLeaf(register.ctx, id, 1))!,
    ];
    expect(published.salt).toBeUndefined();
    expect(Buffer.from(ended.leaf).toString()).toContain('"k":"penalty.expire"');
    expect(Buffer.from(ended.leaf).toString()).toMatch(/"p":\d+,"r":1/);
    const read = readPublicLog(join(data, 'log'));
    expect((await auditLog({ read, log: (await logKey(register.ctx))! })).ok).toBe(true);
  });

  it('forgets who the leaves of a year were about when none of them can be opened any more', async () => {
    await inTransaction(register.ctx, tx =>
      appendLeaf(tx, {
        ...{ kind: 'penalty.publish', issuer: 'did:web:centre.example', record: 'stm_x', revision: 0 },
        ...{ subject: 'pty_coop', secured: Buffer.from('the penalty') },
      }),
    );
    const keys = async () =>
      (await register.database.query.selectFrom('log_tag_key').select('class').execute()).length;
    register.clock.advance(200 * DAY);
    await doLogChores(register.ctx);
    expect(await keys()).toBe(1);
    await register.database.pool.query('delete from log_salt');
    await doLogChores(register.ctx);
    expect(await keys()).toBe(0);
  });
});
