import { type Static, Type } from 'typebox';
import { fen, labelled, line } from './field.ts';

/** 奖项与称号: what somebody was found worthy of. The scheme names the award. */
export const Award = Type.Object(
  {
    round: line({ zh: '届次 / 年度', en: 'round or year' }, 60),
    grade: Type.Optional(line({ zh: '等次', en: 'grade' }, 60)),
    rank: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, ...labelled({ zh: '名次', en: 'rank' }) }),
    ),
    field: Type.Optional(line({ zh: '类别', en: 'field' })),
    prizeFen: Type.Optional(fen({ zh: '奖励金额', en: 'prize' })),
  },
  { additionalProperties: false },
);
export type Award = Static<typeof Award>;
