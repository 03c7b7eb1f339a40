import { type Static, Type } from 'typebox';

/** 品牌类别: a region's (区域公用品牌), an enterprise's own, one of fame (知名品牌), a service brand. */
export const BRAND_KINDS = ['regional', 'enterprise', 'famous', 'service'] as const;

const name = Type.String({ minLength: 1, maxLength: 200 });

/** 品牌登记: a name that belongs to an owner. The same owner, kind and name again bring it up to date. */
export const BrandRegistration = Type.Object(
  {
    /** Public id or 统一社会信用代码. */
    owner: Type.String({ maxLength: 60 }),
    kind: Type.Enum([...BRAND_KINDS]),
    nameZh: name,
    nameEn: Type.Optional(name),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    division: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })),
    demo: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type BrandRegistration = Static<typeof BrandRegistration>;
