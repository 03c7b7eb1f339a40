import { COMPARATORS } from '@pinxin/rules/goal-status';
import { INDICATOR_KINDS, MEASURES } from '@pinxin/rules/indicator';
import { type Static, Type } from 'typebox';

/** For the console, which chooses among them and does not know the rules behind them. */
export { COMPARATORS, INDICATOR_KINDS, MEASURES };

const day = (title: string, en: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date', title, 'x-en': en });
const line = (title: string, en: string, maxLength = 200) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$', title, 'x-en': en });
const prose = (title: string, en: string, maxLength = 4_000) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$', title, 'x-en': en, 'x-rows': 4 });
const number = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.#-]{0,29}$', title: '编号', 'x-en': 'number' });
const schemeCode = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,79}$' });
const schemes = (title: string, en: string) =>
  Type.Array(schemeCode, { minItems: 1, maxItems: 50, uniqueItems: true, title, 'x-en': en });
/** Sent by the client, so that sending twice does once. */
const request = Type.String({ pattern: '^[A-Za-z0-9._:-]{4,80}$' });
const amount = Type.String({ pattern: '^-?\\d{1,15}(\\.\\d{1,4})?$' });
const party = line('主体', 'party', 60);
const closed = { additionalProperties: false } as const;

const Text = Type.Object(
  { 'zh-CN': line('名称', 'name', 500), en: Type.Optional(line('英文', 'in English', 500)) },
  closed,
);

/** 指标 with its parameters, as it is sent; which parameters a kind takes is checked by the command. */
export const IndicatorBody = Type.Object(
  {
    kind: Type.Enum([...INDICATOR_KINDS], { title: '指标', 'x-en': 'indicator' }),
    schemes: Type.Optional(schemes('计入的制度', 'schemes counted')),
    whole: Type.Optional(schemes('作为整体的制度', 'schemes of the whole')),
    measure: Type.Optional(Type.Enum([...MEASURES], { title: '求和的数', 'x-en': 'figure added up' })),
    from: Type.Optional(day('自', 'from')),
    to: Type.Optional(day('至', 'to')),
  },
  closed,
);
export type IndicatorBody = Static<typeof IndicatorBody>;

/** 目标 as it is taken over. */
export const GoalBody = Type.Object(
  {
    number,
    name: Text,
    unit: Type.Optional(Type.String({ maxLength: 20 })),
    comparator: Type.Enum([...COMPARATORS]),
    /** Decimal text; absent where the plan gives no number. */
    target: Type.Optional(amount),
    base: Type.Optional(amount),
    deadline: day('期限', 'deadline'),
    indicator: IndicatorBody,
    words: Type.Optional(prose('方案原文', 'words of the plan', 1_000)),
    line: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
);
export type GoalBody = Static<typeof GoalBody>;

/** 责任部门: as the plan names it; who that is now; since when and by which decision, if another took its place. */
const Responsible = Type.Object(
  {
    named: line('方案中的名称', 'as named in the plan'),
    party: Type.Optional(party),
    since: Type.Optional(day('承接自', 'succeeded on')),
    succession: Type.Optional(line('承接依据', 'basis of the succession', 500)),
  },
  closed,
);
export type Responsible = Static<typeof Responsible>;

/** What of the record shows work on a task. */
export const SOURCE_MEASURES = ['statements', 'recalls'] as const;

const Source = Type.Object(
  {
    words: Text,
    measure: Type.Enum([...SOURCE_MEASURES]),
    statementKind: Type.Optional(Type.String({ maxLength: 40 })),
    scheme: Type.Optional(schemeCode),
  },
  closed,
);

/** 任务 as it is taken over. */
export const TaskBody = Type.Object(
  {
    number,
    parent: Type.Optional(number),
    title: Text,
    summary: Type.Optional(prose('说明', 'summary')),
    dueOn: day('期限', 'due on'),
    line: Type.Optional(Type.Integer({ minimum: 1 })),
    lead: Type.Array(Responsible, { maxItems: 60 }),
    supporting: Type.Array(Responsible, { maxItems: 60 }),
    deliverables: Type.Array(
      Type.Object(
        { words: line('成果', 'deliverable', 500), dueOn: Type.Optional(day('期限', 'due on')) },
        closed,
      ),
      { maxItems: 100 },
    ),
    sources: Type.Array(Source, { maxItems: 20 }),
  },
  closed,
);
export type TaskBody = Static<typeof TaskBody>;

/** 方案 as it is taken over, whole. */
export const ProgrammeBody = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,79}$', title: '代码', 'x-en': 'code' }),
    name: Text,
    documentNumber: Type.Optional(line('文号', 'document number', 100)),
    issuer: Type.Optional(party),
    startsOn: day('起', 'starts on'),
    endsOn: day('止', 'ends on'),
    follows: Type.Optional(
      Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,79}$', title: '承接方案', 'x-en': 'goes on from' }),
    ),
    basis: Type.Optional(line('依据', 'basis', 500)),
    demo: Type.Optional(Type.Boolean()),
    goals: Type.Array(GoalBody, { maxItems: 300 }),
    tasks: Type.Array(TaskBody, { maxItems: 500 }),
  },
  closed,
);
export type ProgrammeBody = Static<typeof ProgrammeBody>;

/** 改定指标: measures a goal otherwise from now on, with the reason. */
export const BindingBody = Type.Object(
  { indicator: IndicatorBody, reason: prose('理由', 'reason', 1_000) },
  closed,
);

/** 填报: a value that cannot be counted, with its evidence. */
export const ReportedValueBody = Type.Object(
  {
    request,
    day: day('日期', 'as of'),
    value: Type.Optional(amount),
    text: prose('说明', 'what was found'),
    evidence: Type.Optional(line('佐证', 'evidence', 500)),
  },
  closed,
);
export type ReportedValueBody = Static<typeof ReportedValueBody>;

/** 快照 of a goal as of a day. */
export const SnapshotBody = Type.Object({ day: day('日期', 'as of') }, closed);

/** 评估 of a programme at its end. */
export const EvaluationBody = Type.Object(
  { day: day('日期', 'day'), text: prose('评估结论', 'findings', 20_000) },
  closed,
);

/** 任务办理: reporting that a task is done, signing it off, returning it. */
export const TASK_ACTIONS = ['reportCompletion', 'signOff', 'return', 'reopen'] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];
export const TaskStepBody = Type.Object(
  {
    action: Type.Enum([...TASK_ACTIONS]),
    revision: Type.Integer({ minimum: 1 }),
    /** The day on which it was done, where that lies before its sign-off. */
    completedOn: Type.Optional(day('完成日期', 'completed on')),
    opinion: Type.Optional(prose('意见', 'opinion')),
  },
  closed,
);
export type TaskStepBody = Static<typeof TaskStepBody>;

/** 季度填报: asks every authority for its part. */
export const RoundBody = Type.Object(
  {
    quarter: Type.String({ pattern: '^[0-9]{4}Q[1-4]$', title: '季度', 'x-en': 'quarter' }),
    dueOn: day('报送期限', 'due on'),
  },
  closed,
);
export type RoundBody = Static<typeof RoundBody>;

export const REPORT_ACTIONS = ['submit', 'return', 'signOff'] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];
/** 佐证材料: files that were handed in before, by the SHA-256 of their bytes. */
const files = Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), {
  ...{ minItems: 1, maxItems: 20, uniqueItems: true, title: '佐证材料', 'x-en': 'files' },
});

export const ReportStepBody = Type.Object(
  {
    action: Type.Enum([...REPORT_ACTIONS]),
    revision: Type.Integer({ minimum: 1 }),
    files: Type.Optional(files),
    progress: Type.Optional(prose('进展', 'progress')),
    difficulty: Type.Optional(prose('困难', 'difficulties')),
    nextSteps: Type.Optional(prose('下一步', 'next steps')),
    opinion: Type.Optional(prose('意见', 'opinion')),
  },
  closed,
);
export type ReportStepBody = Static<typeof ReportStepBody>;

/** 督办立项. */
export const SupervisionBody = Type.Object(
  {
    request,
    programme: Type.String({ maxLength: 80, title: '方案', 'x-en': 'programme' }),
    task: Type.Optional(number),
    party,
    subject: prose('督办事项', 'subject', 1_000),
    basis: line('依据', 'basis', 500),
    signBy: day('签收期限', 'acknowledge by'),
    dueOn: day('办结期限', 'due on'),
  },
  closed,
);
export type SupervisionBody = Static<typeof SupervisionBody>;

export const SUPERVISION_ACTIONS = ['acknowledge', 'report', 'verify', 'return', 'close', 'drop'] as const;
export type SupervisionAction = (typeof SUPERVISION_ACTIONS)[number];
export const SupervisionStepBody = Type.Object(
  {
    action: Type.Enum([...SUPERVISION_ACTIONS]),
    revision: Type.Integer({ minimum: 1 }),
    text: Type.Optional(prose('情况或意见', 'report or opinion')),
  },
  closed,
);
export type SupervisionStepBody = Static<typeof SupervisionStepBody>;

export const FUNDING_KINDS = ['budget', 'paid', 'result'] as const;
/** 资金: budget, payment or result, as a plain record. Money in 分. */
export const FundingBody = Type.Object(
  {
    request,
    kind: Type.Enum([...FUNDING_KINDS], { title: '类别', 'x-en': 'kind' }),
    amountFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 9_000_000_000_000_000 })),
    day: day('日期', 'day'),
    words: prose('说明', 'what for', 1_000),
    documentNumber: Type.Optional(line('文号', 'document number', 100)),
  },
  closed,
);
export type FundingBody = Static<typeof FundingBody>;

export const EVIDENCE_KINDS = ['statement', 'recall', 'document'] as const;
/** 佐证: a record here, or a document that is named. */
export const EvidenceBody = Type.Object(
  {
    kind: Type.Enum([...EVIDENCE_KINDS], { title: '类别', 'x-en': 'kind' }),
    reference: line('编号或名称', 'id or name', 300),
    words: line('证明什么', 'what it shows', 500),
  },
  closed,
);
export type EvidenceBody = Static<typeof EvidenceBody>;

/** 佐证材料: files for a task. */
export const FilesBody = Type.Object({ files, words: line('证明什么', 'what it shows', 500) }, closed);
export type FilesBody = Static<typeof FilesBody>;

export const MilestoneBody = Type.Object(
  { request, words: line('节点', 'milestone', 300), dueOn: day('期限', 'due on') },
  closed,
);
export type MilestoneBody = Static<typeof MilestoneBody>;
export const ReachedBody = Type.Object({ day: day('完成日期', 'reached on') }, closed);
