import type { PartyKind, PlaceKind, ProductKind } from './parties.ts';
import type { ProgrammeHeadline } from './programme-pages.ts';
import type { RecallFace } from './recall.ts';
import type { LocalText, LotFact } from './scan.ts';
import type { SearchItem, SearchKind } from './search.ts';
import type { StatementKind } from './statements/kind.ts';
import type { StatementAction, StatementStatus } from './statements/status.ts';

/** A party by name, with the address of its page. */
export interface NamedParty {
  readonly id: string;
  readonly name: LocalText;
}

/** 标志登记簿的一行: a statement as everybody may read it. */
export interface MarkRow {
  readonly id: string;
  readonly kind: StatementKind;
  readonly scheme?: { readonly code: string; readonly name: LocalText };
  readonly number?: string;
  readonly holder?: NamedParty;
  readonly subject: MarkSubject;
  readonly issuer: LocalText;
  /** Address of its certificate, where a scheme here granted it. */
  readonly certificate?: string;
  /** Local dates. */
  readonly validFrom: string;
  readonly validTo?: string;
  /** On the day that was asked about. */
  readonly status: StatementStatus;
}

/** What a mark is about. */
export interface MarkSubject {
  readonly kind: 'party' | 'place' | 'product' | 'brand' | 'lot';
  readonly name: LocalText;
  /** Address of its page here. */
  readonly path?: string;
}

/** How a certificate stands on a day: as its statement, or not yet. */
export type CertificateStanding = StatementStatus | 'notYet';

/** 证书查验页: what a certificate says, who issued it in which power, and how it stands on a day. */
export interface CertificatePage {
  /** Id of the statement. */
  readonly statement: string;
  readonly scheme: { readonly code: string; readonly name: LocalText };
  readonly kind: MarkKind;
  readonly number: string;
  readonly holder: NamedParty;
  readonly isMasked: boolean;
  readonly uscc?: string;
  readonly subject: MarkSubject;
  readonly issuer: NamedParty;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly legalBasis: string;
  /** 职权: on which basis the issuer may say so. */
  readonly mandate: { readonly legalBasis: string; readonly validFrom: string; readonly validTo?: string };
  readonly isDemo: boolean;
  /** The day asked about, and today. */
  readonly on: string;
  readonly today: string;
  readonly standing: CertificateStanding;
  /** What was done to it up to the end of that day, oldest first. */
  readonly history: readonly {
    readonly on: string;
    readonly action: StatementAction | 'issue' | 'supersede';
    readonly legalBasis?: string;
    /** The certificate that took its place. */
    readonly successor?: string;
  }[];
  readonly pdf: string;
}

/** Kinds of statements that are marks to the public. */
export const MARK_KINDS = [
  'certification',
  'award',
  'listing',
  'licence',
] as const satisfies readonly StatementKind[];

export type MarkKind = (typeof MARK_KINDS)[number];

/** Orders of the register of marks. */
export const MARK_ORDERS = ['newest', 'number', 'ending'] as const;

export type MarkOrder = (typeof MARK_ORDERS)[number];

/** 标志登记簿: what was in force on a day. */
export interface MarkListPage {
  readonly on: string;
  readonly today: string;
  /** The first day of which there is a record, where an earlier one was asked about. */
  readonly recordBegan?: string;
  readonly kind?: MarkKind;
  readonly scheme?: string;
  readonly query: string;
  readonly order: MarkOrder;
  readonly rows: readonly MarkRow[];
  readonly total: number;
  /** True when there are more than are counted. */
  readonly isMore: boolean;
  readonly page: number;
  readonly pages: number;
  readonly schemes: readonly { readonly code: string; readonly name: LocalText }[];
}

/** Kinds of brands. */
export const BRAND_KINDS = ['regional', 'enterprise', 'famous', 'service'] as const;

export type BrandKind = (typeof BRAND_KINDS)[number];

export interface BrandRow {
  readonly id: string;
  readonly kind: BrandKind;
  readonly name: LocalText;
  readonly owner: NamedParty;
  readonly category?: string;
  readonly division?: string;
  /** Who may use it, as statements in force say. */
  readonly users: number;
}

/** Orders of the catalogue of brands. */
export const BRAND_ORDERS = ['name', 'users', 'newest'] as const;

export type BrandOrder = (typeof BRAND_ORDERS)[number];

/** 品牌名录 */
export interface BrandListPage {
  readonly kind?: BrandKind;
  readonly query: string;
  readonly category?: string;
  readonly division?: string;
  readonly order: BrandOrder;
  /** What there is to choose from. */
  readonly categories: readonly string[];
  readonly divisions: readonly string[];
  readonly rows: readonly BrandRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export interface PublicProduct {
  readonly gtin: string;
  readonly name: LocalText;
  readonly kind: ProductKind;
  readonly brand?: LocalText;
  readonly netContent?: string;
  readonly maker?: NamedParty;
  /** Labels of the brand whose page it is were allotted for it. */
  readonly isLabelled?: boolean;
}

/** 额度使用: what may be labelled in a season, and what was. Kilograms as decimal text. */
export interface QuotaUse {
  readonly season: string;
  readonly from: string;
  readonly to: string;
  readonly boundKg: string;
  readonly allottedKg: string;
  readonly freeKg: string;
  readonly labels: number;
}

/** A licensed user of a brand, with what its area lets it label. */
export interface BrandUser extends MarkRow {
  readonly quota?: QuotaUse;
}

/** 品牌页: origin, owner, who may use it, what is sold under it. */
export interface BrandPage {
  readonly brand: BrandRow;
  /** Of the brand itself. */
  readonly marks: readonly MarkRow[];
  /** Licences to use it, in force or suspended today. */
  readonly users: readonly BrandUser[];
  /** All users together, in their latest seasons. */
  readonly quota?: Pick<QuotaUse, 'boundKg' | 'allottedKg' | 'freeKg' | 'labels'>;
  readonly products: readonly PublicProduct[];
  readonly lots: readonly LotFact[];
}

/** 行政处罚 as published. */
export interface SanctionRow {
  readonly id: string;
  readonly documentNumber: string;
  readonly violation: string;
  readonly content: string;
  readonly decidedOn: string;
  readonly issuer: LocalText;
  readonly status: StatementStatus;
}

/** 企业档案: what is on record of a party, as everybody may read it. */
export interface EnterprisePage {
  readonly id: string;
  readonly name: LocalText;
  readonly kind: PartyKind;
  readonly isMasked: boolean;
  readonly uscc?: string;
  readonly division?: string;
  readonly marks: readonly MarkRow[];
  readonly past: readonly MarkRow[];
  readonly licences: readonly MarkRow[];
  readonly sanctions: readonly SanctionRow[];
  readonly brands: readonly BrandRow[];
  readonly products: readonly PublicProduct[];
  readonly places: readonly {
    readonly name: LocalText;
    readonly kind: PlaceKind;
    readonly division?: string;
  }[];
  readonly recalls: readonly RecallFace[];
  /** Authorities that took its place, and those whose place it took; the latest first. */
  readonly succeededBy: readonly SuccessionEnd[];
  readonly succeeds: readonly SuccessionEnd[];
}

/** The other end of a succession. */
export interface SuccessionEnd {
  readonly party: NamedParty;
  /** Local date on which the successor took over. */
  readonly since: string;
  /** The decision that says so. */
  readonly source: string;
}

/** 机构承接: which authority took the place of which, as of a day. */
export interface SuccessionPage {
  readonly on: string;
  readonly rows: readonly {
    readonly from: NamedParty;
    readonly to: NamedParty;
    readonly since: string;
    readonly source: string;
    /** Who stands for it on the day, where successions went on since. */
    readonly now: readonly NamedParty[];
  }[];
}

/** 查询结果页 */
export interface SearchPage {
  readonly query: string;
  readonly kind?: SearchKind;
  readonly items: readonly SearchItem[];
}

/** 首页 beside the trace figures. */
export interface RegionNews {
  /** How the goals of the region's programmes stand today. */
  readonly programmes: readonly ProgrammeHeadline[];
  readonly recalls: readonly RecallFace[];
  readonly brands: readonly BrandRow[];
  /** Marks that were suspended or withdrawn lately. */
  readonly lost: readonly (MarkRow & { readonly at: string })[];
}

/** 开放数据: one data set. */
export interface Dataset {
  readonly name: 'parties' | 'products' | 'brands' | 'marks' | 'recalls' | 'schemes';
  readonly title: Required<LocalText>;
  readonly description: Required<LocalText>;
  readonly columns: readonly { readonly name: string; readonly means: Required<LocalText> }[];
}
