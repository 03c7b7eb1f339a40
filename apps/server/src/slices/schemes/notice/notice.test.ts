import { afterEach, beforeEach, expect, test } from 'vitest';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';

let app: SchemesApp;
beforeEach(async () => {
  // A Friday at noon in Shanghai: five working days of notice end with Friday 24 July.
  app = await schemesApp('2026-07-17T04:00:00.000Z');
  await app.mandate('agriculture', 'certification');
  await defineScheme(app, 'green-food');
});
afterEach(async () => await app.close());

const REGION = 'agriculture:reviewer';
const TO_NOTICE = [
  [REGION, 'accept'],
  [REGION, 'pass'],
  [REGION, 'pass'],
  [REGION, 'pass'],
] as const;
const END = Date.parse('2026-07-24T16:00:00.000Z') - Date.parse('2026-07-17T04:00:00.000Z');

async function object(id: string, clientId = 'objection-1') {
  return await app.as('', 'POST', `/public-notices/${id}/objections`, {
    ...{ clientId, text: '这家的产地不在所说的村。', name: '演示群众', contact: '13800000000' },
  });
}

test('an objection in the last millisecond of the notice counts; one in the next instant does not', async () => {
  const id = await applied(app, 'coop:enterpriseManager', 'green-food', TO_NOTICE);
  app.clock.advance(END - 1);
  expect((await object(id)).status).toBe(201);
  expect((await step(app, REGION, id, 'pass')).body.code).toBe('noticeRunning');
  app.clock.advance(1);
  const late = await object(id, 'objection-2');
  expect([late.status, late.body.code]).toEqual([409, 'noticeOver']);
  expect((await step(app, REGION, id, 'pass')).body.code).toBe('objectionsOpen');
});

test('the decision waits until every objection is answered, and an upheld one stops it', async () => {
  const id = await applied(app, 'coop:enterpriseManager', 'green-food', TO_NOTICE);
  const first = (await object(id)).body.id;
  const second = (await object(id, 'objection-2')).body.id;
  app.clock.advance(END);
  const dismiss = { state: 'dismissed', answer: '经核实不属实' };
  expect((await app.as(REGION, 'POST', `/objections/${first}/answer`, dismiss)).status).toBe(200);
  expect((await app.as(REGION, 'POST', `/objections/${first}/answer`, dismiss)).status).toBe(200);
  expect((await step(app, REGION, id, 'pass')).body.code).toBe('objectionsOpen');
  await app.as(REGION, 'POST', `/objections/${second}/answer`, { state: 'upheld', answer: '属实' });
  expect((await step(app, REGION, id, 'pass')).body.code).toBe('objectionUpheld');
  expect((await step(app, REGION, id, 'fail', { opinion: '异议成立' })).body.state).toBe('rejectionProposed');
  expect((await step(app, 'agriculture:decider', id, 'approve')).body.code).toBe('actionImpossible');
});

test('the public sees who applied and until when, never who objected or what they said', async () => {
  const id = await applied(app, 'farm:enterpriseManager', 'green-food', TO_NOTICE);
  await object(id);
  const { body } = await app.as('', 'GET', '/public-notices');
  expect(body.items).toMatchObject([{ id, scheme: 'green-food', lastDay: '2026-07-24' }]);
  expect(JSON.stringify(body)).not.toMatch(/群众|1380000|产地不在|演示farm/);
  const { rows } = await app.database.pool.query('select facts::text as facts from journal');
  expect(rows.map(({ facts }) => facts).join('')).not.toMatch(/群众|1380000|产地/);
  const { body: own } = await app.as(REGION, 'GET', `/applications/${id}/objections`);
  expect(own.items[0]).toMatchObject({ name: '演示群众', contact: '13800000000' });
  expect((await app.as('market:reviewer', 'GET', `/applications/${id}/objections`)).status).toBe(404);
});

test('an objection that is sent twice is one, and a flood from one address is stopped', async () => {
  const id = await applied(app, 'coop:enterpriseManager', 'green-food', TO_NOTICE);
  const one = await object(id);
  expect((await object(id)).body.id).toBe(one.body.id);
  const answers = [];
  for (let n = 0; n < 12; n++) answers.push((await object(id, `objection-${n + 10}`)).status);
  expect(answers.filter(status => status === 201)).toHaveLength(8);
  expect(answers.at(-1)).toBe(429);
  app.clock.advance(3_600_001);
  expect((await object(id, 'objection-99')).status).toBe(201);
});

test('nobody objects to what is not on notice', async () => {
  const id = await applied(app, 'coop:enterpriseManager', 'green-food');
  expect((await object(id)).body.code).toBe('noticeUnknown');
  expect((await object('app_none')).status).toBe(404);
});

test('the form on the page of notices takes an objection once, and says what is wrong with another', async () => {
  const id = await applied(app, 'coop:enterpriseManager', 'green-food', TO_NOTICE);
  const send = (fields: Readonly<Record<string, string>>) =>
    app.app.inject({
      ...{ method: 'POST', url: `/public-notices/${id}/objection?lang=en` },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  const filled = { clientId: 'form-0001', text: '这家的产地不在所说的村。', name: ' ', contact: '' };
  for (let sent = 0; sent < 2; sent++) {
    const answer = await send(filled);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/public-notices?thanks=1&lang=en']);
  }
  const { items } = (await app.as(REGION, 'GET', `/applications/${id}/objections`)).body;
  expect(items).toMatchObject([{ text: filled.text, name: null, contact: null }]);
  for (const payload of [{ clientId: 7, text: ['x'], name: null }, ['x'], {}]) {
    const url = `/public-notices/${id}/objection`;
    expect((await app.app.inject({ method: 'POST', url, payload })).statusCode).toBe(400);
  }
  const short = await send({ clientId: 'form-0002', text: '不' });
  expect([short.statusCode, short.json().problems[0].at]).toEqual([400, '/text']);
  app.clock.advance(END);
  expect((await send({ ...filled, clientId: 'form-0003' })).json().code).toBe('noticeOver');
});
