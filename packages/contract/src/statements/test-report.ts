import { type Static, Type } from 'typebox';
import { choice, decimal, labelled, line, localDate, prose } from './field.ts';

const verdictWords = {
  conforms: ['符合', 'conforms'],
  doesNotConform: ['不符合', 'does not conform'],
  inconclusive: ['不能判定', 'inconclusive'],
} as const;

/** 检验检测项目: what was found of one analyte, and against which edition of which limit it was judged. */
const TestItem = Type.Object(
  {
    analyte: line({ zh: '项目', en: 'analyte' }),
    method: Type.Optional(line({ zh: '检测方法', en: 'method' })),
    unit: Type.Optional(line({ zh: '单位', en: 'unit' }, 40)),
    qualifier: choice(
      { zh: '结果形式', en: 'form of the result' },
      {
        equals: ['＝', 'equals'],
        below: ['＜', 'below'],
        above: ['＞', 'above'],
        notDetected: ['未检出', 'not detected'],
        text: ['文字结果', 'in words'],
      },
    ),
    result: Type.Optional(decimal({ zh: '结果', en: 'result' })),
    finding: Type.Optional(line({ zh: '文字结果', en: 'finding' })),
    detectionLimit: Type.Optional(decimal({ zh: '检出限', en: 'limit of detection' })),
    limitRelation: Type.Optional(
      choice(
        { zh: '限量关系', en: 'relation to the limit' },
        { atMost: ['≤', 'at most'], atLeast: ['≥', 'at least'], absent: ['不得检出', 'must be absent'] },
      ),
    ),
    limitValue: Type.Optional(decimal({ zh: '限量值', en: 'limit' })),
    limitSource: Type.Optional(line({ zh: '限量标准', en: 'source of the limit' })),
    limitEdition: Type.Optional(line({ zh: '标准版本', en: 'edition' }, 60)),
    verdict: choice({ zh: '单项判定', en: 'verdict' }, verdictWords),
  },
  { additionalProperties: false },
);

/** 检验检测报告 (农产品质量安全法 第四十八条; ISO/IEC 17025): determination of a sample, good for that sample. */
export const TestReport = Type.Object(
  {
    purpose: choice(
      { zh: '检测类别', en: 'purpose' },
      {
        official: ['监督抽检', 'official'],
        commissioned: ['委托检测', 'commissioned'],
        own: ['自行检测', 'own'],
      },
    ),
    sampleName: line({ zh: '样品名称', en: 'sample' }),
    sampleNumber: Type.Optional(line({ zh: '样品编号', en: 'sample number' }, 60)),
    sampleState: Type.Optional(line({ zh: '样品状态', en: 'state of the sample' })),
    sampleQuantity: Type.Optional(line({ zh: '样品数量', en: 'quantity' }, 60)),
    sampledOn: Type.Optional(localDate({ zh: '抽样日期', en: 'sampled on' })),
    samplingPlace: Type.Optional(line({ zh: '抽样地点', en: 'sampled at' })),
    samplingMethod: Type.Optional(line({ zh: '抽样方法', en: 'sampling method' })),
    receivedOn: Type.Optional(localDate({ zh: '收样日期', en: 'received on' })),
    testedFrom: localDate({ zh: '检测开始', en: 'tested from' }),
    testedTo: localDate({ zh: '检测结束', en: 'tested to' }),
    qualificationNumber: Type.Optional(
      line({ zh: '资质认定证书编号', en: 'number of the qualification' }, 40),
    ),
    conclusion: choice({ zh: '检测结论', en: 'conclusion' }, verdictWords),
    conclusionBasis: prose({ zh: '判定依据', en: 'basis of the conclusion' }, 500),
    items: Type.Array(TestItem, {
      minItems: 1,
      maxItems: 1_000,
      ...labelled({ zh: '检测项目', en: 'items' }),
    }),
  },
  { additionalProperties: false },
);
export type TestReport = Static<typeof TestReport>;
