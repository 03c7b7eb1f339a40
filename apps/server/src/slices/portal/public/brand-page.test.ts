import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// Licences, quotas and labels are won as in the tests of their own slice.
import { applied, step } from '../../schemes/testing/journey.ts';
import { greenFood, type SchemesApp, schemesApp } from '../../schemes/testing/schemes-app.ts';
import { brandList, brandPage } from './brands.ts';

const GTIN = '09520000000015';
const REGION = 'agriculture:reviewer';
const COOP = 'coop:enterpriseManager';
const TODAY = '2026-07-18';

describe('the page of a regional brand', () => {
  let app: SchemesApp;

  beforeAll(async () => {
    app = await schemesApp();
    await app.mandate('agriculture', 'licence');
    const { pool } = app.database;
    for (const [id, name, division, category] of [
      ['brd_berry', '演示枸杞', '640521', '枸杞'],
      ['brd_sheep', '演示滩羊', '640323', '滩羊'],
    ])
      await pool.query(
        `insert into brand (public_id, owner, kind, name_zh, category, division, is_demo, created_at)
         values ($1, $2, 'regional', $3, $4, $5, true, now())`,
        [id, app.party('agriculture'), name, category, division],
      );
    for (const [code, brand] of [
      ['berry-licence', 'brd_berry'],
      ['sheep-licence', 'brd_sheep'],
    ]) {
      const rules = greenFood({
        ...{ procedure: 'licenceOfBrand', outcome: 'licence', criteria: [], documents: [] },
        ...{ steps: [{ step: 'formalReview', workingDays: 10 }] },
        ...{ numberTemplate: '演许{yyyy}{seq:4}', numberPattern: '演许\\d{8}' },
      });
      const body = { code, owner: 'pty_agriculture', bodies: ['pty_county'], brand, rules };
      expect((await app.as('agriculture:decider', 'POST', '/schemes', body)).status).toBe(201);
    }
    await pool.query(
      `insert into product (public_id, gtin, party, kind, name_zh, net_content, created_at) values ('prd_1', $1, $2, 'packed', '枸杞 500 克', '500 g', now())`,
      [GTIN, app.party('coop')],
    );
    await pool.query(`insert into lot (uri, kind) values ($1, 1)`, [`https://id.gs1.org/01/${GTIN}/10/G26A`]);
    const steps = [
      [REGION, 'accept'],
      [REGION, 'pass'],
    ] as const;
    const id = await applied(app, COOP, 'berry-licence', steps, { areaMu: '10' });
    expect((await step(app, 'agriculture:decider', id, 'approve')).body.state).toBe('certified');
    const quota = await app.as(REGION, 'POST', '/brand-quotas', {
      ...{ scheme: 'berry-licence', party: 'pty_coop', season: '2026', seasonFrom: '2026-06-01' },
      ...{ seasonTo: '2026-10-31', areaMu: '10', yieldKgPerMu: '1.5', legalBasis: '演示' },
    });
    const labels = await app.as(COOP, 'POST', '/label-allotments', {
      ...{ quota: quota.body.id, clientId: 'client-01', product: GTIN, labels: 12, gramsEach: 500 },
    });
    expect(labels.body).toMatchObject({ firstLabel: 1, lastLabel: 12 });
  });
  afterAll(() => app.close());

  it('shows each licensed user with what may be labelled, what was and what is free', async () => {
    expect(await brandPage(app.database, 'brd_berry', TODAY)).toMatchObject({
      brand: { users: 1 },
      users: [
        {
          holder: { id: 'pty_coop' },
          status: 'valid',
          quota: { season: '2026', boundKg: '15', allottedKg: '6', freeKg: '9', labels: 12 },
        },
      ],
      quota: { boundKg: '15', allottedKg: '6', freeKg: '9', labels: 12 },
      products: [{ gtin: GTIN, isLabelled: true }],
      lots: [{ path: `/01/${GTIN}/10/G26A` }],
    });
  });

  it('keeps the brands of one owner apart', async () => {
    const page = await brandPage(app.database, 'brd_sheep', TODAY);
    expect(page).toMatchObject({ brand: { users: 0 }, users: [], products: [], lots: [] });
    expect(page).not.toHaveProperty('quota');
  });

  it('has had no quota before its season began', async () => {
    expect(await brandPage(app.database, 'brd_berry', '2026-05-31')).not.toHaveProperty('quota');
  });

  it('is found by category and by place, in the order that is asked for', async () => {
    const list = async (more: object) => {
      const filter = { today: TODAY, kind: undefined, query: '', category: undefined, division: undefined };
      const page = await brandList(app.database, { ...filter, order: 'name', page: 1, ...more });
      return page.rows.map(({ id }) => id);
    };
    expect(await list({ order: 'users' })).toEqual(['brd_berry', 'brd_sheep']);
    expect(await list({ category: '滩羊' })).toEqual(['brd_sheep']);
    expect(await list({ division: '6405' })).toEqual(['brd_berry']);
    expect(await list({ division: '6405', category: '滩羊' })).toEqual([]);
  });

  it('a scheme names a brand of its owner, and only where it licenses one', async () => {
    const send = (brand: string, rules: object) =>
      app.as('agriculture:decider', 'POST', '/schemes', {
        ...{ code: 'another-one', owner: 'pty_agriculture', brand, rules },
      });
    expect((await send('brd_nobody', greenFood())).body.code).toBe('brandWrong');
    expect((await send('brd_berry', greenFood())).body.code).toBe('brandWrong');
  });
});
