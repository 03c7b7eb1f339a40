import { PARTY_KINDS } from '@pinxin/contract/parties';
import { type Static, type TSchema, Type } from 'typebox';

const name = Type.String({ minLength: 1, maxLength: 200 });
const orNull = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

const OPTIONAL = {
  nameEn: orNull(name),
  uscc: orNull(Type.String({ maxLength: 40 })),
  usccException: orNull(Type.String({ minLength: 1, maxLength: 300 })),
  pgln: orNull(Type.String({ maxLength: 200 })),
  gs1Prefixes: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 50 })),
  division: orNull(Type.String({ maxLength: 20 })),
  address: orNull(Type.String({ maxLength: 300 })),
  phone: orNull(Type.String({ maxLength: 40 })),
};

/** 新登记的主体: without a code it needs `requestId`, so that sending twice makes one party. */
export const NewParty = Type.Object(
  {
    kind: Type.Enum([...PARTY_KINDS]),
    nameZh: name,
    ...OPTIONAL,
    demo: Type.Optional(Type.Boolean()),
    requestId: Type.Optional(Type.String({ minLength: 8, maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type NewParty = Static<typeof NewParty>;

/** 主体变更: only what is named changes; null takes a fact away. */
export const PartyChange = Type.Object(
  {
    kind: Type.Optional(Type.Enum([...PARTY_KINDS])),
    nameZh: Type.Optional(name),
    ...OPTIONAL,
    /** Kept with the version: why the facts changed. */
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  { additionalProperties: false },
);
export type PartyChange = Static<typeof PartyChange>;
