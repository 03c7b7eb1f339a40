import { type Static, Type } from 'typebox';

/** 监督检查: what a visit found; `suspend` suspends the mark at once. */
export const SurveillanceVisit = Type.Object(
  {
    clientId: Type.String({ pattern: '^[\\w.-]{8,64}$' }),
    visitedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    result: Type.Enum(['conforms', 'correct', 'suspend']),
    opinion: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  { additionalProperties: false },
);
export type SurveillanceVisit = Static<typeof SurveillanceVisit>;
