/** 演示账户: an invented person at one of the demo's parties. */
export interface DemoAccountSeed {
  /** Names the account for ever; its login is `demo-{key}`. */
  readonly key: string;
  readonly role:
    | 'administrator'
    | 'registrar'
    | 'reviewer'
    | 'decider'
    | 'inspector'
    | 'expert'
    | 'laboratorySignatory'
    | 'enterpriseManager'
    | 'enterpriseClerk'
    | 'programmeOfficer'
    | 'auditor';
  readonly nameZh: string;
  readonly nameEn: string;
  /** The demo's party of that kind that was registered as the n-th, from 0. */
  readonly at: { readonly kind: string; readonly nth: number };
  /** 代办: how the party agreed; an office when absent. */
  readonly consent?: string;
}

const MARKET_REGULATION = { kind: 'authority', nth: 0 } as const;
const AGRICULTURE = { kind: 'authority', nth: 1 } as const;
const COMMERCE = { kind: 'authority', nth: 3 } as const;
const CULTURE = { kind: 'authority', nth: 4 } as const;
/** Owns the regional brand of wolfberries. */
const ASSOCIATION = { kind: 'association', nth: 0 } as const;

/** One account for each role at least; two who decide, and one who acts for a household. */
export const demoAccounts: readonly DemoAccountSeed[] = [
  seed('administrator', 'administrator', '演示系统管理员', 'Demo Administrator', MARKET_REGULATION),
  seed('registrar', 'registrar', '演示登记员', 'Demo Registrar', MARKET_REGULATION),
  seed('reviewer', 'reviewer', '演示审查员', 'Demo Reviewer', AGRICULTURE),
  seed('decider', 'decider', '演示审批人', 'Demo Decider', AGRICULTURE),
  seed('second-decider', 'decider', '演示复核审批人', 'Demo Second Decider', AGRICULTURE),
  seed('market-reviewer', 'reviewer', '演示市场监管审查员', 'Demo Market Reviewer', MARKET_REGULATION),
  seed('market-decider', 'decider', '演示市场监管审批人', 'Demo Market Decider', MARKET_REGULATION),
  seed('culture-decider', 'decider', '演示文旅审批人', 'Demo Culture Decider', CULTURE),
  seed('commerce-decider', 'decider', '演示商务审批人', 'Demo Commerce Decider', COMMERCE),
  seed('brand-reviewer', 'reviewer', '演示品牌审查员', 'Demo Brand Reviewer', ASSOCIATION),
  seed('brand-decider', 'decider', '演示品牌审批人', 'Demo Brand Decider', ASSOCIATION),
  seed('inspector', 'inspector', '演示监督检查员', 'Demo Inspector', MARKET_REGULATION),
  seed('expert', 'expert', '演示评审专家', 'Demo Expert', AGRICULTURE),
  seed('laboratory', 'laboratorySignatory', '演示授权签字人', 'Demo Signatory', {
    kind: 'laboratory',
    nth: 0,
  }),
  seed('manager', 'enterpriseManager', '演示合作社负责人', 'Demo Co-op Manager', {
    kind: 'cooperative',
    nth: 0,
  }),
  seed('clerk', 'enterpriseClerk', '演示合作社办事员', 'Demo Co-op Clerk', { kind: 'cooperative', nth: 0 }),
  seed('factory', 'enterpriseManager', '演示企业负责人', 'Demo Factory Manager', {
    kind: 'enterprise',
    nth: 0,
  }),
  {
    ...seed('delegate', 'enterpriseClerk', '演示代办员', 'Demo Delegate', { kind: 'household', nth: 0 }),
    consent: '演示：种植户口头委托，村委会在场',
  },
  seed('programme', 'programmeOfficer', '演示规划办工作人员', 'Demo Programme Officer', MARKET_REGULATION),
  seed('auditor', 'auditor', '演示审计员', 'Demo Auditor', MARKET_REGULATION),
];

function seed(
  key: string,
  role: DemoAccountSeed['role'],
  nameZh: string,
  nameEn: string,
  at: DemoAccountSeed['at'],
): DemoAccountSeed {
  return { key, role, nameZh, nameEn, at };
}
