import { type Static, Type } from 'typebox';
import { choice, labelled, line, prose } from './field.ts';

/** 认可 (ISO/IEC 17000:2020 7.7) 与资质认定: a body is competent for a scope. */
export const Accreditation = Type.Object(
  {
    bodyKind: choice(
      { zh: '机构类别', en: 'kind of body' },
      {
        laboratory: ['检验检测机构', 'laboratory'],
        certificationBody: ['认证机构', 'certification body'],
        inspectionBody: ['检验机构', 'inspection body'],
      },
    ),
    act: choice(
      { zh: '行为', en: 'act' },
      { accreditation: ['认可', 'accreditation'], qualification: ['资质认定', 'qualification by the state'] },
    ),
    standard: Type.Optional(line({ zh: '依据准则', en: 'criteria' })),
    scope: Type.Array(
      Type.Object(
        {
          object: line({ zh: '对象（产品、领域）', en: 'object' }),
          parameter: Type.Optional(line({ zh: '参数', en: 'parameter' })),
          method: Type.Optional(line({ zh: '依据的标准（方法）', en: 'method' })),
          restriction: Type.Optional(prose({ zh: '限制范围', en: 'restriction' }, 500)),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 2_000, ...labelled({ zh: '能力范围', en: 'scope' }) },
    ),
  },
  { additionalProperties: false },
);
export type Accreditation = Static<typeof Accreditation>;
