import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { successionsBy, successionsOfParty, successorsAt } from './succession-views.ts';

describe('successions of authorities', () => {
  let t: TestContext;
  const ids = new Map<string, number>();

  beforeAll(async () => {
    t = await testContext();
    for (const name of ['quality', 'trade', 'market', 'farming', 'forest', 'grass', 'agency']) {
      const { rows } = await t.database.pool.query<{ id: number }>(
        `insert into party (public_id, kind, name_zh, is_demo, created_at) values ($1, 'authority', $2, true, now()) returning id`,
        [`pty_${name}`, `${name}（演示）`],
      );
      ids.set(name, rows[0]!.id);
    }
    const successions = [
      ['quality', 'market', '2018-11-01'],
      ['trade', 'market', '2018-11-01'],
      ['market', 'agency', '2027-03-01'],
      ['farming', 'forest', '2020-01-01'],
      ['farming', 'grass', '2020-01-01'],
    ] as const;
    for (const [from, to, day] of successions)
      await t.database.pool.query(
        `insert into party_relation (public_id, kind, from_party, to_party, valid_from, source, recorded_at, recorded_by)
         values ($1, 'succeededBy', $2, $3, $4, '改革方案（演示）', now(), 'test')`,
        [`rel_${from}_${to}`, ids.get(from), ids.get(to), day],
      );
  });
  afterAll(() => t.close());

  const standFor = async (name: string, on: string) =>
    ((await successorsAt(t.database, [ids.get(name)!], on)).get(ids.get(name)!) ?? []).map(
      ({ publicId, since, source }) => `${publicId} ${since} ${source}`,
    );

  it('tell who stands for an authority on a day, through as many reforms as there were by then', async () => {
    expect(await standFor('quality', '2018-10-31')).toEqual([]);
    expect(await standFor('quality', '2018-11-01')).toEqual(['pty_market 2018-11-01 改革方案（演示）']);
    expect(await standFor('quality', '2027-02-28')).toEqual(['pty_market 2018-11-01 改革方案（演示）']);
    expect(await standFor('quality', '2027-03-01')).toEqual(['pty_agency 2027-03-01 改革方案（演示）']);
    expect(await standFor('agency', '2030-01-01')).toEqual([]);
  });

  it('name all among whom duties were divided: which of them has one is not for a rule to say', async () => {
    expect(await standFor('farming', '2026-01-01')).toEqual([
      'pty_forest 2020-01-01 改革方案（演示）',
      'pty_grass 2020-01-01 改革方案（演示）',
    ]);
  });

  it('are listed as of a day, and for one authority either way', async () => {
    expect((await successionsBy(t.database, '2019-01-01')).map(({ fromId }) => fromId)).toEqual([
      'pty_quality',
      'pty_trade',
    ]);
    const market = await successionsOfParty(t.database, ids.get('market')!, '2027-03-01');
    expect(market.map(({ fromId, toId }) => `${fromId} ${toId}`)).toEqual([
      'pty_market pty_agency',
      'pty_quality pty_market',
      'pty_trade pty_market',
    ]);
  });

  it('end where records lead in a ring: then nobody stands for anybody', async () => {
    await t.database.pool.query(
      `insert into party_relation (public_id, kind, from_party, to_party, valid_from, source, recorded_at, recorded_by)
       values ('rel_ring', 'succeededBy', $1, $2, '2028-01-01', '错（演示）', now(), 'test')`,
      [ids.get('agency'), ids.get('quality')],
    );
    expect(await standFor('quality', '2028-01-02')).toEqual([]);
  });
});
