/** A signing key as everybody may see it. */
export interface SigningKeyRow {
  readonly id: string;
  readonly name: string;
  readonly kind: 'P-256' | 'Ed25519' | 'SM2';
  readonly state: 'active' | 'retired' | 'lost';
  readonly activeFrom: string;
  readonly endedAt: string | null;
  /** How its issuer writes the status of what it signs. */
  readonly statusProfile: 'w3c' | 'untp-strict';
}

/** What somebody proposed to do to a key of their party. */
export interface KeyProposal {
  readonly id: string;
  readonly act: 'create' | 'rotate' | 'retire' | 'lose' | 'w3cStatus' | 'strictStatus';
  readonly kind: SigningKeyRow['kind'] | null;
  readonly reason: string;
  readonly proposedByName: string | null;
  readonly expiresAt: string;
  readonly mayConfirm: boolean;
}

/** 密钥仪式: one thing that two persons may do to a key. */
export interface Ceremony {
  readonly name: KeyProposal['act'] | 'createSm2' | 'retireSm2';
  readonly act: KeyProposal['act'];
  readonly kind?: 'SM2';
  /** Whether who proposes it says what the new key shall be. */
  readonly asksKind?: true;
  /** What cannot be taken back, or stops all signing. */
  readonly isGrave: boolean;
}

const CREATE: Ceremony = { name: 'create', act: 'create', asksKind: true, isGrave: false };
const ROTATE: Ceremony = { name: 'rotate', act: 'rotate', asksKind: true, isGrave: false };
const RETIRE: Ceremony = { name: 'retire', act: 'retire', isGrave: true };
const LOSE: Ceremony = { name: 'lose', act: 'lose', isGrave: true };
const CREATE_SM2: Ceremony = { name: 'createSm2', act: 'create', kind: 'SM2', isGrave: false };
const RETIRE_SM2: Ceremony = { name: 'retireSm2', act: 'retire', kind: 'SM2', isGrave: true };

const STRICT: Ceremony = { name: 'strictStatus', act: 'strictStatus', isGrave: false };
const W3C: Ceremony = { name: 'w3cStatus', act: 'w3cStatus', isGrave: false };

/** What can be done now: with a key in use all but making one; SM2 beside it only where there is one. */
export function ceremoniesFor(keys: readonly SigningKeyRow[]): readonly Ceremony[] {
  const isActive = (isSm2: boolean) =>
    keys.some(({ kind, state }) => state === 'active' && (kind === 'SM2') === isSm2);
  if (!isActive(false)) return [CREATE];
  const isStrict = keys.some(({ statusProfile }) => statusProfile === 'untp-strict');
  return [ROTATE, isActive(true) ? RETIRE_SM2 : CREATE_SM2, isStrict ? W3C : STRICT, RETIRE, LOSE];
}

/** Which of them a proposal is. */
export function ceremonyOf({ act, kind }: Pick<KeyProposal, 'act' | 'kind'>): Ceremony {
  const all = [CREATE, ROTATE, RETIRE, LOSE, CREATE_SM2, RETIRE_SM2, STRICT, W3C];
  const wanted = kind === 'SM2' ? 'SM2' : undefined;
  return all.find(each => each.act === act && each.kind === wanted) ?? { ...ROTATE, act };
}
