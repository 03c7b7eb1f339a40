import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { type App, createApp } from './http/app.ts';
import { type TestContext, testContext } from './kernel/testing.ts';
import { inTransaction } from './kernel/transaction.ts';
import { wiring } from './main.ts';
import { saveParties } from './slices/parties/register/save-parties.ts';
import { NO_FACTS } from './slices/parties/register/wished-facts.ts';

// 个人信息保护法 第六条: the whole app as it is wired, asked by a stranger at every public address.

/** A made-up person: no such number, no such 身份证. */
const PERSON = {
  name: '欧阳示范',
  phone: '19900001234',
  idCard: '640521199001010011',
  address: '枣园乡虚构村七组',
  uscc: '92640521MA70000A1B',
  birthplace: '640521',
} as const;
const QUERIES = ['', `?q=${encodeURIComponent(PERSON.name)}`, `?q=${PERSON.phone}`];
const SECRETS = [PERSON.name, PERSON.phone, PERSON.idCard, PERSON.address, PERSON.uscc];

describe('what the public reads of a natural person', () => {
  let test: TestContext;
  let app: App;
  let data: string;
  let id = '';

  beforeAll(async () => {
    test = await testContext();
    data = mkdtempSync(join(tmpdir(), 'pinxin-masking-'));
    app = createApp({
      callerOf: async () => undefined,
      readiness: async () => ({ database: true, migrated: true }),
      now: () => test.clock.now(),
      publicUrl: undefined,
      logLevel: 'silent',
    });
    const config = readConfig({ DATABASE_URL: test.database.url, PINXIN_DATA: data });
    await wiring.register(app.fastify, { ctx: test.ctx, config, databaseUrl: test.database.url });
    await app.fastify.ready();
    id = await register();
  });
  afterAll(async () => {
    await app.fastify.close();
    await test.close();
    rmSync(data, { recursive: true, force: true });
  });

  /** A household with a phone, an address, a plot of its own name, a product, a brand, and marks in its name. */
  async function register(): Promise<string> {
    const facts = {
      ...NO_FACTS,
      ...{ kind: 'household' as const, nameZh: PERSON.name, division: PERSON.birthplace, demo: true },
      ...{ phone: `${PERSON.phone} ${PERSON.idCard}`, address: PERSON.address, uscc: PERSON.uscc },
    };
    const [saved] = await inTransaction(test.ctx, tx =>
      saveParties(test.ctx, tx, { actor: 'test', cause: 'registered' }, [{ facts }]),
    );
    const { id: party, publicId } = saved!.party;
    const { pool } = test.database;
    await pool.query(
      `insert into party (public_id, kind, name_zh, division, is_demo, created_at)
       values ('pty_office', 'authority', '示范机关', '64', true, now())`,
    );
    await pool.query(`insert into term (uri) values ('https://id.gs1.org/414/9520000000103')`);
    await pool.query(
      `insert into place (id, party, kind, name_zh, division, created_at)
       select id, $1, 'plot', $2, '640521', now() from term where uri like '%9520000000103'`,
      [party, `${PERSON.name}的地`],
    );
    await pool.query(
      `insert into party_relation (public_id, kind, from_party, to_party, valid_from, source, recorded_at, recorded_by)
       select 'rel_1', 'memberOf', $1, id, '2026-01-01', $2, now(), $3 from party where public_id = 'pty_office'`,
      [party, `${PERSON.name}，${PERSON.idCard}`, PERSON.name],
    );
    await pool.query(
      `insert into mandate (public_id, holder_kind, kind, about, valid_from, legal_basis, granted_at, granted_by)
       values ('mdt_masking', 'authority', 'certification', 'anyone', '2020-01-01', '（演示）', now(), 'test')`,
    );
    await pool.query(
      `insert into statement (public_id, kind, issuer, mandate, party_id, subject_party, subject_division, scheme, number,
         legal_basis, valid_from, public_from, issued_at, issued_by, wish_digest)
       select 'stm_1', 'certification', o.id, m.id, $1, $1, '640521', 'green-food', 'LB-1', '（演示）', '2026-01-01',
              '2026-01-01', '2026-01-01Z', 'test', '\\x00' from party o, mandate m where o.public_id = 'pty_office' and m.public_id = 'mdt_masking'`,
      [party],
    );
    await pool.query(
      `insert into statement_certification (statement) select id from statement where public_id = 'stm_1'`,
    );
    await pool.query(
      `insert into statement_change (statement, seq, at, action, to_status, party, actor)
       select id, 0, issued_at, 'issue', 'valid', issuer, 'test' from statement`,
    );
    await pool.query(
      `insert into statement_state (statement, seq, status, at, kind, scheme, number, issuer, subject_party,
         subject_division, last_day, public_from, public_to, issued_at)
       select id, 0, 'valid', issued_at, kind, scheme, number, issuer, subject_party, subject_division, 'infinity',
         public_from, public_to, issued_at from statement`,
    );
    return publicId;
  }

  it('is masked at every public address, as a page and as data', async () => {
    const shown: string[] = [];
    let asked = 0;
    let masked = 0;
    const values = [id, PERSON.uscc, 'stm_1', 'LB-1'];
    for (const { methods, url, access } of app.routes) {
      if (access !== 'public' || !methods.includes('GET')) continue;
      const parameters = url.match(/:[A-Za-z]+|\*/g) ?? [];
      for (const value of parameters.length === 0 ? [''] : values)
        for (const query of value === '' ? QUERIES : [''])
          for (const accept of ['text/html', 'application/json']) {
            const path = url.replace(/:[A-Za-z]+/g, value).replace(/\*$/, value);
            const answer = await app.fastify.inject({ url: `${path}${query}`, headers: { accept } });
            asked++;
            if (answer.body.includes('欧**') || answer.body.includes('欧阳*')) masked++;
            // What was looked for stands in the field and in “nothing found”; nothing else may say it.
            const body = query === '' ? answer.body : answer.body.replaceAll(PERSON.name, '');
            const found = SECRETS.filter(
              secret => body.includes(secret) && !(path.includes(secret) || query.includes(secret)),
            );
            if (found.length > 0) shown.push(`${path}${query} (${accept}): ${found.join(' ')}`);
          }
    }
    expect(shown).toEqual([]);
    expect(asked).toBeGreaterThan(200);
    expect(masked).toBeGreaterThan(3);
  }, 120_000);

  it('is found by nobody who does not know the page: not by name, nor by phone, nor by code', async () => {
    for (const asked of [PERSON.name, PERSON.phone, PERSON.idCard, PERSON.uscc]) {
      const answer = await app.fastify.inject({ url: `/search?q=${encodeURIComponent(asked)}` });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toContain(id);
    }
  });
});
