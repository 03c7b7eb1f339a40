import { type Static, Type } from 'typebox';

const id = Type.String({ minLength: 1, maxLength: 60 });

/** 专家分派: accounts that are to score an application. */
export const ExpertAssignment = Type.Object(
  { experts: Type.Array(id, { minItems: 1, maxItems: 30 }) },
  { additionalProperties: false },
);
export type ExpertAssignment = Static<typeof ExpertAssignment>;

/** 利益冲突声明: before any score. */
export const ConflictDeclaration = Type.Object(
  { conflict: Type.Boolean(), reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })) },
  { additionalProperties: false },
);
export type ConflictDeclaration = Static<typeof ConflictDeclaration>;

/** 评分表: points by criterion; `submit` hands the sheet in, and it is final. */
export const ScoreSheet = Type.Object(
  {
    scores: Type.Array(
      Type.Object(
        {
          criterion: id,
          points: Type.Number({ minimum: 0, maximum: 1000, multipleOf: 0.5 }),
          comment: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100 },
    ),
    submit: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type ScoreSheet = Static<typeof ScoreSheet>;

/** 综合排序: whom the round chooses, in order; fewer than there are places is allowed, and so is nobody. */
export const RoundRanking = Type.Object(
  {
    chosen: Type.Array(id, { maxItems: 10_000 }),
    opinion: Type.String({ minLength: 1, maxLength: 4000 }),
    /** Why one of several with the same points was taken at the limit, and another was not. */
    tieReason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export type RoundRanking = Static<typeof RoundRanking>;
