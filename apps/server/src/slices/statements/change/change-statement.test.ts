import { STATEMENT_ACTIONS, type StatementAction } from '@pinxin/contract/statements/status';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { endMandate } from '../mandates/end-mandate.ts';
import { statementsInForce } from '../read/in-force-views.ts';
import { issuedId, openRegister, problemsOf, type Register } from '../testing/register.ts';

const DAY = 86_400_000;

describe('changing the standing of a statement', () => {
  let r: Register;
  let mandate: string;
  beforeAll(async () => {
    r = await openRegister();
    mandate = await r.grant({ kind: 'certification' });
    await r.grant({ kind: 'sanction' });
  });
  afterAll(() => r.close());

  const historyOf = async (publicId: string) =>
    (
      await r.database.pool.query<{ step: string }>(
        `select c.seq || ' ' || c.action || ' ' || c.to_status as step from statement_change c
         join statement s on s.id = c.statement where s.public_id = $1 order by c.seq`,
        [publicId],
      )
    ).rows.map(({ step }) => step);

  it('keeps the whole history and tells the journal', async () => {
    const statement = issuedId(await r.issue());
    for (const to of ['suspend', 'restore', 'withdraw'] as const) {
      expect(await r.change({ statement, to })).toMatchObject({ ok: true, repeated: false });
    }
    expect(await historyOf(statement)).toEqual([
      '0 issue valid',
      '1 suspend suspended',
      '2 restore valid',
      '3 withdraw withdrawn',
    ]);
    const { rows } = await r.database.pool.query(
      `select facts->>'action' as action from journal where kind = 'statement-changed' and facts->>'statement' = $1 order by seq`,
      [statement],
    );
    expect(rows.map(({ action }) => action)).toEqual(['suspend', 'restore', 'withdraw']);
  });

  it('does the same act once, however often it is sent, and refuses it for another reason', async () => {
    const statement = issuedId(await r.issue());
    await r.change({ statement, to: 'suspend' });
    expect(await r.change({ statement, to: 'suspend' })).toMatchObject({ ok: true, repeated: true });
    expect(problemsOf(await r.change({ statement, to: 'suspend', reason: '另一原因' }))).toEqual([
      '/to notFromThisState',
    ]);
    expect(await historyOf(statement)).toHaveLength(2);
  });

  it('lets one of several who act at the same moment win', async () => {
    const statement = issuedId(await r.issue());
    const all = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        r.change({ statement, to: 'withdraw', reason: `原因 ${index}` }),
      ),
    );
    expect(all.filter(one => one.ok)).toHaveLength(1);
    expect(await historyOf(statement)).toHaveLength(2);
  });

  it('is for the issuer; the holder may give a certificate up, and can end no penalty', async () => {
    const { coop, rival } = r.party;
    const statement = issuedId(await r.issue());
    expect(problemsOf(await r.change({ statement, to: 'suspend', issuer: rival }))).toEqual([
      '/issuer notYours',
    ]);
    expect(problemsOf(await r.change({ statement, to: 'withdraw', issuer: coop }))).toEqual([
      '/issuer notYours',
    ]);
    expect(await r.change({ statement, to: 'cancel', issuer: coop })).toMatchObject({ status: 'cancelled' });
    const penalty = issuedId(await r.issue({ kind: 'sanction' }));
    expect(problemsOf(await r.change({ statement: penalty, to: 'cancel', issuer: coop }))).toEqual([
      '/issuer notYours',
    ]);
  });

  it('restores only under a mandate in force, and withdraws without one', async () => {
    const other = issuedId(await r.issue());
    const statement = issuedId(await r.issue());
    for (const one of [statement, other]) await r.change({ statement: one, to: 'suspend' });
    const ending = { actor: 'acc_admin', mandate, reason: '职能划转', legalBasis: '（演示）改革方案' };
    const end = (from: string) => inTransaction(r.ctx, tx => endMandate(r.ctx, tx, { ...ending, from }));
    expect(await end('2026-07-17')).toMatchObject({ ok: false });
    expect(await end('2026-07-18')).toEqual({ ok: true, repeated: false });
    expect(await end('2026-07-18')).toEqual({ ok: true, repeated: true });
    expect(problemsOf(await r.change({ statement, to: 'restore' }))).toEqual(['/issuer noMandate']);
    expect(await r.change({ statement, to: 'withdraw' })).toMatchObject({ ok: true });
    mandate = await r.grant({ kind: 'certification' });
    expect(await r.change({ statement: other, to: 'restore' })).toMatchObject({ ok: true });
  });

  it('refuses to edit or delete what was said, even by hand', async () => {
    const statement = issuedId(await r.issue());
    const { pool } = r.database;
    for (const text of [
      `update statement set valid_to = '2099-01-01' where public_id = $1`,
      'delete from statement where public_id = $1',
      `update statement_certification set grade = 'AA' where statement = (select id from statement where public_id = $1)`,
      `update statement_change set reason = 'x' where statement = (select id from statement where public_id = $1)`,
      'delete from statement_certified_product where statement = (select id from statement where public_id = $1)',
    ]) {
      await expect(pool.query(text, [statement]), text).rejects.toThrow('never edited');
    }
    await expect(pool.query(`update mandate set valid_to = null`)).rejects.toThrow('never edited');
  });
});

describe('what was in force on a day', () => {
  let r: Register;
  beforeAll(async () => {
    r = await openRegister();
    await r.grant({ kind: 'certification' });
  });
  afterAll(() => r.close());

  const inForce = async (on: string) =>
    (await statementsInForce(r.database, { on, subject: { party: r.party.coop } })).map(
      ({ publicId }) => publicId,
    );

  it('begins with its first day and its issue, ends with its last, and knows suspension', async () => {
    const one = issuedId(await r.issue({ validFrom: '2026-07-01', validTo: '2026-07-21' }));
    expect(await inForce('2026-07-17')).toEqual([]);
    expect(await inForce('2026-07-18')).toEqual([one]);
    r.clock.advance(DAY);
    await r.change({ statement: one, to: 'suspend' });
    r.clock.advance(DAY);
    await r.change({ statement: one, to: 'restore' });
    expect(await inForce('2026-07-18')).toEqual([one]);
    expect(await inForce('2026-07-19')).toEqual([]);
    expect(await inForce('2026-07-20')).toEqual([one]);
    expect(await inForce('2026-07-21')).toEqual([one]);
    expect(await inForce('2026-07-22')).toEqual([]);
  });

  it('counts in local days: a change at 23:59 in Shanghai is of that day, one at midnight of the next', async () => {
    r.clock.advance(30 * DAY);
    // The clock stands at noon in Shanghai (04:00 UTC); 11 h 59 min later it is 23:59.
    const one = issuedId(await r.issue());
    const two = issuedId(await r.issue());
    const day = new Date(r.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    r.clock.advance(12 * 3_600_000 - 60_000);
    await r.change({ statement: one, to: 'suspend' });
    r.clock.advance(60_000);
    await r.change({ statement: two, to: 'suspend' });
    expect(await inForce(day)).toEqual([two]);
  });

  it('never answers otherwise about a day that is over, whatever is done afterwards', async () => {
    const act = fc.record({
      what: fc.constantFrom<'issue' | 'supersede' | StatementAction>(
        'issue',
        'supersede',
        ...STATEMENT_ACTIONS,
      ),
      which: fc.nat(),
      hours: fc.integer({ min: 0, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 15 }), async acts => {
        const told = new Map<string, readonly string[]>();
        const known: string[] = [];
        let day = dayOf(r);
        for (const [index, { what, which, hours }] of acts.entries()) {
          const statement = known[which % Math.max(1, known.length)];
          const terms = { validFrom: '2026-07-01', ...(which % 3 === 0 ? { validTo: dayOf(r) } : {}) };
          if (what === 'issue' || statement === undefined) known.push(issuedId(await r.issue(terms)));
          else if (what === 'supersede') {
            const outcome = await r.issue({ ...terms, supersedes: statement });
            if (outcome.ok) known.push(outcome.publicId);
          } else await r.change({ statement, to: what, reason: `第 ${index} 次` });
          for (const [past, answer] of told) expect(await inForce(past), past).toEqual(answer);
          r.clock.advance(hours * 3_600_000);
          if (dayOf(r) !== day) told.set(day, await inForce(day));
          day = dayOf(r);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('keeps where a statement stands equal to the last row of its history', async () => {
    const { rows } = await r.database.pool.query<{ statements: number; strays: number }>(
      `select count(*)::int as statements, count(*) filter (where c.to_status is distinct from s.status
         or c.at is distinct from s.at)::int as strays
       from statement_state s
       left join lateral (select to_status, at, seq from statement_change h where h.statement = s.statement
         order by seq desc limit 1) c on c.seq = s.seq`,
    );
    expect(rows[0]).toMatchObject({ strays: 0 });
    expect(rows[0]?.statements).toBeGreaterThan(10);
  });
});

function dayOf(r: Register): string {
  return new Date(r.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
