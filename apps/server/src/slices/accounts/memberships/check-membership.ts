import { GRANTS, type Role } from '@pinxin/contract/permissions';
import { addMonths, isLocalDate } from '@pinxin/rules/local-date';
import type { Fault } from '../refusal.ts';
import { areaOf, isArea } from './area.ts';

/** What is asked for a membership, before it is judged. */
export interface MembershipWish {
  readonly role: Role;
  readonly from?: string;
  readonly to?: string;
  /** Null: the whole region. Absent: the party's own division. */
  readonly area?: string | null;
  readonly basis?: 'office' | 'delegation';
  readonly consent?: string;
}

/** A membership whose dates, area and consent hold. */
export interface CheckedMembership {
  readonly role: Role;
  readonly from: string;
  readonly to: string | null;
  readonly area: string | null;
  readonly basis: 'office' | 'delegation';
  readonly consent: string | null;
}

const DELEGABLE: readonly Role[] = ['enterpriseManager', 'enterpriseClerk'];
/** 代办 is taken up anew, not for ever. */
const LONGEST_DELEGATION_MONTHS = 36;
/** Roles that speak for the public: held at an authority, whatever an administrator clicks. */
const PUBLIC_OFFICES: readonly Role[] = ['registrar', 'reviewer', 'decider', 'inspector'];

/** Everything that is wrong with a wish, or the membership that it makes. */
export function checkMembership(
  wish: MembershipWish,
  party: { readonly kind: string; readonly division: string | null },
  today: string,
): { readonly faults: readonly Fault[]; readonly membership?: CheckedMembership } {
  const basis = wish.basis ?? 'office';
  const from = wish.from ?? today;
  const area = wish.area === undefined ? areaOf(party.division) : wish.area;
  const faults = [
    ...dateFaults(from, wish.to),
    ...(basis === 'delegation' ? delegationFaults(wish, from) : []),
    ...areaFaults(wish, area),
    ...(PUBLIC_OFFICES.includes(wish.role) && party.kind !== 'authority' && party.kind !== 'association'
      ? [{ at: '/role', code: 'officeNotHere' }]
      : []),
  ];
  if (faults.length > 0) return { faults };
  const consent = basis === 'delegation' ? (wish.consent ?? null) : null;
  return {
    faults,
    membership: { role: wish.role, from, to: wish.to ?? null, area: area ?? null, basis, consent },
  };
}

function dateFaults(from: string, to: string | undefined): readonly Fault[] {
  const wrong = [
    ...(isLocalDate(from) ? [] : [{ at: '/from', code: 'dateForm' }]),
    ...(to === undefined || isLocalDate(to) ? [] : [{ at: '/to', code: 'dateForm' }]),
  ];
  return wrong.length === 0 && to !== undefined && to < from
    ? [{ at: '/to', code: 'endsBeforeItBegins' }]
    : wrong;
}

function delegationFaults({ role, to, consent }: MembershipWish, from: string): readonly Fault[] {
  const tooLate = to !== undefined && isLocalDate(from) && to > addMonths(from, LONGEST_DELEGATION_MONTHS);
  return [
    ...(to === undefined ? [{ at: '/to', code: 'endNeeded' }] : []),
    ...(tooLate ? [{ at: '/to', code: 'endsTooLate' }] : []),
    ...((consent ?? '').trim() === '' ? [{ at: '/consent', code: 'consentNeeded' }] : []),
    ...(DELEGABLE.includes(role) ? [] : [{ at: '/role', code: 'roleNotDelegable' }]),
  ];
}

/** No division must not come to mean every division. */
function areaFaults({ role }: MembershipWish, area: string | null | undefined): readonly Fault[] {
  if (area === null) return [];
  if (area !== undefined) return isArea(area) ? [] : [{ at: '/area', code: 'areaForm' }];
  return Object.values(GRANTS[role]).includes('area') ? [{ at: '/area', code: 'areaNeeded' }] : [];
}
