import { describe, expect, it } from 'vitest';
import { foundIn } from './found.ts';

const hit = (kind: string, id: string, code?: string) => ({
  ...{ kind, id, name: { 'zh-CN': '枸杞' }, match: 'name' },
  ...(code === undefined ? {} : { code }),
});

describe('hits of the search over everything', () => {
  it('open in the console where there is a page, else where people look for them', () => {
    const items = [
      hit('party', 'pty_1'),
      hit('product', 'prd_1', '09520000000011'),
      hit('brand', 'brd_1'),
      hit('scheme', 'green-food'),
      hit('statement', 'stm_1'),
      hit('lot', 'https://id.gs1.org/01/09520000000011/10/A'),
      hit('place', 'https://id.gs1.org/414/9520000000103'),
    ];
    expect(foundIn({ items }, 'zh-CN').map(({ href, inConsole }) => [href, inConsole])).toEqual([
      ['/parties/pty_1', true],
      ['/products/09520000000011', true],
      ['/brands/brd_1', true],
      ['/schemes/green-food', true],
      ['/statements/stm_1', true],
      ['/01/09520000000011/10/A', false],
      ['/console/places?q=%E6%9E%B8%E6%9D%9E', false],
    ]);
  });
});
