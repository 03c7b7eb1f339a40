import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;

export interface LogLeafTable {
  id: Generated<number>;
  kind: string;
  at: Instant;
  issuer: string;
  record: string;
  revision: number;
  subject_tag: Buffer | null;
  commitment: Buffer;
  idx: number | null;
  previous: number | null;
  subject_number: number | null;
}

export interface LogKeyTable {
  name: string;
  public: Buffer;
  sealed: Buffer | null;
  made_at: Instant;
  destroyed_at: Instant | null;
}

export interface LogStateTable {
  key: string;
  base: number;
  closed_at: Instant | null;
  size: number;
  root: Buffer;
  checkpoint: string;
  at: Instant;
  halted: string | null;
}

export interface LogSnapshotTable {
  day: string;
  record: string;
  size: number;
  root: Buffer;
  key: Buffer | null;
  entries: Buffer | null;
}

/** The transparency log's tables (0012, 0026). */
export interface LogSchema {
  log_leaf: LogLeafTable;
  log_salt: { leaf: number; salt: Buffer };
  log_tag_key: { class: string; key: Buffer };
  log_key: LogKeyTable;
  log_next_key: { after: string; public: Buffer; sealed: Buffer; made_at: Instant };
  log_state: LogStateTable;
  log_batch: { record: string; size: number; root: Buffer };
  log_batch_range: { first_event: number; last_event: number; place: number; batch: string };
  log_snapshot: LogSnapshotTable;
}
