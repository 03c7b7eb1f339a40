import { demoRegion } from '@pinxin/region-ningxia/region';
import { regionSchemes } from '@pinxin/region-ningxia/schemes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SchemesApp, schemesApp } from '../testing/schemes-app.ts';

let app: SchemesApp;
const region = demoRegion({ seed: 1, lots: 100 });

beforeAll(async () => {
  app = await schemesApp();
  for (const { key, kind, nameZh, uscc, division } of region.parties) {
    await app.database.pool.query(
      `insert into party (public_id, kind, name_zh, uscc, division, is_demo, created_at) values ($1, $2, $3, $4, $5, true, now())`,
      [`pty_${key}`, kind, nameZh, uscc, division],
    );
  }
});
afterAll(async () => await app.close());

test('every scheme of the region is taken through the interface, and taken again without a change', async () => {
  for (const { code, owner, bodies, rules } of regionSchemes) {
    const wish = { code, owner: `pty_${owner}`, bodies: bodies.map(key => `pty_${key}`), rules };
    const first = await app.as('agriculture:administrator', 'POST', '/schemes', wish);
    expect([code, first.status, first.body.problems]).toEqual([code, 201, undefined]);
    expect((await app.as('agriculture:administrator', 'POST', '/schemes', wish)).status).toBe(201);
    const { body } = await app.as('', 'GET', `/schemes/${code}`);
    expect(body.editions).toEqual([{ edition: 1, ...rules }]);
  }
  const { body } = await app.as('', 'GET', '/schemes');
  expect(body.items).toHaveLength(regionSchemes.length);
  const closed = body.items.filter(({ closed }: { closed: boolean }) => closed);
  expect(closed.map(({ code }: { code: string }) => code)).toEqual([
    'agro-product-indication',
    'pollution-free-product',
  ]);
});

test('the quality award has the thousand points of its standard', () => {
  const award = regionSchemes.find(({ code }) => code === 'regional-quality-award');
  expect(award?.rules.criteria.reduce((sum, { points = 0 }) => sum + points, 0)).toBe(1000);
});

test('a scheme whose rules do not hold together is refused with everything that is wrong', async () => {
  const [{ rules }] = regionSchemes as [(typeof regionSchemes)[number]];
  const wish = {
    ...{ code: 'broken', owner: 'pty_agriculture' },
    rules: {
      ...rules,
      ...{
        procedure: 'award',
        outcome: 'certification',
        numberTemplate: 'X{year}',
        placesPerRound: 3,
        effectiveFrom: '2026-02-30',
      },
      steps: [
        { step: 'publicNotice', workingDays: 5 },
        { step: 'formalReview', workingDays: 5 },
      ],
    },
  };
  const { status, body } = await app.as('agriculture:decider', 'POST', '/schemes', wish);
  expect(status).toBe(422);
  expect(body.problems.map(({ at }: { at: string }) => at).sort()).toEqual([
    ...[
      '/rules/effectiveFrom',
      '/rules/numberTemplate',
      '/rules/outcome',
      '/rules/placesPerRound',
      '/rules/steps',
    ],
  ]);
  expect((await app.as('market:decider', 'POST', '/schemes', { ...wish, rules })).status).toBe(403);
  expect((await app.as('coop:enterpriseManager', 'POST', '/schemes', { ...wish, rules })).status).toBe(403);
});

test('an edition is never dated back, and the same edition again is the same', async () => {
  const rules = { ...regionSchemes[1]!.rules };
  const early = await app.as(
    'agriculture:administrator',
    'POST',
    `/schemes/${regionSchemes[1]!.code}/editions`,
    { ...rules, effectiveFrom: '2026-07-17' },
  );
  expect([early.status, early.body.code]).toEqual([422, 'editionTooEarly']);
  const later = { ...rules, effectiveFrom: '2026-09-01', decisionDays: 7 };
  for (let n = 0; n < 2; n++) {
    const made = await app.as(
      'agriculture:administrator',
      'POST',
      `/schemes/${regionSchemes[1]!.code}/editions`,
      later,
    );
    expect(made.body).toEqual({ edition: 2 });
  }
});
