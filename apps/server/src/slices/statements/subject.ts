/** 对象: what a statement is about; exactly one of these. Numbers of rows; `lot` also stands for a single item. */
export type Subject =
  | { readonly party: number }
  | { readonly place: number }
  | { readonly product: number }
  | { readonly brand: number }
  | { readonly lot: number };

/** The columns of the envelope in which each kind of subject is written. */
export const SUBJECT_COLUMNS = {
  party: 'party_id',
  place: 'place_id',
  product: 'product_id',
  brand: 'brand_id',
  lot: 'lot_id',
} as const;

/** What sort of thing a subject is. */
export type SubjectKind = keyof typeof SUBJECT_COLUMNS;

/** Kind and number of a subject. */
export function subjectParts(subject: Subject): { readonly kind: SubjectKind; readonly id: number } {
  const [kind, id] = Object.entries(subject)[0] as [SubjectKind, number];
  return { kind, id };
}

/** Whose matter a subject is, and where. */
export interface SubjectFacts {
  readonly party: number | null;
  readonly division: string | null;
}
