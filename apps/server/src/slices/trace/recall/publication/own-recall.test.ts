import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonCaller } from '../../../../http/caller.ts';
import { lot } from '../../testing/events.ts';
import { draftOf, type RecallApp, recallApp, tellChain } from '../testing/recall-app.ts';

describe('an enterprise recalls its own goods', () => {
  let t: RecallApp;

  beforeAll(async () => {
    t = await recallApp({
      person: (secret, party) =>
        secret.startsWith('manager:') ? manager(secret.slice(8), party(secret.slice(8))) : undefined,
    });
    await tellChain(t);
    // Without a registered product, who made a lot is all that makes it one's own.
    await t.database.pool.query('update product set party = null');
  });
  afterAll(() => t.close());

  const manager = (name: string, party: number): PersonCaller => ({
    ...{ kind: 'person', account: 1, publicId: `acc_${name}`, name, assurance: 'secondFactor' },
    memberships: [{ party, partyPublicId: `pty_${name}`, role: 'enterpriseManager', division: null }],
  });

  it('drafts, foresees and publishes a recall of what it made, and its pages change', async () => {
    const drafted = await t.send('manager:packer', 'POST', '/own-recalls', draftOf('own-0001', [lot('DRY')]));
    expect([drafted.statusCode, drafted.json().state]).toEqual([201, 'draft']);
    const { id } = drafted.json();
    const again = await t.send('manager:packer', 'POST', '/own-recalls', draftOf('own-0001', [lot('DRY')]));
    expect([again.statusCode, again.json().id]).toEqual([200, id]);
    const forecast = await t.send('manager:packer', 'GET', `/own-recalls/${id}/forecast`);
    expect(forecast.json()).toMatchObject({ lots: 1 });
    expect((await t.send('manager:shop', 'POST', `/own-recalls/${id}/publication`)).statusCode).toBe(404);
    const published = await t.send('manager:packer', 'POST', `/own-recalls/${id}/publication`);
    expect([published.statusCode, published.json().state]).toEqual([200, 'published']);
    const list = await t.send('manager:packer', 'GET', '/own-recalls');
    expect(list.json().recalls).toMatchObject([{ id, state: 'published', by: { statedBy: 'self' } }]);
    expect((await t.send('manager:shop', 'GET', '/own-recalls')).json().recalls).toEqual([]);
  });

  it('does not take back what others made, and hears which lots those are', async () => {
    const wrong = await t.send(
      'manager:packer',
      'POST',
      '/own-recalls',
      draftOf('own-0002', [lot('DRY'), lot('RAW')]),
    );
    expect([wrong.statusCode, wrong.json().code]).toEqual([403, 'recall.notOwn']);
    expect(wrong.json().problems).toMatchObject([{ at: '/question/suspects', code: 'notOwn' }]);
    // Having received goods does not make them one's own.
    const held = await t.send('manager:shop', 'POST', '/own-recalls', draftOf('own-0003', [lot('DRY')]));
    expect(held.json().code).toBe('recall.notOwn');
    const { question: _question, ...draft } = draftOf('own-0004', []);
    const place = {
      place: 'https://id.gs1.org/414/9520001000027',
      from: '2026-07-01T00:00:00Z',
      to: '2026-07-09T00:00:00Z',
    };
    const byPlace = await t.send('manager:packer', 'POST', '/own-recalls', {
      ...draft,
      question: { places: [place] },
    });
    expect(byPlace.json().problems).toMatchObject([{ at: '/question/places/0', code: 'notOwn' }]);
  });

  it('withdraws its draft, but not what was published: the authority ends that', async () => {
    const { id } = (
      await t.send('manager:packer', 'POST', '/own-recalls', draftOf('own-0005', [lot('DRY')]))
    ).json();
    const reason = { reason: { 'zh-CN': '复检合格' } };
    const gone = await t.send('manager:packer', 'POST', `/own-recalls/${id}/withdrawal`, reason);
    expect(gone.json().state).toBe('withdrawn');
    const published = (await t.send('manager:packer', 'GET', '/own-recalls')).json().recalls.at(-1).id;
    const refused = await t.send('manager:packer', 'POST', `/own-recalls/${published}/withdrawal`, reason);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'recall.wrongState']);
    expect((await t.send('authority', 'POST', `/recalls/${published}/end`, reason)).json().state).toBe(
      'ended',
    );
  });

  it('is nothing for strangers, clerks and keys', async () => {
    expect((await t.send(undefined, 'GET', '/own-recalls')).statusCode).toBe(401);
    expect((await t.send('packer', 'GET', '/own-recalls')).statusCode).toBe(403);
  });
});
