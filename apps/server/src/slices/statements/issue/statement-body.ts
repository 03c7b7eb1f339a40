import type { Claim } from '@pinxin/contract/statements/content';
import { STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import { type Static, Type } from 'typebox';

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date' });
const code = Type.String({ minLength: 1, maxLength: 400 });

/** 签发请求 as it is sent. What `content` holds is described by `GET /statement-kinds` and checked with the rest. */
export const StatementBody = Type.Object(
  {
    request: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9._:-]{8,80}$', description: '由客户端生成，重发不会重复签发' }),
    ),
    issuer: Type.Optional(code),
    kind: Type.Enum([...STATEMENT_KINDS]),
    subject: Type.Object(
      {
        party: Type.Optional(code),
        place: Type.Optional(code),
        product: Type.Optional(code),
        brand: Type.Optional(code),
        lot: Type.Optional(code),
      },
      { additionalProperties: false, minProperties: 1, maxProperties: 1 },
    ),
    scheme: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,79}$' })),
    number: Type.Optional(Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,100}$' })),
    validFrom: day,
    validTo: Type.Optional(day),
    legalBasis: Type.Object(
      {
        'zh-CN': Type.String({ minLength: 1, maxLength: 500 }),
        en: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      },
      { additionalProperties: false },
    ),
    content: Type.Record(Type.String(), Type.Unknown()),
    evidence: Type.Optional(
      Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 50, uniqueItems: true }),
    ),
    supersedes: Type.Optional(Type.String({ maxLength: 60 })),
    publish: Type.Optional(
      Type.Union([
        Type.Literal('never'),
        Type.Object({ from: Type.Optional(day), to: Type.Optional(day) }, { additionalProperties: false }),
      ]),
    ),
  },
  { additionalProperties: false },
);
export type StatementBody = Static<typeof StatementBody>;

/** Kind and content of a body; that they belong together is checked when it is issued. */
export function claimOf({ kind, content }: StatementBody): Claim {
  return { kind, content } as unknown as Claim;
}
