import type { SupervisionAction } from '@pinxin/contract/programme';

/** Somebody's step at a supervision item of the demo. */
export interface SupervisionStepSeed {
  readonly by: 'programme' | 'market-decider' | 'decider' | 'commerce-decider' | 'culture-decider';
  readonly action: SupervisionAction;
  readonly text?: string;
}

/** 督办事项 of the demo: days count from the day on which it is loaded. */
export interface SupervisionSeed {
  readonly key: string;
  readonly task: string;
  /** Party of the region by key. */
  readonly party: string;
  readonly subject: string;
  readonly signIn: number;
  readonly dueIn: number;
  readonly steps: readonly SupervisionStepSeed[];
}

/** On which document all of them rest; a made-up one. */
export const SUPERVISION_BASIS = '演示：自治区质量强区领导小组督办单';

/** One of each kind that a desk sees: late to be signed for, on its way, waiting for the check, sent back, closed. */
export const demoSupervisions: readonly SupervisionSeed[] = [
  {
    ...{ key: 'culture', task: '4.2.3', party: 'authority-5', signIn: -2, dueIn: 25, steps: [] },
    subject: '演示：报送服务业品牌培育名录',
  },
  {
    ...{ key: 'commerce', task: '4.3.2', party: 'authority-4', signIn: 3, dueIn: 6 },
    subject: '演示：核实展销会参展企业商标使用情况',
    steps: [{ by: 'commerce-decider', action: 'acknowledge' }],
  },
  {
    ...{ key: 'farming', task: '4.2.1', party: 'authority-2', signIn: 1, dueIn: 15 },
    subject: '演示：督促到期绿色食品证书续展',
    steps: [
      { by: 'decider', action: 'acknowledge' },
      { by: 'decider', action: 'report', text: '演示：到期证书已逐户通知，均在办理续展' },
    ],
  },
  {
    ...{ key: 'returned', task: '4.3.1', party: 'authority-1', signIn: 1, dueIn: 10 },
    subject: '演示：查处冒用地理标志线索一批',
    steps: [
      { by: 'market-decider', action: 'acknowledge' },
      { by: 'market-decider', action: 'report', text: '演示：线索已转属地核查' },
      { by: 'programme', action: 'return', text: '演示：请补充每条线索的核查结果' },
    ],
  },
  {
    ...{ key: 'closed', task: '4.1.1', party: 'authority-1', signIn: 1, dueIn: 12 },
    subject: '演示：公开企业标准自我声明目录',
    steps: [
      { by: 'market-decider', action: 'acknowledge' },
      { by: 'market-decider', action: 'report', text: '演示：目录已在公开平台发布' },
      { by: 'programme', action: 'verify', text: '演示：目录可查，内容完整' },
      { by: 'programme', action: 'close' },
    ],
  },
];
