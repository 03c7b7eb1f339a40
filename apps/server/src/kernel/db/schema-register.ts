import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface PartyVersionTable {
  party: number;
  version: number;
  at: Instant;
  actor: string;
  cause: 'registered' | 'changed' | 'imported' | 'merged';
  kind: string;
  name_zh: string;
  name_en: string | null;
  uscc: string | null;
  uscc_exception: string | null;
  pgln: string | null;
  gs1_prefixes: string[];
  division: string | null;
  address: string | null;
  phone: string | null;
  is_demo: boolean;
  merged_into: number | null;
  reason: string | null;
}

export interface PartyRelationTable {
  id: Generated<number>;
  public_id: string;
  kind: string;
  from_party: number;
  to_party: number;
  valid_from: string;
  valid_to: string | null;
  source: string;
  recorded_at: Instant;
  recorded_by: string;
}

export interface SearchEntryTable {
  kind: string;
  ref: number;
  public_id: string;
  code: string | null;
  title_zh: string;
  title_en: string | null;
  normal: string;
  initials: string;
  grams: string;
  weight: number;
  shuffle: ColumnType<number, never, never>;
  owner: number | null;
  division: string | null;
  personal: boolean;
}

export interface PartyImportTable {
  id: Generated<number>;
  public_id: string;
  actor: string;
  ways: JSONColumnType<readonly object[]>;
  file_name: string;
  digest: Buffer;
  bytes: number;
  file: Buffer | null;
  state: 'waiting' | 'reading' | 'refused' | 'ready' | 'writing' | 'done' | 'cancelled';
  problem: JSONColumnType<object> | null;
  columns: JSONColumnType<readonly object[]>;
  rows_total: Generated<number>;
  rows_done: Generated<number>;
  created_at: Instant;
  ready_at: NullableInstant;
  finished_at: NullableInstant;
}

export interface PartyImportRowTable {
  import: number;
  line: number;
  outcome: 'new' | 'change' | 'same' | 'error';
  written: Generated<boolean>;
  kind: string | null;
  name_zh: string | null;
  name_en: string | null;
  uscc: string | null;
  uscc_exception: string | null;
  pgln: string | null;
  gs1_prefixes: string[] | null;
  division: string | null;
  address: string | null;
  phone: string | null;
  name_key: string | null;
  request_id: string | null;
  problems: JSONColumnType<readonly object[]>;
  party: number | null;
}

/** Tables of the register of parties (migration 0005). */
export interface RegisterSchema {
  party_version: PartyVersionTable;
  party_relation: PartyRelationTable;
  search_entry: SearchEntryTable;
  search_code: { code: string; kind: string; ref: number; part: number };
  party_import: PartyImportTable;
  party_import_row: PartyImportRowTable;
}
