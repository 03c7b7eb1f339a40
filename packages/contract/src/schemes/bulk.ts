import { type Static, Type } from 'typebox';
import { TakeStep } from './application.ts';
import { ExpertAssignment } from './expert.ts';

/** Most applications of one batch. */
export const MOST_IN_BULK = 1_000;

/** 逐份办理: one step, or the assignment of experts, for many applications at once. */
export const ApplicationBulk = Type.Object(
  {
    /** Id of the client's own: sent again, it is the same batch. */
    request: Type.String({ minLength: 8, maxLength: 60 }),
    action: Type.Enum(['accept', 'pass', 'approve', 'reject', 'experts']),
    opinion: TakeStep.properties.opinion,
    experts: Type.Optional(ExpertAssignment.properties.experts),
    applications: Type.Array(
      Type.Object(
        { id: Type.String({ minLength: 1, maxLength: 60 }), revision: Type.Integer({ minimum: 1 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MOST_IN_BULK },
    ),
  },
  { additionalProperties: false },
);
export type ApplicationBulk = Static<typeof ApplicationBulk>;
