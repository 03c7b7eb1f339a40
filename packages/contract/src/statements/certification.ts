import { type Static, Type } from 'typebox';
import { decimal, labelled, line } from './field.ts';

/** 认证 (ISO/IEC 17000:2020 7.6): a mark certificate. Its certificate number is the statement's own. */
export const Certification = Type.Object(
  {
    markNumber: Type.Optional(line({ zh: '企业信息码 / 标志编号', en: "user's number in the mark" }, 60)),
    grade: Type.Optional(line({ zh: '等级', en: 'grade' }, 40)),
    standard: Type.Optional(line({ zh: '依据标准', en: 'standard' })),
    tradeMark: Type.Optional(line({ zh: '注册商标', en: 'trade mark' })),
    areaMu: Type.Optional(decimal({ zh: '获证面积', en: 'certified area', unit: '亩' })),
    outputTonnes: Type.Optional(decimal({ zh: '核准产量', en: 'approved output a year', unit: '吨' })),
    products: Type.Array(
      Type.Object(
        {
          name: line({ zh: '产品名称', en: 'product' }),
          gtin: Type.Optional(
            Type.String({ pattern: '^[0-9]{14}$', ...labelled({ zh: '商品条码', en: 'GTIN' }) }),
          ),
          number: Type.Optional(line({ zh: '产品编号', en: 'product number' }, 60)),
          areaMu: Type.Optional(decimal({ zh: '面积', en: 'area', unit: '亩' })),
          outputTonnes: Type.Optional(decimal({ zh: '核准产量', en: 'approved output', unit: '吨' })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 200, ...labelled({ zh: '获证产品', en: 'certified products' }) },
    ),
  },
  { additionalProperties: false },
);
export type Certification = Static<typeof Certification>;
