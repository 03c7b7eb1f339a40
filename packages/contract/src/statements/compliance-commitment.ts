import { type Static, Type } from 'typebox';
import { choice, decimal, labelled, line } from './field.ts';

/** 承诺达标合格证 (农产品质量安全法(2022) 第三十九条): the producer's own word; not a third party's certificate. */
export const ComplianceCommitment = Type.Object(
  {
    role: choice(
      { zh: '开具人', en: 'who issues it' },
      { producer: ['生产者', 'producer'], buyer: ['收购者（混装或分装后）', 'buyer who mixed or repacked'] },
    ),
    productName: line({ zh: '产品名称', en: 'product' }),
    quantity: decimal({ zh: '数量（重量）', en: 'quantity' }),
    unit: line({ zh: '单位代码', en: 'unit (UN/CEFACT)' }, 10),
    origin: line({ zh: '产地', en: 'origin' }),
    noBannedSubstances: Type.Literal(
      true,
      labelled({ zh: '不使用禁用农药兽药、停用兽药和非法添加物', en: 'no banned substances used' }),
    ),
    withinLimits: Type.Literal(
      true,
      labelled({ zh: '常规农药兽药残留不超标', en: 'residues are within the limits' }),
    ),
    answersForTruth: Type.Literal(
      true,
      labelled({ zh: '对承诺的真实性负责', en: 'answers for the truth of it' }),
    ),
    bases: Type.Array(
      Type.Object(
        {
          basis: choice(
            { zh: '承诺依据', en: 'basis' },
            {
              commissionedTest: ['委托检测', 'commissioned test'],
              ownTest: ['自我检测', 'own test'],
              qualityControl: ['内部质量控制', 'own quality control'],
              selfCommitment: ['自我承诺', 'own commitment'],
            },
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 4, ...labelled({ zh: '承诺依据', en: 'bases' }) },
    ),
    phone: Type.Optional(line({ zh: '联系方式', en: 'telephone', personal: true }, 40)),
  },
  { additionalProperties: false },
);
export type ComplianceCommitment = Static<typeof ComplianceCommitment>;
