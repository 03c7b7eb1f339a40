import { describe, expect, it } from 'vitest';
import { markChinese } from './mark-chinese.ts';

describe('Chinese in a page of another language', () => {
  it.each([
    [
      '<p>Holder: 中宁示范枸杞专业合作社（演示01）, in force</p>',
      '<p>Holder: <span lang="zh-CN">中宁示范枸杞专业合作社（演示01）</span>, in force</p>',
    ],
    [
      '<option value="枸杞">枸杞</option><option>all</option>',
      '<option value="枸杞" lang="zh-CN">枸杞</option><option>all</option>',
    ],
    [
      '<a lang="zh-CN" href="/">中文</a><b>滩羊</b>',
      '<a lang="zh-CN" href="/">中文</a><b><span lang="zh-CN">滩羊</span></b>',
    ],
    ['<style>q{quotes:"「" "」"}</style><p>plain</p>', '<style>q{quotes:"「" "」"}</style><p>plain</p>'],
    ['<img alt="枸杞"><p>Lot 10</p>', '<img alt="枸杞"><p>Lot 10</p>'],
    [
      '<p>二〇二六 &amp; 演示-green-food</p>',
      '<p><span lang="zh-CN">二〇二六</span> &amp; <span lang="zh-CN">演示</span>-green-food</p>',
    ],
  ])('%s', (markup, marked) => expect(markChinese(markup)).toBe(marked));
});
