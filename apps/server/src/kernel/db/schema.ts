import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AccountsSchema } from './schema-accounts.ts';
import type { CredentialsSchema } from './schema-credentials.ts';
import type { LogSchema } from './schema-log.ts';
import type { RecallSchema } from './schema-recalls.ts';
import type { RegisterSchema } from './schema-register.ts';
import type { SchemesSchema } from './schema-schemes.ts';
import type { StatementsSchema } from './schema-statements.ts';

/** bigint columns come back as text from the driver; the kernel's type parsers turn them into safe numbers. */
type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Json<T extends object> = JSONColumnType<T>;

export interface JournalTable {
  seq: number;
  at: Instant;
  actor: string;
  kind: string;
  facts: Json<Record<string, unknown>>;
}

export interface PartyTable {
  id: Generated<number>;
  public_id: string;
  kind: string;
  name_zh: string;
  name_en: string | null;
  uscc: string | null;
  pgln: string | null;
  gs1_prefixes: string[];
  division: string | null;
  phone: string | null;
  is_demo: boolean;
  created_at: Instant;
  uscc_exception: string | null;
  address: string | null;
  version: Generated<number>;
  merged_into: number | null;
  request_id: string | null;
  name_key: Generated<string>;
  organisation_code: ColumnType<string | null, never, never>;
}

export interface PlaceTable {
  id: number;
  party: number | null;
  kind: string;
  name_zh: string;
  name_en: string | null;
  division: string | null;
  parent: number | null;
  is_demo: boolean;
  /** Decimal text, in mu (亩). */
  area_mu: string | null;
  created_at: NullableInstant;
  /** Rises with every change of its facts (migration 0014). */
  version: Generated<number>;
}

export interface ProductTable {
  id: Generated<number>;
  public_id: string;
  gtin: string;
  party: number | null;
  kind: string;
  name_zh: string;
  name_en: string | null;
  brand_zh: string | null;
  brand_en: string | null;
  category: string | null;
  net_content: string | null;
  is_demo: boolean;
  created_at: Instant;
}

export interface ApiKeyTable {
  id: Generated<number>;
  public_id: string;
  party: number;
  secret_digest: Buffer;
  scopes: string[];
  label: string;
  created_at: Instant;
  revoked_at: NullableInstant;
}

export interface EventTable {
  id: number;
  event_time: Instant;
  record_time: Instant;
  offset_minutes: number;
  type: number;
  action: number;
  party: number;
  biz_step: number | null;
  disposition: number | null;
  read_point: number | null;
  biz_location: number | null;
  declared_at: NullableInstant;
  hash: Buffer;
  event_id: string | null;
  context: Buffer | null;
  doc: Buffer;
}

export interface CaptureJobTable {
  id: string;
  party: number;
  created_at: Instant;
  finished_at: NullableInstant;
  behaviour: 'rollback' | 'proceed';
  state: 'queued' | 'running' | 'done' | 'failed';
  total: Generated<number>;
  done: Generated<number>;
  stored: Generated<number>;
  repeated: Generated<number>;
  errors: Json<readonly unknown[]>;
  body: Buffer | null;
}

/** Every table, as the query builder sees it. Constraints live in `migrations/`. */
export interface Schema
  extends AccountsSchema,
    LogSchema,
    RegisterSchema,
    StatementsSchema,
    RecallSchema,
    SchemesSchema,
    CredentialsSchema {
  journal_head: { single: boolean; seq: number };
  journal: JournalTable;
  reaction_cursor: { name: string; seq: number };
  instance: { name: string; value: Json<Record<string, unknown>> };
  party: PartyTable;
  term: { id: Generated<number>; uri: string };
  place: PlaceTable;
  product: ProductTable;
  api_key: ApiKeyTable;
  lot: { id: Generated<number>; uri: string; kind: number };
  event: EventTable;
  event_lot: { event: number; lot: number; role: number; uom: number | null; quantity: string | null };
  event_link: { event: number; kind: number; type: number | null; value: number };
  event_field: {
    event: number;
    place: number;
    name: number;
    uom: number | null;
    text: string | null;
    number: string | null;
    at: NullableInstant;
  };
  vocabulary_element: {
    element: number;
    type: number;
    party: number;
    own: boolean;
    told_at: Instant;
    digest: Buffer;
  };
  vocabulary_attribute: {
    element: number;
    type: number;
    party: number;
    name: number;
    place: number;
    own: boolean;
    text: string | null;
    value: unknown;
  };
  vocabulary_child: { parent: number; child: number; type: number; party: number; own: boolean };
  event_word: { kind: number; word: number; party: number };
  event_field_backlog: { one: Generated<boolean>; before: number };
  party_lot: { party: number; lot: number };
  event_teller: { event: number; party: number; at: Instant };
  event_void: { event: number; declared_by: number; declared_at: Instant };
  capture_job: CaptureJobTable;
  scan_count: { lot: number; day: string; division: string; scans: number };
  scan_first: { lot: number; at: Instant; division: string };
}
