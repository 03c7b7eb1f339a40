import type { LocalText, LotFact, PartyFact, Quantity } from './scan.ts';

/** 召回级别: how grave the hazard is (食品召回管理办法(2015) 第十三条). */
export const HAZARDS = ['first', 'second', 'third'] as const;

/** 召回级别: 一级 grave harm or death, 二级 ordinary harm, 三级 no harm but wrongly labelled. */
export type Hazard = (typeof HAZARDS)[number];

/** 召回状态. A published recall is never edited; it ends, or is withdrawn as a mistake. */
export const RECALL_STATES = ['draft', 'published', 'ended', 'withdrawn'] as const;

export type RecallState = (typeof RECALL_STATES)[number];

/** A law that a recall may stand on. */
export interface LegalBasis {
  readonly code: LegalBasisCode;
  /** Official title with its article; never translated. */
  readonly title: LocalText;
  /** Local date from which it is in force. */
  readonly from: string;
}

/** The laws that a recall may name; closed. */
export const LEGAL_BASIS_CODES = ['foodSafety63', 'agriQuality36', 'agriQuality70'] as const;

export type LegalBasisCode = (typeof LEGAL_BASIS_CODES)[number];

/** 召回依据, with the day from which each article is in force. */
export const LEGAL_BASES: readonly LegalBasis[] = [
  {
    code: 'foodSafety63',
    title: {
      'zh-CN': '《中华人民共和国食品安全法》第六十三条',
      en: '《中华人民共和国食品安全法》第六十三条 (Food Safety Law, article 63)',
    },
    from: '2015-10-01',
  },
  {
    code: 'agriQuality36',
    title: {
      'zh-CN': '《中华人民共和国农产品质量安全法》（2022年修订）第三十六条',
      en: '《中华人民共和国农产品质量安全法》（2022年修订）第三十六条 (Agri-product Quality and Safety Law, article 36)',
    },
    from: '2023-01-01',
  },
  {
    code: 'agriQuality70',
    title: {
      'zh-CN': '《中华人民共和国农产品质量安全法》（2022年修订）第七十条至第七十二条',
      en: '《中华人民共和国农产品质量安全法》（2022年修订）第七十条至第七十二条 (Agri-product Quality and Safety Law, articles 70 to 72)',
    },
    from: '2023-01-01',
  },
];

/** What a scan page says of a recall that the lot is in. */
export interface RecallFact {
  readonly id: string;
  readonly hazard: Hazard;
  readonly reason: LocalText;
  /** What people are to do. */
  readonly advice: LocalText;
  readonly contact: LocalText;
  readonly phone: string;
  /** The goods themselves, or a container that carried them. */
  readonly part: 'goods' | 'carrier';
  readonly by: PartyFact;
  readonly at: string;
}

/** 召回公告: the public face of a recall. */
export interface RecallFace {
  readonly id: string;
  readonly state: RecallState;
  readonly hazard: Hazard;
  readonly reason: LocalText;
  readonly advice: LocalText;
  readonly contact: LocalText;
  readonly phone: string;
  readonly legalBasis: LegalBasis;
  readonly by: PartyFact;
  /** Lots named in the announcement, the first of them. */
  readonly suspects: readonly LotFact[];
  readonly products: readonly RecallProduct[];
  readonly lots: number;
  readonly publishedAt?: string;
  readonly closedAt?: string;
  readonly closing?: LocalText;
}

/** A product of which lots are recalled. */
export interface RecallProduct {
  readonly gtin: string;
  readonly name: LocalText;
  readonly lots: number;
}

/** One page of recalls, the latest first. */
/** Orders of the list of recalls. */
export const RECALL_ORDERS = ['newest', 'oldest', 'hazard', 'lots'] as const;

export type RecallOrder = (typeof RECALL_ORDERS)[number];

export interface RecallList {
  readonly order: RecallOrder;
  readonly state: 'published' | 'ended' | 'all';
  readonly hazard?: Hazard;
  readonly query: string;
  readonly recalls: readonly RecallFace[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** 召回通知: one holder and what it held. */
export interface RecallNotice {
  readonly party: { readonly id: string; readonly name: LocalText; readonly phone?: string };
  readonly lots: number;
  readonly quantities: readonly Quantity[];
  readonly toldAt: string;
  readonly acknowledgedAt?: string;
  /** More lots came to light since the holder answered. */
  readonly asksAgain: boolean;
}

/** What publishing would do, worked out before anybody decides. */
export interface RecallForecast {
  /** Pages that will say stop: lots and items, and containers of them. */
  readonly lots: number;
  readonly carriers: number;
  readonly holders: number;
  readonly quantities: readonly Quantity[];
  readonly watermark: number;
  /** Codes of the question that cannot be used. */
  readonly unused: readonly { readonly at: string; readonly code: string; readonly given: string }[];
}
