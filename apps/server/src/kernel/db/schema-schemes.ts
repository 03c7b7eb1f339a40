import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** numeric as text: no floats in verdicts. */
type Decimal = ColumnType<string | null, string | number | null | undefined, string | number | null>;

interface SchemeEditionTable {
  id: Generated<number>;
  scheme: number;
  edition: number;
  effective_from: string;
  name_zh: string;
  name_en: string | null;
  procedure: string;
  outcome: string;
  subject: string;
  applicant_kinds: string[];
  acceptance_days: number;
  correction_days: number;
  decision_days: number;
  places_per_round: number | null;
  validity_months: number | null;
  renewal_unit: string | null;
  renewal_from: number | null;
  renewal_until: number | null;
  renewal_grace: number | null;
  surveillance_months: number | null;
  number_template: string | null;
  number_pattern: string | null;
  suspended_by: string[];
  closed_from: string | null;
  legal_basis: string;
  source: string;
  confirmed: boolean;
  published_at: Instant;
  published_by: string;
}

interface ApplicationTable {
  id: Generated<number>;
  public_id: string;
  client_id: string;
  scheme: number;
  edition: number;
  round: number | null;
  applicant: number;
  place: number | null;
  product: number | null;
  brand: number | null;
  state: string;
  revision: Generated<number>;
  area_mu: Decimal;
  output_kg: Decimal;
  scope: string | null;
  renews: string | null;
  created_at: Instant;
  submitted_at: NullableInstant;
  state_since: Instant;
  due_on: string | null;
  due_confirmed: boolean | null;
  notice_from: NullableInstant;
  notice_until: NullableInstant;
  points: Decimal;
  rank: number | null;
  statement: string | null;
  number: string | null;
  valid_from: string | null;
  valid_to: string | null;
  surveillance_due: string | null;
  renewal_from: string | null;
  renewal_until: string | null;
  renewal_grace: string | null;
}

interface RenewalReminderTable {
  application: number;
  kind: string;
  told_at: Instant;
}

interface ApplicationStepTable {
  application: number;
  seq: number;
  at: Instant;
  action: string;
  from_state: string;
  to_state: string;
  revision: number;
  actor: string;
  account: number | null;
  party: number | null;
  opinion: string | null;
  due_on: string | null;
  due_confirmed: boolean | null;
}

interface NoticeObjectionTable {
  id: Generated<number>;
  public_id: string;
  application: number;
  client_id: string;
  at: Instant;
  text: string;
  name: string | null;
  contact: string | null;
  state: Generated<string>;
  answer: string | null;
  answered_at: NullableInstant;
  answered_by: string | null;
}

interface BrandQuotaTable {
  id: Generated<number>;
  public_id: string;
  scheme: number;
  party: number;
  season: string;
  season_from: string;
  season_to: string;
  area_mu: string;
  yield_kg_per_mu: string;
  bound_g: Generated<number>;
  allotted_g: Generated<number>;
  legal_basis: string;
  created_at: Instant;
  created_by: string;
}

/** Tables of the slice `schemes`. */
export interface SchemesSchema {
  scheme: { id: Generated<number>; code: string; owner: number; brand: number | null; created_at: Instant };
  scheme_body: { scheme: number; party: number };
  scheme_edition: SchemeEditionTable;
  scheme_step: { edition: number; seq: number; step: string; working_days: number };
  scheme_criterion: {
    edition: number;
    seq: number;
    code: string;
    text_zh: string;
    text_en: string | null;
    points: number | null;
    legal_basis: string | null;
  };
  scheme_document: {
    edition: number;
    seq: number;
    code: string;
    name_zh: string;
    name_en: string | null;
    required: boolean;
  };
  scheme_round: {
    id: Generated<number>;
    public_id: string;
    scheme: number;
    code: string;
    opens_on: string;
    closes_on: string;
    places: number | null;
    ranked_at: NullableInstant;
  };
  scheme_counter: { scheme: number; prefix: string; last: number };
  application: ApplicationTable;
  application_answer: { application: number; criterion: string; answer: string };
  application_document: { application: number; document: string; digest: string; name: string };
  application_step: ApplicationStepTable;
  renewal_reminder: RenewalReminderTable;
  application_expert: {
    application: number;
    account: number;
    assigned_at: Instant;
    assigned_by: string;
    conflict: boolean | null;
    conflict_reason: string | null;
    declared_at: NullableInstant;
    submitted_at: NullableInstant;
  };
  expert_score: {
    application: number;
    account: number;
    criterion: string;
    points: string;
    comment: string | null;
  };
  notice_objection: NoticeObjectionTable;
  surveillance_visit: {
    application: number;
    client_id: string;
    at: Instant;
    visited_on: string;
    result: string;
    opinion: string;
    actor: string;
  };
  brand_quota: BrandQuotaTable;
  label_allotment: {
    id: Generated<number>;
    public_id: string;
    quota: number;
    client_id: string;
    labels: number;
    grams_each: number;
    product: number;
    at: Instant;
    actor: string;
    first_label: number;
  };
  brand_alarm: {
    id: Generated<number>;
    public_id: string;
    quota: number;
    raised_at: Instant;
    harvested_g: number;
    sold_g: number;
    excess_g: number;
    closed_at: NullableInstant;
    closed_by: string | null;
    answer: string | null;
  };
  brand_alarm_lot: {
    alarm: number;
    lot: number;
    reason: string;
    out_g: number;
    harvest_g: number;
    short_g: number;
  };
}
