import { afterEach, beforeEach, expect, test } from 'vitest';
import { applied, step } from '../testing/journey.ts';
import { accountOf, defineScheme, greenFood, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';

let app: SchemesApp;
let round: string;
beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'award');
  const {
    numberTemplate: _template,
    numberPattern: _pattern,
    renewal: _renewal,
    ...rules
  } = greenFood({
    name: { 'zh-CN': '演示质量奖' },
    ...{ procedure: 'award', outcome: 'award', placesPerRound: 1, documents: [] },
    steps: [
      { step: 'materialReview', workingDays: 20 },
      { step: 'ranking', workingDays: 10 },
      { step: 'publicNotice', workingDays: 5 },
    ],
    criteria: [
      { code: 'leadership', text: { 'zh-CN': '领导' }, points: 110 },
      { code: 'results', text: { 'zh-CN': '结果' }, points: 400 },
    ],
  });
  await defineScheme(app, 'quality-award', { ...rules, numberTemplate: '演质奖〔{yyyy}〕{seq:2}号' });
  const opened = await app.as('agriculture:decider', 'POST', '/schemes/quality-award/rounds', {
    ...{ code: '2026', opensOn: '2026-07-01', closesOn: '2026-07-31' },
  });
  expect(opened.body).toHaveProperty('id');
  round = opened.body.id;
  for (const name of ['one', 'two']) {
    const account = await accountOf(app, `market:expert:${name}`);
    await app.database.pool.query(
      `insert into membership (public_id, account, party, role, basis, valid_from, granted_by, granted_at)
       values ($1, $2, $3, 'expert', 'office', '2026-01-01', 'test', now())`,
      [`mbr_${name}`, account, app.party('market')],
    );
  }
});
afterEach(async () => await app.close());

const REGION = 'agriculture:reviewer';
const ONE = 'market:expert:one';

async function inReview(who: string): Promise<string> {
  return await applied(app, `${who}:enterpriseManager`, 'quality-award', [[REGION, 'accept']], { round });
}

async function scored(id: string, name: string, leadership: number, results: number): Promise<void> {
  const expert = `market:expert:${name}`;
  await app.as(REGION, 'POST', `/applications/${id}/experts`, { experts: [`acc_${expert}`] });
  await app.as(expert, 'PUT', `/applications/${id}/conflict`, { conflict: false });
  const scores = [
    { criterion: 'leadership', points: leadership },
    { criterion: 'results', points: results },
  ];
  expect((await app.as(expert, 'PUT', `/applications/${id}/scores`, { scores, submit: true })).status).toBe(
    200,
  );
}

test('no score before a declaration, none with an interest, none above the criterion, none after handing in', async () => {
  const id = await inReview('coop');
  const sheet = { scores: [{ criterion: 'leadership', points: 90 }], submit: false };
  expect((await app.as(ONE, 'PUT', `/applications/${id}/scores`, sheet)).body.code).toBe('expertUnknown');
  await app.as(REGION, 'POST', `/applications/${id}/experts`, { experts: [`acc_${ONE}`] });
  expect((await app.as(ONE, 'PUT', `/applications/${id}/scores`, sheet)).body.code).toBe(
    'conflictUndeclared',
  );
  expect((await app.as(ONE, 'PUT', `/applications/${id}/conflict`, { conflict: false })).status).toBe(200);
  const high = { scores: [{ criterion: 'leadership', points: 111 }], submit: false };
  expect((await app.as(ONE, 'PUT', `/applications/${id}/scores`, high)).body.code).toBe('pointsTooMany');
  expect((await app.as(ONE, 'PUT', `/applications/${id}/scores`, { ...sheet, submit: true })).body.code).toBe(
    'scoresMissing',
  );
  await scored(id, 'one', 90, 300);
  expect((await app.as(ONE, 'PUT', `/applications/${id}/scores`, sheet)).body.code).toBe('scoresFinal');
  expect(
    (await app.as(ONE, 'PUT', `/applications/${id}/conflict`, { conflict: true, reason: '亲属' })).body.code,
  ).toBe('scoresFinal');
});

test('who declares an interest does not score, and an expert with an office at the applicant is not assigned', async () => {
  const id = await inReview('coop');
  await app.as(REGION, 'POST', `/applications/${id}/experts`, { experts: [`acc_${ONE}`] });
  await app.as(ONE, 'PUT', `/applications/${id}/conflict`, { conflict: true, reason: '曾任顾问' });
  const sheet = { scores: [{ criterion: 'leadership', points: 90 }], submit: false };
  expect((await app.as(ONE, 'PUT', `/applications/${id}/scores`, sheet)).body.code).toBe('conflictDeclared');
  await app.database.pool.query(`update membership set party = $1 where public_id = 'mbr_two'`, [
    app.party('coop'),
  ]);
  const refused = await app.as(REGION, 'POST', `/applications/${id}/experts`, {
    experts: ['acc_market:expert:two'],
  });
  expect([refused.status, refused.body.code]).toEqual([409, 'expertInterested']);
});

test('experts are listed with what they have in hand, for those who assign', async () => {
  const id = await inReview('coop');
  await scored(id, 'one', 90, 300);
  await app.as(REGION, 'POST', `/applications/${id}/experts`, { experts: ['acc_market:expert:two'] });
  const { body } = await app.as(REGION, 'GET', '/experts');
  expect(body.items).toMatchObject([
    { id: `acc_${ONE}`, party: { id: 'pty_market' }, open: 0, handedIn: 1, conflicts: 0 },
    { id: 'acc_market:expert:two', open: 1, handedIn: 0 },
  ]);
  expect((await app.as(REGION, 'GET', '/experts?q=two')).body.items).toHaveLength(1);
  expect((await app.as(ONE, 'GET', '/experts')).status).toBe(403);
});

test('an expert sees the own sheet alone', async () => {
  const id = await inReview('coop');
  await scored(id, 'one', 90, 300);
  await scored(id, 'two', 80, 350);
  expect((await app.as(ONE, 'GET', `/applications/${id}/scores`)).body.items).toHaveLength(1);
  expect((await app.as(REGION, 'GET', `/applications/${id}/scores`)).body.items).toHaveLength(2);
  expect((await app.as('coop:enterpriseManager', 'GET', `/applications/${id}/scores`)).status).toBe(404);
});

test('a round: scores, ranking within the places, notice, decision, award', async () => {
  const ids = { coop: await inReview('coop'), packer: await inReview('packer') };
  expect((await step(app, REGION, ids.coop, 'pass')).body.code).toBe('scoresMissing');
  await scored(ids.coop, 'one', 90, 300);
  await scored(ids.coop, 'two', 91, 300);
  await scored(ids.packer, 'one', 70, 250);
  expect((await step(app, REGION, ids.coop, 'pass')).body.state).toBe('ranking');
  const early = await app.as(REGION, 'POST', `/rounds/${round}/ranking`, {
    chosen: [ids.coop],
    opinion: '按得分',
  });
  expect(early.body.code).toBe('reviewsRunning');
  await step(app, REGION, ids.packer, 'pass');
  expect((await step(app, REGION, ids.packer, 'pass')).body.code).toBe('rankingOnly');
  const wish = (chosen: string[], more = {}) => ({ chosen, opinion: '按得分', ...more });
  const both = await app.as(REGION, 'POST', `/rounds/${round}/ranking`, wish([ids.coop, ids.packer]));
  expect(both.body.code).toBe('tooManyChosen');
  const worse = await app.as(REGION, 'POST', `/rounds/${round}/ranking`, wish([ids.packer]));
  expect(worse.body.code).toBe('tieAtLimit');
  const done = await app.as(REGION, 'POST', `/rounds/${round}/ranking`, wish([ids.coop]));
  expect(
    done.body.ranked.map(({ points, rank }: { points: string; rank: number }) => [points, rank]),
  ).toEqual([
    ['390.50', 1],
    ['320.00', 2],
  ]);
  const again = await app.as(REGION, 'POST', `/rounds/${round}/ranking`, wish([ids.coop]));
  expect([again.status, again.body.chosen]).toEqual([200, [ids.coop]]);
  app.clock.advance(8 * 86_400_000);
  await step(app, REGION, ids.coop, 'pass');
  const approved = await step(app, 'agriculture:decider', ids.coop, 'approve');
  expect(approved.body).toMatchObject({ state: 'certified', number: '演质奖〔2026〕01号' });
  const { rows } = await app.database.pool.query('select round from statement_award');
  expect(rows).toEqual([{ round: '2026' }]);
  const rejected = await step(app, 'agriculture:decider', ids.packer, 'reject', { opinion: '名额外' });
  expect(rejected.body.state).toBe('rejected');
});

test('a round may end without anybody chosen', async () => {
  const id = await inReview('coop');
  await scored(id, 'one', 10, 10);
  await step(app, REGION, id, 'pass');
  const done = await app.as(REGION, 'POST', `/rounds/${round}/ranking`, {
    chosen: [],
    opinion: '均未达到要求，名额空缺',
  });
  expect(done.status).toBe(200);
  const { rows } = await app.database.pool.query('select state from application');
  expect(rows).toEqual([{ state: 'rejectionProposed' }]);
});
