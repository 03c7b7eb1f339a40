import type { PartyKind } from '@pinxin/contract/parties';

/** 主体信息: what the register says of a party. A change of any of these makes a new version. */
export interface PartyFacts {
  readonly kind: PartyKind;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly uscc: string | null;
  /** Why a code is kept whose check character does not fit. */
  readonly usccException: string | null;
  readonly pgln: string | null;
  readonly gs1Prefixes: readonly string[];
  readonly division: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly demo: boolean;
}

/** A party as stored. */
export interface StoredParty extends PartyFacts {
  readonly id: number;
  readonly publicId: string;
  readonly version: number;
  readonly mergedInto: number | null;
}

const FIELDS = [
  'kind',
  'nameZh',
  'nameEn',
  'uscc',
  'usccException',
  'pgln',
  'gs1Prefixes',
  'division',
  'address',
  'phone',
  'demo',
] as const satisfies readonly (keyof PartyFacts)[];

/** The facts of a party, whatever they are read from. */
type Told = Readonly<Record<keyof PartyFacts, unknown>>;

/** The fields in which two states of a party differ. */
export function changedFields(before: Told, after: Told): readonly (keyof PartyFacts)[] {
  return FIELDS.filter(field => String(before[field]) !== String(after[field]));
}
