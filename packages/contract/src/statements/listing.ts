import { type Static, Type } from 'typebox';
import { choice, labelled, line, localDate, prose } from './field.ts';

/** 名录与名单: a row of a register, or of a red, watch or black list. */
export const Listing = Type.Object(
  {
    list: choice(
      { zh: '名单', en: 'list' },
      {
        register: ['名录', 'register'],
        redList: ['红名单', 'red list'],
        watchList: ['重点关注名单', 'watch list'],
        blackList: ['严重违法失信名单（黑名单）', 'black list'],
      },
    ),
    level: Type.Optional(
      choice(
        { zh: '级别', en: 'level' },
        {
          national: ['国家级', 'national'],
          regional: ['自治区级', 'regional'],
          municipal: ['市级', 'municipal'],
          county: ['县级', 'county'],
        },
      ),
    ),
    category: Type.Optional(line({ zh: '类别', en: 'category' })),
    reason: Type.Optional(prose({ zh: '列入事由', en: 'reason' }, 2_000)),
    enteredOn: localDate({ zh: '列入日期', en: 'entered on' }),
    measures: Type.Array(
      Type.Object(
        {
          measure: line({ zh: '措施', en: 'measure' }),
          legalBasis: line({ zh: '依据', en: 'legal basis' }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 50, ...labelled({ zh: '奖惩措施', en: 'measures that follow' }) },
    ),
  },
  { additionalProperties: false },
);
export type Listing = Static<typeof Listing>;
