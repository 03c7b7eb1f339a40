import type { Role } from '@pinxin/contract/permissions';
import type { DemoAccountView } from '@pinxin/contract/session';
import { addDays, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { accountByLogin, insertAccount, isDemoInstance } from '../account/account-store.ts';
import { areaOf } from '../memberships/area.ts';
import { insertMembership, membershipsOf } from '../memberships/membership-store.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { openSession } from '../sessions/open-session.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { demoPartiesOf } from './demo-store.ts';

/** An account that the region offers in its demo. */
export interface DemoAccount {
  readonly key: string;
  readonly role: Role;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly at: { readonly kind: string; readonly nth: number };
  readonly consent?: string;
}

const DELEGATION_DAYS = 365;

/** The demo accounts whose party is there; undefined where the instance is no demo. */
export async function listDemoAccounts(
  ctx: Context,
  seeds: readonly DemoAccount[],
): Promise<readonly DemoAccountView[] | undefined> {
  if (!(await isDemoInstance(ctx.database))) return undefined;
  const parties = await demoPartiesOf(ctx.database, [...new Set(seeds.map(({ at }) => at.kind))]);
  return seeds.flatMap(({ key, role, nameZh, nameEn, at, consent }): DemoAccountView[] => {
    const party = parties.get(at.kind)?.[at.nth];
    if (party === undefined) return [];
    return [
      {
        key,
        role,
        name: { 'zh-CN': nameZh, en: nameEn },
        at: { 'zh-CN': party.nameZh, ...(party.nameEn === null ? {} : { en: party.nameEn }) },
        basis: consent === undefined ? 'office' : 'delegation',
      },
    ];
  });
}

/**
 * Signs in as one of the demo's people, without any proof, as if with a second factor: in the demo only, as its
 * sign-in page says. The account is made when it is first used. Elsewhere there is nothing here.
 */
export async function signInToDemo(
  ctx: Context,
  seeds: readonly DemoAccount[],
  key: string,
  device: string,
): Promise<Result<OpenedSession>> {
  const seed = seeds.find(known => known.key === key);
  if (seed === undefined || !(await isDemoInstance(ctx.database))) return refuse('demoOnly');
  const party = (await demoPartiesOf(ctx.database, [seed.at.kind])).get(seed.at.kind)?.[seed.at.nth];
  if (party === undefined) return refuse('demoOnly');
  return await inTransaction(ctx, async tx => {
    const account = await demoAccountOf(ctx, tx, seed, party);
    if (account.disabledAt !== null) return refuse('demoOnly');
    const wish = { stage: 'open', assurance: 'secondFactor', device, by: 'demo' } as const;
    return done(await openSession(ctx, tx, { account: account.id, publicId: account.publicId }, wish));
  });
}

async function demoAccountOf(
  ctx: Context,
  tx: Tx,
  seed: DemoAccount,
  party: { readonly id: number; readonly publicId: string; readonly division: string | null },
) {
  const login = `demo-${seed.key}`;
  const publicId = ctx.newId('acc');
  await insertAccount(tx, { publicId, login, name: seed.nameZh, passwordHash: null, isDemo: true });
  const account = await accountByLogin(tx, login);
  // Somebody may have taken the login before the instance became a demo: then it is theirs.
  if (account === undefined || !account.isDemo) throw new Error(`${login} is not an account of the demo`);
  if ((await membershipsOf(tx, [account.id])).length > 0) return account;
  const today = localDateOf(tx.at);
  const delegated = seed.consent !== undefined;
  const membership = {
    publicId: ctx.newId('mbr'),
    account: account.id,
    party: party.id,
    role: seed.role,
    area: areaOf(party.division) ?? null,
    basis: delegated ? 'delegation' : 'office',
    consent: seed.consent ?? null,
    from: today,
    to: delegated ? addDays(today, DELEGATION_DAYS) : null,
    grantedBy: 'demo',
  } as const;
  await insertMembership(tx, membership, today);
  tx.journal({
    actor: 'demo',
    kind: 'demo-account-made',
    facts: {
      account: account.publicId,
      membership: membership.publicId,
      party: party.publicId,
      role: seed.role,
    },
  });
  return account;
}
