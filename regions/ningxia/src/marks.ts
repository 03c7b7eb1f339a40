/** One act of a demo application: which demo account does what. */
export interface MarkStep {
  readonly by: string;
  readonly action:
    | 'submit'
    | 'abandon'
    | 'accept'
    | 'return'
    | 'refuse'
    | 'pass'
    | 'fail'
    | 'sendBack'
    | 'approve'
    | 'reject';
  readonly opinion?: string;
  /** Number of the certificate, where it is made elsewhere. */
  readonly number?: string;
  /** What somebody says against it while it is on notice, and what this officer answers before going on. */
  readonly objection?: { readonly text: string; readonly answer: string };
}

/** An application of the demo, brought to one state; and what became of its mark. */
export interface MarkStory {
  /** Names it for ever: sending it again begins no second one. */
  readonly key: string;
  readonly scheme: string;
  /** Demo account that applies, for the party it works at. */
  readonly by: 'manager' | 'factory';
  readonly scope: string;
  readonly areaMu?: string;
  /** About the applicant's first product instead of the applicant. */
  readonly product?: true;
  /** Begun some weeks before the demo is shown: its public notice is over by then. */
  readonly isPast?: true;
  /** Who opens the round that it is applied for in, where the scheme has rounds. */
  readonly round?: string;
  /** Expert who scores it, and the account that says so. */
  readonly experts?: { readonly who: string; readonly by: string };
  readonly steps: readonly MarkStep[];
  /** 标签: what the licensed area may yield this year, and labels asked for by turns, for the applicant's first product. */
  readonly labels?: {
    readonly yieldKgPerMu: string;
    readonly gramsEach: number;
    readonly asked: readonly number[];
  };
  /** What the decider does to the mark afterwards. */
  readonly change?: {
    readonly to: 'suspend' | 'withdraw';
    readonly reason: string;
    /** Demo account that decides it; `decider` when absent. */
    readonly by?: string;
  };
}

const act = (action: MarkStep['action'], opinion?: string): MarkStep => ({
  ...{ by: 'reviewer', action },
  ...(opinion === undefined ? {} : { opinion }),
});
const submit = (by: MarkStory['by']): MarkStep => ({ by, action: 'submit' });
const approve: MarkStep = { by: 'decider', action: 'approve', opinion: '同意' };

const PRODUCT = { product: true } as const;
/** 异议: what was said against an application on notice, and why that did not stop it. */
const OBJECTION = {
  text: '（演示）申报地块邻近公路，请核实产地环境是否符合要求。',
  answer: '（演示）已复核：地块距公路六百米，产地环境监测报告合格。异议不成立。',
};

/** Applications at every step, and marks in the states that officers put them in. */
export const markStories: readonly MarkStory[] = [
  atAssociation(
    story(
      'licence-1',
      'zhongning-wolfberry',
      'manager',
      [act('accept'), act('pass', '材料齐全'), act('pass', '基地在保护区域内'), approve],
      {
        areaMu: '320',
        labels: { yieldKgPerMu: '300', gramsEach: 500, asked: [40_000, 52_000, 18_000] },
      },
    ),
  ),
  atAssociation(
    story('licence-2', 'zhongning-wolfberry', 'factory', [act('accept'), act('pass'), act('pass'), approve], {
      ...{ areaMu: '80', change: { to: 'suspend', reason: '追溯数据连续三十天未上报' } },
    }),
  ),
  story('demonstration-1', 'demonstration-enterprise', 'factory', [act('accept'), act('pass'), act('pass')]),
  story('demonstration-2', 'demonstration-enterprise', 'manager', [act('return', '请补充近三年检测报告')]),
  story(
    'green-1',
    'green-food',
    'manager',
    [
      ...[act('accept'), act('pass'), act('pass', '材料符合'), act('pass', '现场符合')],
      { ...act('pass', '公示期满，异议不成立'), objection: OBJECTION },
      approve,
    ],
    { ...PRODUCT, isPast: true },
  ),
  atMarket(
    story(
      'indication-1',
      'geographical-indication-use',
      'factory',
      [act('accept'), act('pass'), act('pass', '产自保护范围'), act('pass', '公示期满，无异议')],
      { isPast: true },
    ),
  ),
  atMarket(
    story(
      'quality-1',
      'regional-quality-award',
      'factory',
      [act('accept'), act('pass'), act('pass', '自评报告齐全'), act('pass', '现场评审完成')],
      { round: 'market-decider', experts: { who: 'expert', by: 'market-reviewer' } },
    ),
  ),
  atMarket(
    story('talent-1', 'leading-talent', 'manager', [
      ...[act('accept'), act('fail', '工作年限不足')],
      { by: 'decider', action: 'reject', opinion: '不符合申报条件第二项' },
    ]),
  ),
  atMarket(story('technician-1', 'senior-technician', 'factory', [act('refuse', '申报单位不在评选范围')])),
  atMarket(story('technician-2', 'senior-technician', 'manager', [{ by: 'manager', action: 'abandon' }])),
  { ...story('funding-1', 'brand-funding', 'manager', []), steps: [submit('manager')] },
  story('green-2', 'green-food', 'factory', [act('accept'), act('pass')], PRODUCT),
  story(
    'organic-1',
    'organic-product',
    'manager',
    [act('accept'), act('pass'), act('pass'), { ...approve, number: '演示有机2026-001' }],
    PRODUCT,
  ),
  story('organic-2', 'organic-product', 'factory', [act('accept'), act('fail', '转换期未满')], PRODUCT),
  story('draft-1', 'demonstration-enterprise', 'manager', []),
];

function story(
  key: string,
  scheme: string,
  by: MarkStory['by'],
  steps: readonly MarkStep[],
  more: Partial<
    Pick<MarkStory, 'areaMu' | 'change' | 'product' | 'labels' | 'isPast' | 'experts' | 'round'>
  > = {},
): MarkStory {
  return {
    key,
    scheme,
    by,
    scope: '演示申请',
    steps: steps.length === 0 ? [] : [submit(by), ...steps],
    ...more,
  };
}

/** The same before the officers of market regulation. */
function atMarket(told: MarkStory): MarkStory {
  const officers: Readonly<Record<string, string>> = {
    reviewer: 'market-reviewer',
    decider: 'market-decider',
  };
  return { ...told, steps: told.steps.map(step => ({ ...step, by: officers[step.by] ?? step.by })) };
}

/** The same before the officers of the association, which owns the brand. */
function atAssociation({ change, ...told }: MarkStory): MarkStory {
  const officers: Readonly<Record<string, string>> = { reviewer: 'brand-reviewer', decider: 'brand-decider' };
  return {
    ...told,
    steps: told.steps.map(step => ({ ...step, by: officers[step.by] ?? step.by })),
    ...(change === undefined ? {} : { change: { ...change, by: 'brand-decider' } }),
  };
}
