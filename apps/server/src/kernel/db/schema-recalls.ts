import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface RecallTable {
  id: Generated<number>;
  public_id: string;
  party: number;
  client_id: string;
  state: 'draft' | 'published' | 'ended' | 'withdrawn';
  question: JSONColumnType<Record<string, unknown>>;
  hazard: 'first' | 'second' | 'third';
  reason_zh: string;
  reason_en: string | null;
  advice_zh: string;
  advice_en: string | null;
  contact_zh: string;
  contact_en: string | null;
  phone: string;
  legal_basis: string;
  drafted_at: Instant;
  drafted_by: string;
  published_at: NullableInstant;
  published_by: string | null;
  closed_at: NullableInstant;
  closed_by: string | null;
  closing_zh: string | null;
  closing_en: string | null;
  watermark: number | null;
  lots: Generated<number>;
  carriers: Generated<number>;
  notified_at: NullableInstant;
}

/** Tables of published recalls. */
export interface RecallSchema {
  recall: RecallTable;
  recall_lot: { recall: number; lot: number; part: number };
  recall_product: { recall: number; gtin: string; lots: number };
  recall_notice: {
    recall: number;
    party: number;
    lots: number;
    told_at: Instant;
    acknowledged_at: NullableInstant;
    acknowledged_by: string | null;
    acknowledged_lots: number | null;
  };
  recall_notice_amount: { recall: number; party: number; unit: string; quantity: string };
}
