import { type Static, Type } from 'typebox';

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const id = Type.String({ minLength: 1, maxLength: 60 });
/** Bounded so that area × yield in grams stays an exact number. */
const decimal = Type.String({ pattern: '^[0-9]{1,5}(\\.[0-9]{1,3})?$' });

/** 品牌额度: what one licensed user's area can yield in a season. */
export const NewQuota = Type.Object(
  {
    scheme: id,
    /** The licensed user, by USCC or id. */
    party: id,
    season: Type.String({ minLength: 1, maxLength: 20 }),
    seasonFrom: day,
    seasonTo: day,
    /** 亩 of the licensed plots. At most two decimals count. */
    areaMu: Type.String({ pattern: '^[0-9]{1,7}(\\.[0-9]{1,2})?$' }),
    yieldKgPerMu: decimal,
    legalBasis: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { additionalProperties: false },
);
export type NewQuota = Static<typeof NewQuota>;

/** 标签申领: labels for packs of one product. The same `clientId` is one allotment. */
export const NewAllotment = Type.Object(
  {
    quota: id,
    clientId: Type.String({ pattern: '^[\\w.-]{8,64}$' }),
    /** GTIN of the pack. */
    product: Type.String({ minLength: 8, maxLength: 40 }),
    labels: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    gramsEach: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
);
export type NewAllotment = Static<typeof NewAllotment>;

/** 警报处理 */
export const AlarmAnswer = Type.Object(
  { answer: Type.String({ minLength: 1, maxLength: 4000 }) },
  { additionalProperties: false },
);
