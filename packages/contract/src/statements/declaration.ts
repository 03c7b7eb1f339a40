import { type Static, Type } from 'typebox';
import { choice, labelled, line, prose } from './field.ts';

/** 自我声明 (ISO/IEC 17000:2020 7.5; 标准化法 第二十七条): a party answers for itself. */
export const Declaration = Type.Object(
  {
    form: choice(
      { zh: '声明类型', en: 'form' },
      {
        enterpriseStandard: ['企业标准自我声明公开', 'own standard declared'],
        executedStandard: ['执行标准声明', 'standard that is followed'],
        qualityCommitment: ['质量承诺', 'commitment to quality'],
        other: ['其他声明', 'other'],
      },
    ),
    standardNumber: Type.Optional(line({ zh: '标准编号', en: 'number of the standard' }, 80)),
    standardName: Type.Optional(line({ zh: '标准名称', en: 'name of the standard' })),
    declares: prose({ zh: '声明内容', en: 'what is declared' }),
    indicators: Type.Array(
      Type.Object(
        {
          name: line({ zh: '指标', en: 'indicator' }),
          value: line({ zh: '指标值', en: 'value' }, 100),
          unit: Type.Optional(line({ zh: '单位', en: 'unit' }, 40)),
          method: Type.Optional(line({ zh: '检验方法', en: 'method' })),
          isSafety: Type.Boolean(labelled({ zh: '安全指标', en: 'is about safety' })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 200, ...labelled({ zh: '功能和性能指标', en: 'indicators' }) },
    ),
  },
  { additionalProperties: false },
);
export type Declaration = Static<typeof Declaration>;
