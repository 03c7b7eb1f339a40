import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { grantMandate } from './grant-mandate.ts';
import type { MandateGrant } from './mandate.ts';

type LawMandate = Omit<MandateGrant, 'actor' | 'holder' | 'request'> & {
  readonly id: string;
  readonly holders: readonly string[];
};

/** Kinds of parties that grow or make things and answer for them. */
const PRODUCERS = ['enterprise', 'cooperative', 'familyFarm', 'household'];

/**
 * What the law itself lets all parties of a kind say about themselves: mandates like any other, with source and
 * dates. A law that changes is a new row with a new id, and an end for the old one.
 */
export const MANDATES_BY_LAW: readonly LawMandate[] = [
  {
    id: 'commitment-2023',
    holders: [...PRODUCERS, 'individualBusiness'],
    kind: 'complianceCommitment',
    about: 'itself',
    validFrom: '2023-01-01',
    legalBasis: '《中华人民共和国农产品质量安全法》（2022年修订）第三十九条',
    source: 'https://flk.npc.gov.cn',
  },
  {
    id: 'standard-declaration-2018',
    holders: ['enterprise', 'cooperative', 'individualBusiness'],
    kind: 'declaration',
    about: 'itself',
    validFrom: '2018-01-01',
    legalBasis: '《中华人民共和国标准化法》（2017年修订）第二十七条',
    source: 'https://flk.npc.gov.cn',
  },
  {
    id: 'own-declaration-2018',
    holders: ['familyFarm', 'household'],
    kind: 'declaration',
    about: 'itself',
    validFrom: '2018-01-01',
    legalBasis: '《中华人民共和国标准化法》（2017年修订）第二十七条',
    source: 'https://flk.npc.gov.cn',
  },
];

/** Brings the mandates that the law gives into the register; safe to repeat at every start. */
export async function recordMandatesByLaw(ctx: Context): Promise<void> {
  await inTransaction(ctx, async tx => {
    for (const { id, holders, ...grant } of MANDATES_BY_LAW) {
      for (const kind of holders) {
        const request = `law:${id}:${kind}`;
        const granted = await grantMandate(ctx, tx, { ...grant, actor: 'system', holder: { kind }, request });
        if (!granted.ok) throw new Error(`mandate by law ${id}: ${JSON.stringify(granted.problems)}`);
      }
    }
  });
}
