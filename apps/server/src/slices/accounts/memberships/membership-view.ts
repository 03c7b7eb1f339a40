import { isRole } from '@pinxin/contract/permissions';
import type { MembershipView } from '@pinxin/contract/session';
import type { membershipsOf } from './membership-store.ts';

type MembershipRow = Awaited<ReturnType<typeof membershipsOf>>[number];

/** A membership as it is shown; nothing for a role that this release does not know. */
export function membershipView(row: MembershipRow): readonly MembershipView[] {
  if (!isRole(row.role)) return [];
  return [
    {
      id: row.id,
      party: {
        id: row.party,
        kind: row.kind,
        name: { 'zh-CN': row.nameZh, ...(row.nameEn === null ? {} : { en: row.nameEn }) },
      },
      role: row.role,
      area: row.area,
      basis: row.basis,
      from: row.from,
      to: row.to,
    },
  ];
}

/** Whether a membership is in force on a day. */
export function isInForce({ from, to }: Pick<MembershipRow, 'from' | 'to'>, day: string): boolean {
  return from <= day && (to === null || to >= day);
}
