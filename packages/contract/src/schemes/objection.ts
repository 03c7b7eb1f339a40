import { type Static, Type } from 'typebox';

/** 异议: what anybody says against an application within its notice. Name and contact are never public. */
export const NewObjection = Type.Object(
  {
    clientId: Type.String({ pattern: '^[\\w.-]{8,64}$' }),
    text: Type.String({ minLength: 5, maxLength: 4000 }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    contact: Type.Optional(Type.String({ minLength: 3, maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type NewObjection = Static<typeof NewObjection>;

/** 异议处理: upheld stops the application; dismissed lets it go on. */
export const ObjectionAnswer = Type.Object(
  {
    state: Type.Enum(['upheld', 'dismissed']),
    answer: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  { additionalProperties: false },
);
export type ObjectionAnswer = Static<typeof ObjectionAnswer>;
