import type {
  LocalText,
  LotFact,
  PartyFact,
  Picture,
  PlaceFact,
  Quantity,
  StatedBy,
  StepKind,
} from './scan.ts';

/** One thing that this lot was made from, or that was made from it, or that it travelled in. */
export interface LineageRow {
  readonly direction: 'back' | 'forward';
  /** Steps away from the lot asked about; the nearest are 1. */
  readonly depth: number;
  readonly relation: 'made' | 'contains' | 'member';
  readonly from: LotFact;
  readonly to: LotFact;
  /** Of `from` that went in. */
  readonly quantity?: Quantity;
  readonly by?: PartyFact;
  readonly place?: PlaceFact;
  readonly at: string;
  readonly event: string;
}

/** 装在哪里: a container that the lot is or was in, itself or within another. */
export interface ContainedRow {
  readonly container: LotFact;
  /** What stood in that container with the lot inside; absent where the lot was put in itself. */
  readonly within?: LotFact;
  readonly from: string;
  /** Absent while it is still inside. */
  readonly to?: string;
  /** The record that says it went in, and the one that says it came out. */
  readonly event: string;
  readonly endedBy?: string;
}

/** 来龙去脉: who made what from what, both ways, bounded. */
export interface LineagePage {
  readonly lot: LotFact;
  readonly depth: number;
  readonly direction: 'back' | 'forward' | 'both';
  readonly picture: Picture;
  readonly rows: readonly LineageRow[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly truncated: boolean;
  /** The latest first, and how many there are. */
  readonly containers: { readonly rows: readonly ContainedRow[]; readonly total: number };
  readonly isDemo: boolean;
}

/** One event as the public may see it. */
export interface EventRow {
  readonly hash: string;
  readonly kind: StepKind;
  readonly at: string;
  readonly recordedAt: string;
  readonly by?: PartyFact;
  readonly place?: PlaceFact;
  readonly statedBy: StatedBy;
  readonly quantity?: Quantity;
  /** Declared wrong by the party that told it: it stays readable and counts no more. */
  readonly isVoid: boolean;
}

export interface EventListPage {
  readonly lot: LotFact;
  readonly rows: readonly EventRow[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly isDemo: boolean;
}

/** A lot's part in an event. */
export interface EventPart {
  readonly part: 'input' | 'output' | 'process' | 'parent' | 'child' | 'seen' | 'class';
  readonly lot: LotFact;
  readonly quantity?: Quantity;
}

/** 更正: why a record counts no more (EPCIS 2.0 errorDeclaration). */
export interface ErrorFact {
  /** When it was declared wrong, with offset. */
  readonly at: string;
  /** `didNotOccur`, `incorrectData`, or the reason as the declaration gives it. */
  readonly reason?: string;
  /** Digest of the record that declares it wrong; absent on that record's own page. */
  readonly declaration?: string;
  /** On the declaration's own page: digest of the record that it declares wrong. */
  readonly wrong?: string;
  /** What takes its place; without digest what has not been told here. */
  readonly corrected: readonly { readonly id: string; readonly hash?: string }[];
}

/** 追溯事件: what an event says, without what is nobody's business. */
export interface EventPage extends EventRow {
  readonly type: string;
  readonly action?: string;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly readPoint?: PlaceFact;
  readonly parts: readonly EventPart[];
  readonly partsTruncated: boolean;
  readonly transactions: readonly string[];
  readonly certificates: readonly string[];
  /** `ni:///sha-256;…?ver=CBV2.0`. */
  readonly eventHash: string;
  /** Why it counts no more; there is one when `isVoid`. */
  readonly error?: ErrorFact;
  /** The event as received, redacted, pretty-printed. */
  readonly document?: string;
  readonly isDemo: boolean;
}

/** What an inspector asks: lots by code, or a place and a time window (everything that was there then). */
export interface TraceQuestion {
  readonly direction: 'forward' | 'back';
  readonly codes: readonly string[];
  readonly places: readonly PlaceWindow[];
  /** Answer as it was known at this instant. */
  readonly asOf?: string;
}

export interface PlaceWindow {
  /** Place code: GLN or Digital Link. */
  readonly place: string;
  /** Instants with offset. */
  readonly from: string;
  readonly to: string;
}

/** A typed code that was not used, and why. */
export interface CodeProblem {
  readonly code: string;
  readonly problem: 'malformed' | 'notFound';
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** 谁手里还有: one holder, one lot. */
export interface HolderRow {
  readonly holder: LocalText;
  readonly phone?: string;
  readonly place?: PlaceFact;
  readonly lot: LotFact;
  readonly quantity?: Quantity;
  readonly from?: LocalText;
  readonly since?: string;
  readonly state: 'inStock' | 'inTransit' | 'sold' | 'usedUp' | 'destroyed' | 'returned' | 'unknown';
}

export interface TraceCounts {
  readonly lots: number;
  readonly items: number;
  readonly carriers: number;
  readonly holders: number;
  readonly places: number;
  readonly events: number;
  /** One entry a unit; masses are never added to pieces. */
  readonly quantities: readonly Quantity[];
}

/** 物料平衡: where the suspects' goods went; what is missing was never recorded. */
export interface MassBalance {
  readonly unit: string;
  readonly made: string;
  readonly usedUp: string;
  readonly shipped: string;
  readonly sold: string;
  readonly destroyed: string;
  readonly inHand: string;
  readonly missing: string;
}

/** The answer to a trace: what is affected, where it is now. */
export interface TraceAnswer {
  readonly question: TraceQuestion;
  readonly suspects: readonly LotFact[];
  readonly problems: readonly CodeProblem[];
  readonly counts: TraceCounts;
  readonly picture: Picture;
  readonly holders: readonly HolderRow[];
  readonly page: number;
  readonly pages: number;
  readonly holderRows: number;
  readonly balance?: MassBalance;
  /** Every event up to this journal number is in the answer. */
  readonly watermark: number;
  readonly answeredAt: string;
  readonly milliseconds: number;
}

/** One thing that several bad lots have in common upstream. */
export interface CauseCandidate {
  readonly lot: LotFact;
  readonly by?: LocalText;
  readonly place?: PlaceFact;
  readonly at?: string;
  /** How many of the bad lots it reached. */
  readonly reached: number;
  readonly of: number;
  /** How many other lots it also reached: the fewer, the more telling. */
  readonly others?: number;
}

export interface CommonCauseAnswer {
  readonly codes: readonly string[];
  readonly problems: readonly CodeProblem[];
  readonly candidates: readonly CauseCandidate[];
  readonly milliseconds: number;
}

/** The signed-in party on a desk page. */
export interface DeskCaller {
  readonly name: LocalText;
  readonly label: string;
}

/** 召回台 and 追溯台: a form, and its answer when something was asked. */
export interface DeskPage {
  readonly desk: 'trace' | 'recall' | 'cause';
  readonly caller: DeskCaller;
  readonly question?: TraceQuestion;
  readonly answer?: TraceAnswer;
  readonly causes?: CommonCauseAnswer;
  readonly isDemo: boolean;
  /** Carries the same question for CSV, XLSX and JSON. */
  readonly query: string;
}
