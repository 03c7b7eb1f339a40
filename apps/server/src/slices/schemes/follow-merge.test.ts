import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../kernel/transaction.ts';
import { schemesFollowMerge } from './api.ts';
import { applied } from './testing/journey.ts';
import { defineScheme, greenFood, type SchemesApp, schemesApp } from './testing/schemes-app.ts';

const COOP = 'coop:enterpriseManager';
const FARM = 'farm:enterpriseManager';

describe('when a party turns out to be another', () => {
  let app: SchemesApp;
  beforeAll(async () => {
    app = await schemesApp();
    await defineScheme(app, 'green-food', greenFood({ criteria: [], documents: [] }));
  });
  beforeEach(async () => {
    await app.database.pool.query(
      'truncate brand_quota, label_allotment, application, application_answer, application_step cascade',
    );
  });
  afterAll(() => app.close());

  const merge = () =>
    inTransaction(app.ctx, tx => schemesFollowMerge(tx, app.party('farm'), app.party('coop')));
  const quota = async (who: string, area: number, grams: number, yieldKg = '1.5', season = '2026') => {
    await app.database.pool.query(
      `insert into brand_quota (public_id, scheme, party, season, season_from, season_to, area_mu, yield_kg_per_mu,
         allotted_g, legal_basis, created_at, created_by)
       select $1::text || $6, (select id from scheme limit 1), $2, $6, '2026-06-01', '2026-10-31', $3, $5, $4, '演示依据', now(), 'test'`,
      [who, app.party(who), area, grams, yieldKg, season],
    );
  };
  const quotas = async () => {
    const { rows } = await app.database.pool.query<{
      who: string;
      party: number;
      bound: number;
      used: number;
    }>('select public_id as who, party, bound_g as bound, allotted_g as used from brand_quota order by 1');
    return rows;
  };

  it('its applications are the other’s, and seen by its people', async () => {
    const id = await applied(app, FARM, 'green-food');
    expect((await app.as(COOP, 'GET', `/applications/${id}`)).status).not.toBe(200);
    await merge();
    expect((await app.as(COOP, 'GET', `/applications/${id}`)).body.id).toBe(id);
    await merge();
    expect((await app.as(COOP, 'GET', `/applications/${id}`)).body.id).toBe(id);
  });

  it('two that are under way for the same stay two, each where it was', async () => {
    for (const who of ['coop', 'farm']) {
      await app.database.pool.query(
        `insert into application (public_id, client_id, scheme, edition, applicant, state, created_at, state_since)
         select 'app_' || $2::text, 'same-client', s.id, e.id, $1, 'submitted', now(), now() from scheme s, scheme_edition e
          where e.scheme = s.id limit 1`,
        [app.party(who), who],
      );
    }
    await merge();
    const { rows } = await app.database.pool.query('select applicant from application order by id');
    expect(rows.map(row => row.applicant)).toEqual([app.party('coop'), app.party('farm')]);
  });

  it('a quota that the other has none for goes over as it is', async () => {
    await quota('farm', 10, 4_000);
    await merge();
    expect(await quotas()).toEqual([
      { who: 'farm2026', party: app.party('coop'), bound: 15_000, used: 4_000 },
    ]);
  });

  it('quotas of another yield stay two', async () => {
    await quota('coop', 10, 0);
    await quota('farm', 10, 0, '2');
    await merge();
    expect((await quotas()).map(row => row.bound)).toEqual([15_000, 20_000]);
  });

  it('what is labelled never outgrows what both could yield, however they were used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (kept, gone, yieldKg, share) => {
          await app.database.pool.query('truncate brand_quota cascade');
          const [bound] = [Math.floor((gone / 100) * yieldKg)];
          await quota('coop', kept / 100, 0, String(yieldKg / 1_000));
          await quota('farm', gone / 100, Math.floor(bound * share), String(yieldKg / 1_000));
          const before = await quotas();
          await merge();
          const after = await quotas();
          const total = (rows: typeof before, of: 'bound' | 'used') =>
            rows.reduce((sum, row) => sum + row[of], 0);
          expect(total(after, 'used')).toBe(total(before, 'used'));
          // Each bound is rounded down to a gram by itself: their sum may gain one.
          expect(total(after, 'bound')).toBeLessThanOrEqual(total(before, 'bound') + 1);
          expect(after.find(row => row.who === 'coop2026')!.bound).toBeGreaterThanOrEqual(
            before.find(row => row.who === 'coop2026')!.bound,
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
