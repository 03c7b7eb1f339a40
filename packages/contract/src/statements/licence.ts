import { type Static, Type } from 'typebox';
import { choice, line, localDate, prose } from './field.ts';

/** 行政许可 (双公示): a permission. Its number is the statement's own. */
export const Licence = Type.Object(
  {
    documentName: line({ zh: '许可决定文书名称', en: 'name of the decision' }),
    documentNumber: line({ zh: '许可决定文书号', en: 'number of the decision' }, 80),
    category: choice(
      { zh: '许可类别', en: 'category' },
      {
        general: ['普通', 'general'],
        special: ['特许', 'special'],
        approval: ['核准', 'approval'],
        qualification: ['认可', 'qualification'],
        registration: ['登记', 'registration'],
        other: ['其他', 'other'],
      },
    ),
    certificateName: Type.Optional(line({ zh: '许可证书名称', en: 'name of the certificate' })),
    content: prose({ zh: '许可内容', en: 'what is permitted' }),
    decidedOn: localDate({ zh: '许可决定日期', en: 'decided on' }),
    legalRepresentative: Type.Optional(
      line({ zh: '法定代表人', en: 'legal representative', personal: true }, 60),
    ),
  },
  { additionalProperties: false },
);
export type Licence = Static<typeof Licence>;
