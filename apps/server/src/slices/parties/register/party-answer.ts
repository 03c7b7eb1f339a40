import type { LocalText } from '@pinxin/contract/scan';
import { changedFields } from './party-facts.ts';
import type { ListedParty, PartyVersion } from './party-views.ts';

/** A party as staff and its own people see it. */
export interface PartyAnswer {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly name: LocalText;
  readonly uscc: string | null;
  readonly usccException: string | null;
  readonly pgln: string | null;
  readonly gs1Prefixes: readonly string[];
  readonly division: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly demo: boolean;
  readonly createdAt: string;
  /** The party that was kept, where this one was merged. */
  readonly mergedInto: string | null;
}

/** A stored party for an answer. */
export function partyAnswer(row: ListedParty): PartyAnswer {
  return {
    id: row.publicId,
    version: row.version,
    kind: row.kind,
    name: { 'zh-CN': row.nameZh, ...(row.nameEn === null ? {} : { en: row.nameEn }) },
    uscc: row.uscc,
    usccException: row.usccException,
    pgln: row.pgln,
    gs1Prefixes: row.gs1Prefixes,
    division: row.division,
    address: row.address,
    phone: row.phone,
    demo: row.demo,
    createdAt: row.createdAt.toISOString(),
    mergedInto: row.mergedIntoId,
  };
}

/** A party's history: each state with what changed in it against the one before. */
export function historyAnswer(versions: readonly PartyVersion[]): readonly object[] {
  return versions.map(({ mergedIntoId, at, ...version }, index) => {
    const before = versions[index - 1];
    const changed = before === undefined ? [] : changedFields(before, version);
    return { ...version, at: at.toISOString(), mergedInto: mergedIntoId, changed };
  });
}
