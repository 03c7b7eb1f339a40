import type { PartyKind } from './parties.ts';
import type { RecallFact } from './recall.ts';

/** Words in the languages of this instance: zh-CN always, en where somebody gave it. */
export interface LocalText {
  readonly 'zh-CN': string;
  readonly en?: string;
}

/** Who stands behind a fact: 自我声明 the party itself, 检测机构出具 a laboratory, 主管部门核定 an authority. */
export type StatedBy = 'self' | 'laboratory' | 'authority';

/** A decimal as written (never a float) and its unit, UN/CEFACT Recommendation 20; no unit means pieces. */
export interface Quantity {
  readonly value: string;
  readonly unit?: string;
}

/** 主体: who did or said it. The name is already masked where it is a natural person's. */
export interface PartyFact {
  readonly name: LocalText;
  readonly kind: PartyKind;
  readonly statedBy: StatedBy;
  readonly uscc?: string;
  readonly division?: string;
  /** A public service number; only authorities and laboratories have one here. */
  readonly phone?: string;
}

/** 场所: named down to the division, never by coordinates. */
export interface PlaceFact {
  readonly name: LocalText;
  readonly kind: string;
  readonly division?: string;
}

/** A lot, item or logistic unit as it is named in a sentence. */
export interface LotFact {
  /** Canonical GS1 Digital Link path with its leading slash: also the address of its page here. */
  readonly path: string;
  /** What a label prints: lot, serial or SSCC. */
  readonly label: string;
  readonly product?: LocalText;
}

export interface ProductFact {
  readonly name: LocalText;
  readonly gtin: string;
  readonly brand?: LocalText;
  readonly category?: string;
  readonly netContent?: string;
  readonly statedBy: StatedBy;
}

/** 可信 · 注意 · 停止食用 · 查不到. */
export type VerdictKind = 'trusted' | 'attention' | 'stop' | 'unknown';

/** Why the verdict is what it is; a closed set, worded by the site's catalogue. */
export type ReasonCode =
  | 'originTraced'
  | 'testedByLaboratory'
  | 'noRecall'
  | 'recallPublished'
  | 'carriesRecalled'
  | 'recalledByAuthority'
  | 'recalledByMaker'
  | 'recalledByOwner'
  | 'foundNonConformant'
  | 'destroyed'
  | 'ingredientRecalled'
  | 'pastExpiry'
  | 'alreadyUsedUp'
  | 'implausibleScans'
  | 'originNotTraced'
  | 'makerUnknown'
  | 'productOnly'
  | 'lotNotFound'
  | 'codeNotFound';

export interface Reason {
  readonly code: ReasonCode;
  /** Who says so, where somebody does. */
  readonly by?: PartyFact;
  /** Instant with offset. */
  readonly at?: string;
  /** The record that shows it: digest of the event, hexadecimal. */
  readonly event?: string;
  readonly lot?: LotFact;
  /** The published recall that says so. */
  readonly recall?: RecallFact;
}

export interface Verdict {
  readonly kind: VerdictKind;
  /** The first is the headline. */
  readonly reasons: readonly Reason[];
}

export type DateKind = 'harvested' | 'made' | 'packed' | 'bestBefore' | 'expires';

/** A date without time, as local people read it. */
export interface DateFact {
  readonly kind: DateKind;
  readonly date: string;
  readonly statedBy: StatedBy;
}

/** 标志: a reference to a certificate that a party put into its record; the signature is not verified yet. */
export interface MarkFact {
  readonly reference: string;
  readonly statedBy: StatedBy;
  readonly by?: PartyFact;
  readonly event: string;
  readonly verification: 'notVerifiedHere';
}

/** 登记的标志: a mark that the register of statements knows of the product or its maker, as it stands today. */
export interface RegisteredMark {
  /** Public id of the statement. */
  readonly id: string;
  readonly kind: 'certification' | 'award' | 'listing';
  readonly holder: 'product' | 'maker';
  /** Of the scheme; absent when it is under none that is registered. */
  readonly name?: LocalText;
  readonly number?: string;
  readonly grade?: string;
  readonly issuer: LocalText;
  readonly status: 'valid' | 'suspended' | 'withdrawn' | 'cancelled' | 'superseded' | 'expired';
  readonly validFrom: string;
  readonly validTo?: string;
}

/** 检测: one inspection or sampling record, and what it found. */
export interface TestFact {
  readonly outcome: 'conforms' | 'doesNotConform' | 'notStated';
  readonly statedBy: StatedBy;
  readonly by?: PartyFact;
  readonly at: string;
  readonly event: string;
  /** Of which lot: often the raw material, not the pack. */
  readonly lot: LotFact;
  /** Address of the report, when the record names one that a browser can open. */
  readonly report?: string;
}

/** What a step was, in plain words; the rest of the vocabulary falls to `other`. */
export type StepKind =
  | 'planted'
  | 'treated'
  | 'harvested'
  | 'made'
  | 'packed'
  | 'unpacked'
  | 'inspected'
  | 'sampled'
  | 'stored'
  | 'shipped'
  | 'transported'
  | 'received'
  | 'sold'
  | 'returned'
  | 'destroyed'
  | 'slaughtered'
  | 'recalled'
  | 'recallLifted'
  | 'seen'
  | 'other';

export interface JourneyStep {
  readonly kind: StepKind;
  /** Instant with the offset of the place. */
  readonly at: string;
  readonly until?: string;
  readonly place?: PlaceFact;
  /** At how many places, where like steps at several are told as one; `place` is left out then. */
  readonly places?: number;
  /** In which divisions these places lie, as far as known (GB/T 2260), each once. */
  readonly divisions?: readonly string[];
  readonly by?: PartyFact;
  readonly statedBy: StatedBy;
  /** The lot that this step is about. */
  readonly lot?: LotFact;
  /** What was put in. */
  readonly materials: readonly LotFact[];
  readonly quantity?: Quantity;
  /** Days between the deed and its record, when more than three: 事后补录 must be visible. */
  readonly recordedLateDays?: number;
  /** Digests of the events told in this step. */
  readonly events: readonly string[];
}

export interface Journey {
  /** At most seven; like steps at several places are told as one where there are more. */
  readonly main: readonly JourneyStep[];
  readonly all: readonly JourneyStep[];
  /** True when there is more than the page walks. */
  readonly truncated: boolean;
}

export type PictureNodeKind = 'lot' | 'item' | 'unit' | 'process';
export type PictureNodeState = 'plain' | 'focus' | 'suspect' | 'affected' | 'carrier' | 'recalled';

export interface PictureNode {
  readonly id: string;
  readonly kind: PictureNodeKind;
  readonly state: PictureNodeState;
  readonly name: LocalText;
  readonly label?: string;
  readonly quantity?: Quantity;
  /** Lane: who held it when it was made or first seen. */
  readonly holder?: LocalText;
  readonly at?: string;
  readonly path?: string;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'made' | 'contains' | 'member';
  readonly quantity?: Quantity;
}

/** Nodes and edges of a small lineage; edges point the way goods went. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly truncated: boolean;
}

/** 扫码次数. No person, no device. */
export interface ScanFact {
  readonly count: number;
  readonly firstAt?: string;
  readonly divisions: number;
}

export type PlausibilityCode =
  | 'tooManyPlaces'
  | 'tooFarApart'
  | 'tooManyScans'
  | 'scannedBeforeMade'
  | 'scannedAfterEnd';

export interface PlausibilityFinding {
  readonly code: PlausibilityCode;
  /** The figure that broke the rule, and the rule's bound. */
  readonly seen: number;
  readonly bound: number;
}

/** 扫码页: everything that the page behind a code says. The same object is its machine-readable form. */
export interface ScanPage {
  readonly kind: 'lot' | 'item' | 'unit' | 'product' | 'other';
  readonly path: string;
  /** What a label prints: lot, serial, SSCC, or the key itself. */
  readonly label: string;
  /** The whole code as people write it: `(01)…(10)…`. */
  readonly code: string;
  readonly lot?: string;
  readonly serial?: string;
  readonly verdict: Verdict;
  readonly product?: ProductFact;
  readonly maker?: PartyFact;
  readonly place?: PlaceFact;
  readonly dates: readonly DateFact[];
  readonly quantity?: Quantity;
  readonly registered: readonly RegisteredMark[];
  readonly marks: readonly MarkFact[];
  readonly tests: readonly TestFact[];
  readonly journey: Journey;
  readonly picture: Picture;
  readonly scans: ScanFact;
  readonly plausibility: readonly PlausibilityFinding[];
  readonly records: number;
  /** Every commit up to this journal number is in the answer. */
  readonly journal: number;
  readonly isDemo: boolean;
  readonly links: ScanLinks;
}

/** Where to go from here; addresses on this host. */
export interface ScanLinks {
  readonly lineage: string;
  readonly records: string;
  readonly report: string;
  readonly linkset: string;
}

/** A code that was read: what it names and how people write it. */
export interface NamedCode {
  /** Canonical URI of the finest thing named. */
  readonly uri: string;
  readonly path: string;
  readonly thing: ScanPage['kind'];
  readonly label: string;
  /** Bracketed element string, `(01)…(10)…`. */
  readonly text: string;
  readonly gtin?: string;
  readonly lot?: string;
  readonly serial?: string;
  /** Canonical URIs whose recall holds for this one too: the lot that the code names beside an item, the class. */
  readonly wider: readonly string[];
}
