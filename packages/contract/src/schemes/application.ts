import { type Static, Type } from 'typebox';
import { APPLICATION_ACTIONS } from './words.ts';

const id = Type.String({ minLength: 1, maxLength: 60 });
const key = Type.String({ minLength: 1, maxLength: 60 });
const text = (most: number) => Type.String({ maxLength: most });
/** A decimal as text, so that nothing is lost: `1234.5`. */
const decimal = Type.String({ pattern: '^[0-9]{1,10}(\\.[0-9]{1,3})?$' });

/** 申请对象: at most one; none where the mark is the applicant's own. */
export const ApplicationSubject = Type.Object(
  {
    place: Type.Optional(text(300)),
    product: Type.Optional(text(40)),
    brand: Type.Optional(text(40)),
  },
  { additionalProperties: false, maxProperties: 1 },
);

const facts = {
  round: Type.Optional(id),
  subject: Type.Optional(ApplicationSubject),
  areaMu: Type.Optional(Type.String({ pattern: '^[0-9]{1,10}(\\.[0-9]{1,2})?$' })),
  outputKg: Type.Optional(decimal),
  /** What the mark is to cover, in the applicant's words. */
  scope: Type.Optional(text(500)),
  /** Id of the statement that is to be renewed. */
  renews: Type.Optional(id),
};

/** 新建申请: a draft. The same `clientId` of the same applicant is the same draft. */
export const NewApplication = Type.Object(
  { clientId: Type.String({ pattern: '^[\\w.-]{8,64}$' }), scheme: key, applicant: id, ...facts },
  { additionalProperties: false },
);
export type NewApplication = Static<typeof NewApplication>;

/** 修改草稿: saved as it is typed. Names the revision that it was made on; an empty answer takes the answer away. */
export const DraftChange = Type.Object(
  {
    revision: Type.Integer({ minimum: 1 }),
    ...facts,
    answers: Type.Optional(
      Type.Array(Type.Object({ criterion: key, answer: text(4000) }, { additionalProperties: false }), {
        maxItems: 100,
      }),
    ),
    /** The whole list of a document's files: evidence by SHA-256. */
    documents: Type.Optional(
      Type.Array(
        Type.Object(
          {
            document: key,
            files: Type.Array(
              Type.Object(
                {
                  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
                  name: Type.String({ minLength: 1, maxLength: 200 }),
                },
                { additionalProperties: false },
              ),
              { maxItems: 20 },
            ),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type DraftChange = Static<typeof DraftChange>;

/** 办理: one step. The same step on the same revision is done once. */
export const TakeStep = Type.Object(
  {
    action: Type.Enum([...APPLICATION_ACTIONS]),
    revision: Type.Integer({ minimum: 1 }),
    opinion: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
    /** Number of the certificate, where it is made elsewhere; and from when to when it holds, as it says itself. */
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    validFrom: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    validTo: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
);
export type TakeStep = Static<typeof TakeStep>;
