import { HAZARDS, LEGAL_BASIS_CODES } from '@pinxin/contract/recall';
import { type Static, Type } from 'typebox';
import { RecallQuestion } from '../question.ts';

const Words = Type.Object(
  {
    'zh-CN': Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' }),
    en: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' })),
  },
  { additionalProperties: false },
);

/** 召回草案: what is asked, why it is taken back, what people are to do, whom they ask. */
export const RecallDraft = Type.Object(
  {
    /** Chosen by the sender: the same draft sent twice is one. */
    id: Type.String({ minLength: 4, maxLength: 64, pattern: '^[\\w.-]+$' }),
    question: Type.Pick(RecallQuestion, ['suspects', 'places']),
    hazard: Type.Enum([...HAZARDS]),
    reason: Words,
    advice: Words,
    contact: Words,
    phone: Type.String({ pattern: '^[0-9][0-9 ()+-]{3,30}$' }),
    legalBasis: Type.Enum([...LEGAL_BASIS_CODES]),
  },
  { additionalProperties: false },
);
export type RecallDraft = Static<typeof RecallDraft>;

/** Why a recall ends, or why it was a mistake. */
export const RecallClosing = Type.Object({ reason: Words }, { additionalProperties: false });
export type RecallClosing = Static<typeof RecallClosing>;
