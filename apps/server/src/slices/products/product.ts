import { PRODUCT_KINDS } from '@pinxin/contract/parties';
import { type Gtin, parseGtin } from '@pinxin/identifiers/gtin';
import { type Static, Type } from 'typebox';

const name = Type.String({ minLength: 1, maxLength: 200 });

/** 产品登记: a trade item by its GTIN. The same GTIN again updates it. */
export const ProductRegistration = Type.Object(
  {
    gtin: Type.String({ maxLength: 20 }),
    /** USCC of the party that makes or packs it. */
    party: Type.String({ maxLength: 40 }),
    kind: Type.Enum([...PRODUCT_KINDS]),
    nameZh: name,
    nameEn: Type.Optional(name),
    brandZh: Type.Optional(name),
    brandEn: Type.Optional(name),
    category: Type.Optional(Type.String({ maxLength: 100 })),
    netContent: Type.Optional(Type.String({ maxLength: 60 })),
    demo: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ProductRegistration = Static<typeof ProductRegistration>;

/** A GTIN of 8, 12, 13 or 14 digits as 14. */
export function gtin14(text: string): Gtin | undefined {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return undefined;
  const parsed = parseGtin(text.padStart(14, '0'));
  return parsed.ok ? parsed.value : undefined;
}
