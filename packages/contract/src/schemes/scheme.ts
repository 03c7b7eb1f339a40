import { type Static, Type } from 'typebox';
import { APPLICANT_KINDS, OUTCOME_KINDS, PROCEDURES, REVIEW_STEPS, SUBJECT_KINDS } from './words.ts';

const localText = (most: number) =>
  Type.Object(
    {
      'zh-CN': Type.String({ minLength: 1, maxLength: most }),
      en: Type.Optional(Type.String({ minLength: 1, maxLength: most })),
    },
    { additionalProperties: false },
  );
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const code = Type.String({ pattern: '^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$', maxLength: 60 });
const count = (most: number) => Type.Integer({ minimum: 1, maximum: most });

/** 评审步骤的期限: a step of this scheme and how many working days it may take. */
export const SchemeStep = Type.Object(
  { step: Type.Enum([...REVIEW_STEPS]), workingDays: count(750) },
  { additionalProperties: false },
);

/** 条件: what must be met; `points` where experts score it. */
export const SchemeCriterion = Type.Object(
  {
    code,
    text: localText(500),
    points: Type.Optional(count(1000)),
    legalBasis: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

/** 材料: a document that an application shows. */
export const SchemeDocument = Type.Object(
  { code, name: localText(200), required: Type.Boolean() },
  { additionalProperties: false },
);

const named = (title: string, en: string) => ({ title, 'x-en': en });

const RenewalRules = Type.Object(
  {
    unit: Type.Enum(['day', 'workingDay', 'month'], {
      ...named('计算单位', 'Counted in'),
      'x-words': {
        day: ['日', 'days'],
        workingDay: ['工作日', 'working days'],
        month: ['个月', 'months'],
      },
    }),
    from: Type.Integer({
      minimum: 1,
      maximum: 3650,
      ...named('到期前多久起', 'Opens so long before the end'),
    }),
    until: Type.Integer({
      minimum: 0,
      maximum: 3650,
      ...named('到期前多久止', 'Closes so long before the end'),
    }),
    grace: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3650, ...named('宽展期（到期后）', 'Grace after the end') }),
    ),
  },
  { additionalProperties: false },
);

/** 制度（办法）的一个版本: everything about a scheme that may change from a day on. */
export const SchemeRules = Type.Object(
  {
    name: localText(100),
    procedure: Type.Enum([...PROCEDURES]),
    outcome: Type.Enum([...OUTCOME_KINDS]),
    subject: Type.Enum([...SUBJECT_KINDS]),
    applicantKinds: Type.Array(Type.Enum([...APPLICANT_KINDS]), { minItems: 1, maxItems: 6 }),
    /** Working days from submission to acceptance. */
    acceptanceDays: count(60),
    /** Working days that an applicant has to correct what was returned. */
    correctionDays: count(250),
    /** In the order of `REVIEW_STEPS`. For `publicNotice` the days are the notice period. */
    steps: Type.Array(SchemeStep, { minItems: 1, maxItems: REVIEW_STEPS.length }),
    /** Working days for the decision. */
    decisionDays: count(250),
    criteria: Type.Array(SchemeCriterion, { maxItems: 100 }),
    documents: Type.Array(SchemeDocument, { maxItems: 50 }),
    /** Most that one round may choose; without it, whoever meets the criteria. */
    placesPerRound: Type.Optional(count(10_000)),
    /** Months that a mark holds; without it, until it is withdrawn. */
    validityMonths: Type.Optional(count(1200)),
    /** 续展期: from when and until when before the end renewal is applied for, and how long after it. */
    renewal: Type.Optional(RenewalRules),
    surveillanceMonths: Type.Optional(count(120)),
    /** `{division}` `{uscc}` `{yyyy}` `{yy}` `{mm}` `{seq:4}` and plain text; without it, a number made elsewhere is entered. */
    numberTemplate: Type.Optional(Type.String({ minLength: 3, maxLength: 100 })),
    numberPattern: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Kinds of sanction on the holder that suspend the mark. */
    suspendedBy: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 30 }),
    /** No applications from this day on; marks that hold go on. */
    closedFrom: Type.Optional(day),
    legalBasis: Type.String({ minLength: 1, maxLength: 300 }),
    source: Type.String({ minLength: 1, maxLength: 300 }),
    /** Whether the parameters were checked against the text in force; shown where they were not. */
    confirmed: Type.Boolean(),
    effectiveFrom: day,
  },
  { additionalProperties: false },
);
export type SchemeRules = Static<typeof SchemeRules>;

/** 新增制度: a department adds a scheme of a known procedure. */
export const NewScheme = Type.Object(
  {
    /** As statements and mandates name it. */
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,58}[a-z0-9]$' }),
    /** Party that owns the rules and issues the mark, by USCC or id. */
    owner: Type.String({ minLength: 1, maxLength: 40 }),
    /** Other parties whose officers accept and review, by USCC or id. */
    bodies: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 200 })),
    /** Brand of the owner that a licence is of (`licenceOfBrand`), by id. */
    brand: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, title: '许可的品牌', 'x-en': 'Brand licensed' }),
    ),
    rules: SchemeRules,
  },
  { additionalProperties: false },
);
export type NewScheme = Static<typeof NewScheme>;

/** 评选轮次: when applications of a round are taken, and how many places it has. */
export const NewRound = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9-]{1,20}$' }),
    ...{ opensOn: day, closesOn: day },
    places: Type.Optional(count(10_000)),
  },
  { additionalProperties: false },
);
export type NewRound = Static<typeof NewRound>;
