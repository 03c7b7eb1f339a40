import type { ApplicationState } from '@pinxin/contract/schemes/words';

/** An application's row, as commands need it. */
export interface Application {
  readonly id: number;
  readonly publicId: string;
  readonly scheme: number;
  readonly edition: number;
  readonly round: number | null;
  readonly applicant: number;
  readonly division: string | null;
  readonly place: number | null;
  readonly product: number | null;
  readonly brand: number | null;
  readonly state: ApplicationState;
  readonly revision: number;
  readonly areaMu: string | null;
  readonly outputKg: string | null;
  readonly scope: string | null;
  readonly renews: string | null;
  readonly noticeFrom: Date | null;
  readonly noticeUntil: Date | null;
  readonly points: string | null;
  readonly statement: string | null;
  readonly number: string | null;
  readonly validTo: string | null;
  /** Last day on which it can still be renewed after its end, where its law gives such days. */
  readonly renewalGrace: string | null;
}

/** What a draft says beyond its columns. */
export interface Filled {
  readonly answers: ReadonlyMap<string, string>;
  readonly documents: ReadonlyMap<string, readonly { readonly digest: string; readonly name: string }[]>;
}
