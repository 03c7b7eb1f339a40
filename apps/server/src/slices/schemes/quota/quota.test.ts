import { randomBytes } from 'node:crypto';
import { Role } from '@pinxin/lineage/role';
import { localDateOf } from '@pinxin/rules/local-date';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, greenFood, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';
import { watchBalance } from './balance.ts';
import { kilograms } from './kilograms.ts';

let app: SchemesApp;
const REGION = 'agriculture:reviewer';
const COOP = 'coop:enterpriseManager';
const GTIN = '09520000000015';

beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'licence');
  const rules = greenFood({
    ...{
      procedure: 'licenceOfBrand',
      outcome: 'licence',
      steps: [{ step: 'formalReview', workingDays: 10 }],
    },
    ...{ criteria: [], documents: [], numberTemplate: '演许{yyyy}{seq:4}', numberPattern: '演许\\d{8}' },
  });
  await defineScheme(app, 'zhongning-wolfberry', rules);
  for (const [gtin, kind, net] of [
    [GTIN, 'packed', '500 g'],
    ['09520000000022', 'raw', null],
  ]) {
    await app.database.pool.query(
      `insert into product (public_id, gtin, party, kind, name_zh, net_content, created_at) values ($1, $1, $2, $3, '演示枸杞', $4, now())`,
      [gtin, app.party('coop'), kind, net],
    );
  }
});
afterEach(async () => await app.close());

async function licensed(): Promise<void> {
  const id = await applied(
    app,
    COOP,
    'zhongning-wolfberry',
    [
      [REGION, 'accept'],
      [REGION, 'pass'],
    ],
    { areaMu: '10' },
  );
  expect((await step(app, 'agriculture:decider', id, 'approve')).body.state).toBe('certified');
}

const QUOTA = {
  ...{
    scheme: 'zhongning-wolfberry',
    party: 'pty_coop',
    season: '2026',
    seasonFrom: '2026-06-01',
    seasonTo: '2026-10-31',
  },
  ...{ areaMu: '10', yieldKgPerMu: '1.5', legalBasis: '演示区域品牌管理办法' },
};

async function quota(more: object = {}): Promise<string> {
  const set = await app.as(REGION, 'POST', '/brand-quotas', { ...QUOTA, ...more });
  expect(set.body).toHaveProperty('id');
  return set.body.id;
}

function ask(id: string, clientId: string, labels: number, gramsEach = 500) {
  return app.as(COOP, 'POST', '/label-allotments', { quota: id, clientId, product: GTIN, labels, gramsEach });
}

test('labels are allotted up to what the area can yield, to the gram, and no label more', async () => {
  await licensed();
  const id = await quota();
  expect((await ask(id, 'client-01', 29)).body).toMatchObject({ firstLabel: 1, lastLabel: 29 });
  const over = await ask(id, 'client-02', 2);
  expect([over.status, over.body.code]).toEqual([409, 'quotaExceeded']);
  expect(over.body.problems[0].message).toContain('0.5 kg');
  expect((await ask(id, 'client-03', 1)).body).toMatchObject({ firstLabel: 30, lastLabel: 30 });
  expect((await ask(id, 'client-04', 1, 1)).body.code).toBe('quotaExceeded');
});

test('parallel requests never oversell, and one sent twice is one', async () => {
  await licensed();
  let season = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ labels: fc.integer({ min: 1, max: 20 }), twice: fc.boolean() }), {
        minLength: 2,
        maxLength: 14,
      }),
      async wishes => {
        const id = await quota({ season: `S${++season}` });
        const sent = wishes.flatMap(({ labels, twice }, n) =>
          Array.from({ length: twice ? 2 : 1 }, () => ({ labels, clientId: `client-${n}-0` })),
        );
        const answers = await Promise.all(sent.map(({ labels, clientId }) => ask(id, clientId, labels)));
        expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
        const { rows } = await app.database.pool.query<{
          allotted: number;
          sum: number;
          bound: number;
          spans: boolean;
        }>(
          `select q.allotted_g as allotted, q.bound_g as bound, coalesce(sum(l.labels::bigint * l.grams_each), 0)::bigint as sum,
                  coalesce(sum(l.labels), 0) = coalesce(max(l.first_label + l.labels - 1), 0) as spans
             from brand_quota q left join label_allotment l on l.quota = q.id where q.public_id = $1 group by q.id`,
          [id],
        );
        const { allotted, bound, sum, spans } = rows[0]!;
        expect(sum).toBe(allotted);
        expect(allotted).toBeLessThanOrEqual(bound);
        expect(spans).toBe(true);
        // Nothing that would have fitted was refused at the end.
        const least = Math.min(
          ...answers.flatMap(({ status }, n) => (status === 409 ? [sent[n]!.labels * 500] : [])),
          Number.POSITIVE_INFINITY,
        );
        expect(bound - allotted).toBeLessThan(least);
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

test('the table itself refuses what would oversell', async () => {
  await licensed();
  const id = await quota();
  await expect(
    app.database.pool.query('update brand_quota set allotted_g = bound_g + 1 where public_id = $1', [id]),
  ).rejects.toThrow('brand_quota_never_oversold');
});

test('no quota without a licence, no labels outside the season, none for a party that is not its own', async () => {
  expect((await app.as(REGION, 'POST', '/brand-quotas', QUOTA)).body.code).toBe('notLicensed');
  await licensed();
  const early = await quota({ season: 'old', seasonFrom: '2025-06-01', seasonTo: '2025-10-31' });
  expect((await ask(early, 'client-01', 1)).body.code).toBe('outsideSeason');
  const id = await quota();
  const other = await app.as('packer:enterpriseManager', 'POST', '/label-allotments', {
    ...{ quota: id, clientId: 'client-09', product: GTIN, labels: 1, gramsEach: 500 },
  });
  expect(other.status).toBe(404);
  expect((await app.as(REGION, 'POST', '/brand-quotas', { ...QUOTA, areaMu: '11' })).body.code).toBe(
    'quotaOtherwise',
  );
  expect(await quota()).toBe(id);
  expect(
    (await app.as('market:reviewer', 'POST', '/brand-quotas', { ...QUOTA, season: 'x' })).body.code,
  ).toBe('notYours');
});

test('more packed under the brand than was harvested raises one alarm, which waits for an answer', async () => {
  await licensed();
  const id = await quota();
  await ask(id, 'client-01', 20);
  await harvested('H1', '8');
  await made('P1', '16', ['H1']);
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  await made('P2', '1', ['H1']);
  const balance = await app.as(COOP, 'GET', `/brand-quotas/${id}/balance`);
  expect(balance.body).toMatchObject({
    harvestedKg: '8',
    packedKg: '8.5',
    allottedKg: '10',
    boundKg: '15',
    excess: true,
  });
  const shared = { reason: 'sharedHarvest', harvestKg: '8' };
  expect(balance.body.lots).toMatchObject([
    { ...shared, uri: uriOf('P1'), outKg: '8', shortKg: '0' },
    { ...shared, uri: uriOf('P2'), outKg: '0.5', shortKg: '0.5' },
  ]);
  const alarm = await watchBalance(app.ctx, id);
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  const list = await app.as(REGION, 'GET', '/work-list');
  expect(list.body.items).toMatchObject([{ kind: 'alarm', id: alarm, subject: 'P1 P2' }]);
  expect((await app.as(REGION, 'POST', `/brand-alarms/${alarm}/answer`, { answer: '已核查' })).status).toBe(
    200,
  );
  expect((await app.as(REGION, 'GET', '/work-list')).body.items).toEqual([]);
});

test('an excess that was answered for is not raised again, more of it is', async () => {
  await licensed();
  const id = await quota();
  await ask(id, 'client-01', 20);
  await harvested('H1', '4');
  await made('P1', '9', ['H1']);
  const alarm = await watchBalance(app.ctx, id);
  // While nobody has answered, the alarm tells how it stands: all of that is answered for.
  await made('P2', '1', ['H1']);
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  const { rows } = await app.database.pool.query(
    `select seq from journal where kind = 'brand-alarm-widened'`,
  );
  expect(rows).toHaveLength(1);
  await app.as(REGION, 'POST', `/brand-alarms/${alarm}/answer`, { answer: '已核查' });
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  await harvested('H2', '1');
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  await made('P3', '4', ['H2']);
  expect(await watchBalance(app.ctx, id)).toMatch(/^alm_/);
});

test('a lot with no harvest on its way back is named though enough was harvested in all, and not again once answered for', async () => {
  await licensed();
  const id = await quota();
  await ask(id, 'client-01', 20);
  await harvested('H1', '9');
  await made('P1', '4', ['H1']);
  await made('P2', '4', []);
  const { body } = await app.as(COOP, 'GET', `/brand-quotas/${id}/balance`);
  expect(body).toMatchObject({
    excess: false,
    lots: [{ uri: uriOf('P2'), reason: 'noHarvest', shortKg: '2' }],
  });
  const alarm = await watchBalance(app.ctx, id);
  // What is found while the alarm is open is added to it.
  await made('P3', '1', []);
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  expect((await app.as(REGION, 'GET', '/work-list')).body.items).toMatchObject([
    { id: alarm, subject: 'P2 P3' },
  ]);
  await app.as(REGION, 'POST', `/brand-alarms/${alarm}/answer`, { answer: '已核查' });
  expect(await watchBalance(app.ctx, id)).toBeUndefined();
  await made('P2', '1', []);
  expect(await watchBalance(app.ctx, id)).toMatch(/^alm_/);
});

test('what was harvested outside the area that the brand comes from answers for nothing', async () => {
  await licensed();
  const id = await quota();
  await ask(id, 'client-01', 20);
  const { pool } = app.database;
  await pool.query(
    `with b as (insert into brand (public_id, owner, kind, name_zh, division, created_at)
       values ('brd_1', $1, 'regional', '示范枸杞', '640500', now()) returning id) update scheme set brand = (select id from b)`,
    [app.party('association')],
  );
  for (const [place, division] of [
    ['near', '640521'],
    ['far', '640106'],
  ]) {
    await pool.query(
      `with t as (insert into term (uri) values ('https://example.org/' || $1::text) returning id)
       insert into place (id, party, kind, name_zh, division) select id, $2, 'plot', $1, $3 from t`,
      [place, app.party('coop'), division],
    );
  }
  await harvested('H1', '3', 'near');
  await harvested('H2', '5', 'far');
  await made('P1', '6', ['H1']);
  await made('P2', '6', ['H2']);
  expect((await app.as(COOP, 'GET', `/brand-quotas/${id}/balance`)).body).toMatchObject({
    ...{ harvestedKg: '3', lots: [{ uri: uriOf('P2'), reason: 'noHarvest', harvestKg: '0', outKg: '3' }] },
  });
});

test('what is shipped counts too, and goods that move between own places are sold once', async () => {
  await licensed();
  const id = await quota();
  await ask(id, 'client-01', 20);
  await harvested('H1', '8');
  // Packing told no number; shipping does.
  await made('S1', null, ['H1']);
  await shipped('S1', '10', 'store');
  await shipped('S1', '6', 'store');
  await shipped('S1', '16', 'shop');
  const read = async () => (await app.as(COOP, 'GET', `/brand-quotas/${id}/balance`)).body;
  expect(await read()).toMatchObject({ packedKg: '0', shippedKg: '8', soldKg: '8', excess: false });
  await shipped('S2', '1', 'shop');
  expect(await read()).toMatchObject({ shippedKg: '8.5', soldKg: '8.5', excess: true });
  // An officer of the scheme need not wait for the morning; others find no such quota.
  const check = (who: string) => app.as(who, 'POST', `/brand-quotas/${id}/check`);
  expect((await check('market:reviewer')).body.code).toBe('quotaUnknown');
  expect((await check(REGION)).body.alarm).toMatch(/^alm_/);
  expect((await check(REGION)).body.alarm).toBeNull();
});

const SOURCES = [[], ['A'], ['B'], ['A', 'B']] as const;
const PACKS = fc.record({ packs: fc.integer({ min: 1, max: 9 }), ships: fc.boolean(), of: fc.nat(3) });

test('property: whatever is told, and watched meanwhile, out is never less than packed or shipped, one alarm stands exactly when it is too much, and it names the lots', async () => {
  await licensed();
  let season = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(PACKS, { maxLength: 6 }),
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
      async (told, [a, b]) => {
        // A season of one day each, so that none sees what was told in another.
        app.clock.advance(86_400_000);
        const day = localDateOf(app.clock.now());
        const id = await quota({ season: `S${++season}`, seasonFrom: day, seasonTo: day });
        await ask(id, 'client-01', 30);
        await harvested(`A${day}`, String(a));
        await harvested(`B${day}`, String(b));
        const watched = [watchBalance(app.ctx, id)];
        let [packed, out] = [0, 0];
        const ofSources = [0, 0, 0, 0];
        for (const [n, { packs, ships, of }] of told.entries()) {
          await made(
            `P${day}-${n}`,
            String(packs),
            SOURCES[of]!.map(source => source + day),
          );
          watched.push(watchBalance(app.ctx, id));
          packed += packs * 500;
          ofSources[of]! += packs * 500;
          if (!ships) continue;
          await shipped(`P${day}-${n}`, String(packs), 'shop');
          out += packs * 500;
        }
        const { body } = await app.as(COOP, 'GET', `/brand-quotas/${id}/balance`);
        const sold = Math.max(packed, out);
        expect(body).toMatchObject({ harvestedKg: kilograms((a + b) * 1000), soldKg: kilograms(sold) });
        expect(body.excess).toBe(sold > Math.min((a + b) * 1000, 15_000));
        const [none = 0, ofA = 0, ofB = 0, ofBoth = 0] = ofSources;
        const most = Math.max(0, ofA - a * 1000, ofB - b * 1000, ofA + ofB + ofBoth - (a + b) * 1000);
        const both = Math.max(0, ofA - a * 1000) + Math.max(0, ofB - b * 1000);
        const short = body.lots.reduce(
          (sum: number, { shortKg }: { shortKg: string }) => sum + Number(shortKg) * 1000,
          0,
        );
        expect(short).toBe(none + Math.max(most, both));
        watched.push(...[1, 2, 3].map(() => watchBalance(app.ctx, id)));
        const alarms = (await Promise.all(watched)).filter(alarm => alarm !== undefined);
        expect(alarms).toHaveLength(body.excess || short > 0 ? 1 : 0);
        const { rows } = await app.database.pool.query<{ uri: string }>(
          `select t.uri from brand_alarm m join brand_alarm_lot x on x.alarm = m.id join lot t on t.id = x.lot
            where m.public_id = $1 order by x.lot`,
          [alarms[0] ?? ''],
        );
        const named = new Set(rows.map(({ uri }) => uri));
        for (const { uri } of body.lots) expect(named).toContain(uri);
        if (alarms.length === 0) expect(body.lots).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

test('grams are told as kilograms exactly', () => {
  expect([kilograms(500), kilograms(15_000), kilograms(1), kilograms(0), kilograms(-1500)]).toEqual([
    '0.5',
    '15',
    '0.001',
    '0',
    '-1.5',
  ]);
});

const RAW = '09520000000022';
const uriOf = (lot: string, gtin = GTIN): string => `https://id.gs1.org/01/${gtin}/10/${lot}`;

/** Kilograms that the co-op harvested. */
function harvested(lot: string, quantity: string, at?: string): Promise<void> {
  return told({
    gtin: RAW,
    lot,
    quantity,
    unit: 'KGM',
    role: Role.output,
    ...(at === undefined ? {} : { at }),
  });
}

/** Packs that the co-op made of harvested lots. */
function made(lot: string, quantity: string | null, from: readonly string[]): Promise<void> {
  return told({ gtin: GTIN, lot, quantity, unit: null, role: Role.output, from });
}

/** Packs that the co-op shipped from one of its places. */
function shipped(lot: string, quantity: string, at: string): Promise<void> {
  return told({ gtin: GTIN, lot, quantity, unit: null, role: Role.seen, at });
}

async function told(fact: {
  readonly gtin: string;
  readonly lot: string;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly role: number;
  readonly at?: string;
  readonly from?: readonly string[];
}): Promise<void> {
  const { pool } = app.database;
  const idOf = async (table: 'lot' | 'term', uri: string): Promise<number> => {
    const columns = table === 'lot' ? '(uri, kind) values ($1, 1)' : '(uri) values ($1)';
    const { rows } = await pool.query<{ id: number }>(
      `insert into ${table} ${columns} on conflict (uri) do update set uri = excluded.uri returning id`,
      [uri],
    );
    return rows[0]!.id;
  };
  const lot = await idOf('lot', uriOf(fact.lot, fact.gtin));
  const unit = fact.unit === null ? null : await idOf('term', fact.unit);
  const place = fact.at === undefined ? null : await idOf('term', `https://example.org/${fact.at}`);
  const isShipped = fact.role === Role.seen;
  const step = isShipped ? await idOf('term', 'https://ref.gs1.org/cbv/BizStep-shipping') : null;
  const { rows: events } = await pool.query<{ id: number }>(
    `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_step, biz_location, hash, doc)
     values ((select coalesce(max(id), 0) + 1 from event), $1, $1, 480, $2, 0, $3, $4, $5, $6, '') returning id`,
    [...[app.clock.now(), isShipped ? 1 : 5, app.party('coop'), step, place], randomBytes(32)],
  );
  const takePart = (part: number, role: number, uom: number | null, quantity: string | null) =>
    pool.query('insert into event_lot (event, lot, role, uom, quantity) values ($1, $2, $3, $4, $5)', [
      ...[events[0]!.id, part, role, uom, quantity],
    ]);
  for (const source of fact.from ?? [])
    await takePart(await idOf('lot', uriOf(source, RAW)), Role.input, null, null);
  await takePart(lot, fact.role, unit, fact.quantity);
}
