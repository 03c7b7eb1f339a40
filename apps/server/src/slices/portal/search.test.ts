import type { SearchAnswer } from '@pinxin/contract/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPartyRoutes } from '../parties/routes.ts';
import { aUscc } from '../parties/testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../parties/testing/register-app.ts';
import { registerProductRoutes } from '../products/routes.ts';
import { registerSearchRoutes } from './search-routes.ts';

const NAMES = [
  ['enterprise', '宁夏中宁枸杞产业集团有限责任公司'],
  ['enterprise', '枸杞王食品有限公司'],
  ['enterprise', '枸杞'],
  ['cooperative', '盐池县滩羊养殖专业合作社'],
  ['household', '枸杞种植户张三丰'],
] as const;

describe('search', () => {
  let t: RegisterApp;

  beforeAll(async () => {
    t = await registerApp((app, ctx) => {
      registerPartyRoutes(app, ctx);
      registerProductRoutes(app, ctx);
      registerSearchRoutes(app, ctx);
    });
    const parties = NAMES.map(([kind, nameZh], index) => ({
      uscc: aUscc(index + 1),
      kind,
      nameZh,
      division: '640521',
    }));
    const products = [
      {
        gtin: '9520000000011',
        party: aUscc(1),
        kind: 'packed',
        nameZh: '特级枸杞',
        nameEn: 'Wolfberry premium',
      },
    ];
    const reply = await t.send('operator', 'POST', '/registrations', { payload: { parties, products } });
    expect(reply.statusCode, reply.body).toBe(200);
  });
  afterAll(async () => await t.close());

  const search = async (q: string, caller?: Parameters<RegisterApp['send']>[0]) => {
    const reply = await t.send(caller, 'GET', `/search?q=${encodeURIComponent(q)}`);
    expect(reply.statusCode, reply.body).toBe(200);
    return (reply.json() as SearchAnswer).items.map(item => `${item.match} ${item.name['zh-CN']}`);
  };

  it('puts the exact name before its beginning before any place in it, shorter names first', async () => {
    expect(await search('枸杞')).toEqual([
      'name 枸杞',
      'beginning 枸杞王食品有限公司',
      'within 特级枸杞',
      'within 宁夏中宁枸杞产业集团有限责任公司',
    ]);
  });

  it('finds by one sign, and by a name spelt another way', async () => {
    expect(await search('羊')).toEqual(['within 盐池县滩羊养殖专业合作社']);
    expect(await search('宁夏回族自治区中宁枸杞产业（集团）有限公司')).toEqual([
      'name 宁夏中宁枸杞产业集团有限责任公司',
    ]);
  });

  it('finds by initials of pinyin', async () => {
    expect(await search('zngq')).toEqual(['initials 宁夏中宁枸杞产业集团有限责任公司']);
    expect(await search('tanyang')).toEqual([]);
    expect(await search('TYYZ')).toEqual(['initials 盐池县滩羊养殖专业合作社']);
  });

  it('finds by codes and the parts that people copy', async () => {
    const code = aUscc(4);
    for (const part of [
      code,
      code.toLowerCase(),
      code.slice(0, 9),
      code.slice(8),
      code.slice(8, 14),
      code.slice(-6),
    ])
      expect(await search(part), part).toContainEqual(expect.stringContaining('盐池县滩羊'));
    expect(await search('9520000000011')).toEqual(['code 特级枸杞']);
    expect(await search('09520000000011')).toEqual(['code 特级枸杞']);
    expect(await search('wolfberry')).toEqual(['within 特级枸杞']);
  });

  it('forgives one wrong sign when nothing else is found', async () => {
    expect(await search('盐池县滩洋养殖')).toEqual(['nearly 盐池县滩羊养殖专业合作社']);
    expect(await search('完全不存在的东西')).toEqual([]);
  });

  it('does not let strangers find natural persons, by name or code', async () => {
    for (const q of ['张三丰', '种植户', aUscc(5)]) expect(await search(q), q).toEqual([]);
    const registrar = t.person('registrar', { party: 1, area: '6405' });
    expect(await search('张三丰', registrar)).toEqual(['within 枸杞种植户张三丰']);
    const far = t.person('enterpriseClerk', { party: 1 });
    expect(await search('张三丰', far)).toEqual([]);
  });

  it('takes any text without breaking', async () => {
    for (const q of [
      "'",
      '\\',
      '%',
      '&|!()',
      "''''",
      '🌶️',
      ':*',
      '(',
      '\u{2000b}',
      'a'.repeat(100),
      '哈哈哈哈哈',
      '  ',
    ])
      await search(q);
    expect((await t.send(undefined, 'GET', '/search')).statusCode).toBe(400);
    expect((await t.send(undefined, 'GET', '/search?q=%00')).statusCode).toBeLessThan(500);
  });

  it('follows a change of name', async () => {
    const { id, version } = (await t.send('operator', 'GET', `/parties/${aUscc(3)}`)).json();
    await t.send('operator', 'PATCH', `/parties/${id}`, {
      payload: { nameZh: '红宝' },
      headers: { 'if-match': `"${version}"` },
    });
    expect(await search('红宝')).toEqual(['name 红宝']);
    expect(await search('枸杞')).not.toContain('name 枸杞');
  });
});
