import { nameLikeness } from './party-name.ts';

/** What is compared of two parties. */
export interface ComparedParty {
  readonly nameZh: string;
  readonly kind: string;
  readonly uscc: string | null;
  readonly division: string | null;
  readonly phone: string | null;
}

/** One reason to take two parties for the same, or not to. */
export type LikenessReason =
  | 'sameOrganisationCode'
  | 'sameName'
  | 'similarName'
  | 'samePhone'
  | 'sameDivision'
  | 'differentOrganisationCode'
  | 'differentDivision'
  | 'differentKind';

/** How likely two parties are the same: 0 to 100, and why. */
export interface PartyLikeness {
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
}

/**
 * Whether two parties may be the same, from their facts alone. A person decides; this only orders the list.
 * The organisation code (places 9 to 17 of the 统一社会信用代码, GB 32100-2015) stays when a party is registered
 * anew elsewhere, so the same one weighs most, and different ones weigh against. Symmetric.
 */
export function partyLikeness(one: ComparedParty, other: ComparedParty): PartyLikeness {
  const reasons: LikenessReason[] = [];
  const likeness = nameLikeness(one.nameZh, other.nameZh);
  let score = 60 * likeness;
  if (likeness === 1) reasons.push('sameName');
  else if (likeness >= 0.5) reasons.push('similarName');
  const codes = [organisationCode(one), organisationCode(other)];
  if (codes[0] !== undefined && codes[1] !== undefined) {
    const same = codes[0] === codes[1];
    score += same ? 50 : -25;
    reasons.push(same ? 'sameOrganisationCode' : 'differentOrganisationCode');
  }
  if (one.phone !== null && other.phone !== null && digits(one.phone) === digits(other.phone)) {
    score += 15;
    reasons.push('samePhone');
  }
  if (one.division !== null && other.division !== null) {
    const near = one.division.slice(0, 4) === other.division.slice(0, 4);
    score += near ? 15 : -10;
    reasons.push(near ? 'sameDivision' : 'differentDivision');
  }
  if (one.kind !== other.kind) {
    score -= 10;
    reasons.push('differentKind');
  }
  return { score: Math.max(0, Math.min(100, Math.round(score))), reasons };
}

function organisationCode({ uscc }: ComparedParty): string | undefined {
  return uscc !== null && uscc.length === 18 ? uscc.slice(8, 17) : undefined;
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
