import { type Static, Type } from 'typebox';

/** Most suspects in one question. */
export const MOST_SUSPECTS = 1_000;

/** 疑点: lots by any code that people type, or places in a time window; and which way to look. */
export const RecallQuestion = Type.Object(
  {
    direction: Type.Optional(Type.Enum(['forward', 'back'])),
    suspects: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 2_000 }), { maxItems: MOST_SUSPECTS }),
    ),
    places: Type.Optional(
      Type.Array(
        Type.Object(
          {
            place: Type.String({ minLength: 1, maxLength: 300 }),
            from: Type.String({ maxLength: 40 }),
            to: Type.String({ maxLength: 40 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
    asOf: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
);
export type RecallQuestion = Static<typeof RecallQuestion>;

/** A part of a question that could not be used, and why. */
export interface QuestionProblem {
  /** JSON pointer into the question. */
  readonly at: string;
  readonly given: string;
  readonly code: 'malformed' | 'notFound' | 'timeWrong' | 'notOwn';
  /** What was probably meant. */
  readonly suggestion?: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** PostgreSQL's timestamps end in 294276 AD; nothing that we trace is older than year 1. */
const EARLIEST = Date.UTC(1, 0, 1) - 1_900 * 365.2425 * 86_400_000;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

/** An instant with its zone as ms, or undefined when it is none. */
export function instantOf(text: string): number | undefined {
  if (!INSTANT.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.min(Math.max(time, EARLIEST), LATEST);
}
