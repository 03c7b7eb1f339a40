import type { Language } from './language.ts';

const ENGLISH: Readonly<Record<string, string>> = {
  ...{ 亩: 'mu', 万亩: '10,000 mu', 吨: 't', 万吨: '10,000 t', 公斤: 'kg', 公里: 'km' },
  ...{
    元: 'yuan',
    万元: '10,000 yuan',
    亿元: '100 million yuan',
    人: 'people',
    户: 'households',
    次: 'times',
  },
};

/** 单位 of a goal in a language: English counts things without a measure word (个, 家, 项 …). */
export function countingUnit(unit: string, language: Language): string {
  if (language !== 'en' || !/[一-鿿]/.test(unit)) return unit;
  return ENGLISH[unit] ?? '';
}
