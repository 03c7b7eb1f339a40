import { RELATION_KINDS } from '@pinxin/contract/parties';
import { type Static, Type } from 'typebox';

const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** 主体关系: how this party stands to another, from–to (local dates, both included). */
export const NewRelation = Type.Object(
  {
    kind: Type.Enum([...RELATION_KINDS]),
    /** Public id of the other party. */
    to: Type.String({ maxLength: 60 }),
    validFrom: date,
    validTo: Type.Optional(date),
    /** The document that says so. */
    source: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { additionalProperties: false },
);
export type NewRelation = Static<typeof NewRelation>;

/** The last day on which a relation held. */
export const RelationEnd = Type.Object({ validTo: date }, { additionalProperties: false });
