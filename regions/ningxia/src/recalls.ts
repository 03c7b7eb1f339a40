/** 召回 of the demo: what is told of it. Which lots it takes back is found among those that were harvested. */
export interface DemoRecall {
  /** Names it for ever: sent again it is the same recall. */
  readonly key: string;
  readonly hazard: 'first' | 'second' | 'third';
  readonly reason: { readonly 'zh-CN': string; readonly en: string };
  readonly advice: { readonly 'zh-CN': string; readonly en: string };
  readonly contact: { readonly 'zh-CN': string; readonly en: string };
  readonly phone: string;
  readonly legalBasis: 'foodSafety63';
  /** Why it ended, where it has. */
  readonly ended?: { readonly 'zh-CN': string; readonly en: string };
}

const WHO = {
  contact: { 'zh-CN': '演示自治区市场监督管理部门', en: 'Demo market regulation of the region' },
  phone: '0951-0000000',
  legalBasis: 'foodSafety63',
} as const;

/** One that is in force, and one that is over. */
export const demoRecalls: readonly DemoRecall[] = [
  {
    ...{ key: 'carp-1', hazard: 'second', ...WHO },
    reason: {
      'zh-CN': '（演示）抽检发现恩诺沙星残留超过限量',
      en: '(Demo) A sample held more enrofloxacin than the limit allows',
    },
    advice: {
      'zh-CN': '不要食用，退回购买处，可全额退款。',
      en: 'Do not eat it; return it where you bought it for a full refund.',
    },
  },
  {
    ...{ key: 'carp-2', hazard: 'third', ...WHO },
    reason: {
      'zh-CN': '（演示）标签上的产地写错',
      en: '(Demo) The origin on the label was wrong',
    },
    advice: { 'zh-CN': '可以食用；想退货的请到购买处。', en: 'It is safe to eat; it may be returned.' },
    ended: {
      'zh-CN': '（演示）货已下架，标签已更正',
      en: '(Demo) Off the shelves; the labels were put right',
    },
  },
];
