import { describe, expect, it } from 'vitest';
import {
  covers,
  type DivisionCode,
  divisionAbove,
  divisionLevel,
  parseDivisionCode,
} from './division-code.ts';

const ningxia = '640000' as DivisionCode;
const zhongwei = '640500' as DivisionCode;
const zhongning = '640521' as DivisionCode;

describe('a division code 行政区划代码', () => {
  it.each(['640000', '640500', '640521'])('accepts %s', text => {
    expect(parseDivisionCode(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['', 'empty'],
    ['6405', 'wrongLength'],
    ['64052x', 'nonDigitCharacter'],
    ['990000', 'unknownProvince'],
    ['640021', 'wrongShape'],
  ])('refuses %s as %s', (text, code) => {
    expect(parseDivisionCode(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('knows its level and what is above', () => {
    expect([ningxia, zhongwei, zhongning].map(divisionLevel)).toEqual(['province', 'prefecture', 'county']);
    expect([ningxia, zhongwei, zhongning].map(divisionAbove)).toEqual([undefined, ningxia, zhongwei]);
  });

  it('covers itself and what is below, nothing beside', () => {
    expect(covers(ningxia, zhongning)).toBe(true);
    expect(covers(zhongwei, zhongning)).toBe(true);
    expect(covers(zhongning, zhongning)).toBe(true);
    expect(covers(zhongning, zhongwei)).toBe(false);
    expect(covers('640100' as DivisionCode, zhongning)).toBe(false);
  });
});
