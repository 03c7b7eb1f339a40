import { PLACE_KINDS } from '@pinxin/contract/parties';
import { type Static, type TSchema, Type } from 'typebox';

const name = Type.String({ minLength: 1, maxLength: 200 });
const division = Type.String({ maxLength: 20 });
const above = Type.String({
  maxLength: 300,
  title: '属于哪个场所（GLN 或标识，可不填）',
  'x-en': 'Part of which place (GLN or identifier, if any)',
});
/** 亩, at most two decimals. */
const areaMu = Type.Number({ exclusiveMinimum: 0, maximum: 9_999_999 });
const orNull = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

/** 新场所: with its GLN, or, where it has none, with a UUID of the sender's own making, so that twice sent is one place. */
export const NewPlace = Type.Object(
  {
    /** Public id or 统一社会信用代码 of the party that runs it. */
    party: Type.String({ maxLength: 60 }),
    kind: Type.Enum([...PLACE_KINDS]),
    nameZh: name,
    nameEn: Type.Optional(name),
    division: Type.Optional(division),
    areaMu: Type.Optional(areaMu),
    /** 13 digits, or a link; absent for a place that GS1 gave no number. */
    gln: Type.Optional(
      Type.String({ maxLength: 300, title: 'GLN（没有可不填）', 'x-en': 'GLN (if there is one)' }),
    ),
    requestId: Type.Optional(
      Type.String({
        pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
      }),
    ),
    /** The place that it is part of. */
    parent: Type.Optional(above),
  },
  { additionalProperties: false },
);
export type NewPlace = Static<typeof NewPlace>;

/** 场所变更: only what is named changes; null takes a fact away. */
export const PlaceWish = Type.Object(
  {
    kind: Type.Optional(Type.Enum([...PLACE_KINDS])),
    nameZh: Type.Optional(name),
    nameEn: orNull(name),
    division: orNull(division),
    areaMu: orNull(areaMu),
    parent: orNull(above),
  },
  { additionalProperties: false },
);
export type PlaceWish = Static<typeof PlaceWish>;
