import type { PartyRow } from './store.ts';
import { PERSONAL_KINDS } from './words.ts';

/** What anybody may see of a party. */
export interface PublicParty {
  readonly id: string;
  readonly kind: string;
  readonly name: { readonly 'zh-CN': string; readonly en?: string };
  readonly uscc?: string;
  readonly pgln?: string;
  readonly division?: string;
  readonly phone?: string;
  readonly isDemo: boolean;
}

/**
 * A party as the public sees it: names of family farms and households masked, telephone numbers masked but those of
 * authorities and laboratories, the code of a household left out (个人信息保护法 第五十一条: only what is needed).
 */
export function publicParty(row: PartyRow): PublicParty {
  const personal = PERSONAL_KINDS.has(row.kind);
  const serves = row.kind === 'authority' || row.kind === 'laboratory';
  const name = { 'zh-CN': personal ? maskedName(row.nameZh) : row.nameZh };
  return {
    id: row.publicId,
    kind: row.kind,
    name: row.nameEn === null || personal ? name : { ...name, en: row.nameEn },
    ...(row.uscc === null || row.kind === 'household' ? {} : { uscc: row.uscc }),
    ...(row.pgln === null || personal ? {} : { pgln: row.pgln }),
    ...(row.division === null ? {} : { division: row.division }),
    ...(row.phone === null ? {} : { phone: serves ? row.phone : maskedPhone(row.phone) }),
    isDemo: row.isDemo,
  };
}

/** `王小明家庭农场` → `王**家庭农场`: a family name stays, and the words that say what it is. */
export function maskedName(name: string): string {
  const kind = /(?:家庭农场|种植户|养殖户|农户|家庭牧场|牧场|农场)(?:[（(].*)?$/.exec(name)?.[0] ?? '';
  const person = [...name.slice(0, name.length - kind.length)];
  if (person.length === 0) return `*${kind}`;
  return `${person[0]}${'*'.repeat(Math.min(2, Math.max(1, person.length - 1)))}${kind}`;
}

/** Keeps the first three and the last two digits. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 7 ? '***' : `${digits.slice(0, 3)}****${digits.slice(-2)}`;
}
