import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMark, checkSize } from '@pinxin/site/check-script';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerLogRoutes } from '../../../../http/log-routes.ts';
import { diskBlobs } from '../../../../kernel/files/disk-blobs.ts';
import { openTransparencyLog } from '../../../../kernel/transparency/open-log.ts';
import { type RegisterApp, registerApp } from '../../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../../routes.ts';
import { issuedId, openRegister, type Register } from '../../testing/register.ts';

type Get = (path: string) => Promise<string | undefined>;
type Found = Readonly<Partial<Record<'signature' | 'term' | 'status' | 'log', boolean>>>;

// The text that browsers run, run here: Node has the same cryptography.
const check = new Function(`return ${checkMark}`)() as (get: Get, id: string, now: number) => Promise<Found>;
const GOOD = { signature: true, term: true, status: true, log: true };

let a: RegisterApp;
let r: Register;
let folder: string;
let id = '';
let paths: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinxin-device-'));
  a = await registerApp((app, ctx) => {
    registerStatementRoutes(app, ctx, diskBlobs('/nonexistent'));
    registerLogRoutes(app, ctx);
  });
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  for (let nth = 0; nth < 5; nth += 1) id = issuedId(await r.issue());
  for (let nth = 0; nth < 6; nth += 1) await r.issue();
  await openTransparencyLog(r.ctx, { data: folder, publicUrl: r.ctx.publicUrl }).sequenceNow();
  const asked: string[] = [];
  const noted: Get = async path => {
    asked.push(path);
    return get(path);
  };
  expect(await found(noted)).toEqual(GOOD);
  paths = [...new Set(asked)];
});
afterAll(async () => {
  await a.close();
  rmSync(folder, { recursive: true, force: true });
});

const get: Get = async path => {
  const answer = await a.send(undefined, 'GET', path, { headers: { accept: 'application/vc+jwt' } });
  return answer.statusCode === 200 ? answer.body : undefined;
};
const found = (from: Get, of = id) => check(from, of, r.clock.now().getTime());

describe('the check that the scan page offers on the reader’s device', () => {
  it('asks for credential, keys, both lists, receipt and the keys of the logs, and finds all good', () => {
    expect(paths).toHaveLength(6);
  });

  it('finds every leaf of the log at its place', async () => {
    const { rows } = await a.database.pool.query<{ record: string }>(
      `select record from log_leaf where kind = 'cert.issue' order by id`,
    );
    for (const { record } of rows) expect(await found(get, record)).toEqual(GOOD);
  });

  it('notices characters changed in credential, lists and receipt', async () => {
    const texts = new Map<string, string>();
    for (const path of paths) texts.set(path, (await get(path))!);
    // Keys and their names are what the check relies on: there is nothing to hold them against.
    const checked = paths.filter(path => !path.endsWith('.json') && path !== '/log/keys');
    expect(checked).toHaveLength(4);
    for (const path of checked) {
      const text = texts.get(path)!;
      for (let at = 0; at < text.length; at += path.endsWith('/receipt') ? 7 : 37) {
        const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
        const seen = await found(async asked => (asked === path ? changed : texts.get(asked)));
        expect(seen, `${path} ${at}`).not.toEqual(GOOD);
      }
    }
  });

  it('says that it does not know when something is out of reach, and never that it is good', async () => {
    for (const path of paths) {
      const seen = await found(async asked => (asked === path ? undefined : get(asked)));
      expect(Object.values(seen)).not.toContain(false);
      expect(seen, path).not.toEqual(GOOD);
      const broken = await found(async asked => {
        if (asked === path) throw new TypeError('no network');
        return get(asked);
      });
      expect(broken).toEqual(seen);
    }
  });

  it('sees what was suspended, and a term that is over', async () => {
    expect(await check(get, id, Date.parse('2031-01-01'))).toEqual({ ...GOOD, term: false });
    await r.change({ statement: id, to: 'suspend' });
    expect(await found(get)).toEqual({ ...GOOD, status: false });
    await r.change({ statement: id, to: 'restore' });
    expect(await found(get)).toEqual(GOOD);
  });

  it('costs at most 5 kB beside the check itself', () => {
    expect(checkSize.beside).toBeLessThanOrEqual(5_000);
    expect(checkSize.whole).toBeLessThanOrEqual(10_000);
  });
});
