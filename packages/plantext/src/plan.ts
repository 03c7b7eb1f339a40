import type { Quote } from './flow.ts';
import type { Comparator } from './quantity-words.ts';

/** 章节：what a section is about. */
export type SectionKind = 'guidance' | 'goals' | 'tasks' | 'task' | 'project' | 'measures' | 'other';

/** A numbered section of the plan, with its place in the outline. */
export interface Section {
  /** Unique in the plan: `4.2.1`; `#5` where numbers run on through the sections above; `p1:2` after numbering began anew. */
  readonly id: string;
  readonly marker: Quote;
  readonly title: Quote;
  readonly level: number;
  readonly parent: string | undefined;
  readonly kind: SectionKind;
  /** Physical lines that hold its own text, without those of sections below. */
  readonly bodyLines: readonly number[];
  readonly unsure: boolean;
}

/** When something is due, and where the plan says so. */
export interface Deadline {
  /** Local date; undefined where the text tells only part of it. */
  readonly date: string | undefined;
  readonly quote: Quote;
  /** Said elsewhere: for the whole section, or in a sentence before. */
  readonly inheritedFrom: { readonly section: string | undefined; readonly line: number } | undefined;
  readonly unsure: boolean;
}

/** 定量目标：so much of something by a day. */
export interface QuantityTarget {
  readonly section: string | undefined;
  readonly quote: Quote;
  readonly subject: Quote;
  /** Title of the section: what the target is within. */
  readonly scope: string | undefined;
  readonly comparator: Comparator;
  readonly comparatorText: string;
  readonly comparatorExplicit: boolean;
  readonly number: number;
  readonly numberText: string;
  readonly unit: string;
  /** By the number rather than to it. */
  readonly change: 'increase' | 'decrease' | undefined;
  readonly base: Quote | undefined;
  /** Value that it starts from. */
  readonly from: number | undefined;
  readonly per: '年' | undefined;
  /** Which part of the subject, where the numbers are given in order (分别). */
  readonly share: number | undefined;
  readonly deadline: Deadline | undefined;
  readonly unsure: boolean;
}

/** 定性目标：an aim without a number. */
export interface QualitativeTarget {
  readonly section: string | undefined;
  readonly quote: Quote;
  readonly deadline: Deadline | undefined;
  /** Speaks of a multiple (倍增) of something that the text does not give. */
  readonly baseMissing: boolean;
  readonly unsure: boolean;
}

/** Why a number is no target. */
export type SetAside =
  | 'documentNumber'
  | 'title'
  | 'name'
  | 'window'
  | 'milestone'
  | 'range'
  | 'frequency'
  | 'parameter';

/** A number that is no target, and why. */
export interface OtherNumber {
  readonly section: string | undefined;
  readonly quote: Quote;
  readonly kind: SetAside;
  readonly number: number | undefined;
  readonly unit: string;
  readonly comparator: Comparator | undefined;
  /** Of a window. */
  readonly begins: string | undefined;
  readonly ends: string | undefined;
  /** Days after an event (印发之日) that the text does not date. */
  readonly relativeDays: number | undefined;
}

/** An authority as the plan names it. */
export interface PartyName {
  readonly quote: Quote;
  /** With the prefix of the list's first name (市科技局、商务局): composed, so not always verbatim. */
  readonly fullName: string;
  /** Not named but said of all tasks (以下均需…). */
  readonly implied: boolean;
}

/** 任务：what is to be done, by whom. */
export interface Task {
  readonly section: string | undefined;
  readonly title: Quote | undefined;
  readonly bodyLines: readonly number[];
  readonly responsibility: Quote;
  readonly lead: readonly PartyName[];
  readonly supporting: readonly PartyName[];
  /** Named as responsible where the plan doesn't say who leads. */
  readonly responsible: readonly PartyName[];
  readonly guiding: readonly PartyName[];
  /** 按职责分工: each answers for its own part. */
  readonly shared: boolean;
  /** Ends with 等 without naming whom else. */
  readonly open: boolean;
  readonly deliverables: readonly Quote[];
  readonly deadline: Deadline | undefined;
  readonly unsure: boolean;
}

/** Another document that the plan cites. */
export interface Reference {
  readonly title: Quote | undefined;
  readonly documentNumber: Quote | undefined;
}

/** Something that a person should look at. Reported, never repaired. */
export interface Finding {
  readonly code:
    | 'leadAlsoSupports'
    | 'partyTwice'
    | 'numberingGap'
    | 'titleUnsure'
    | 'noAuthority'
    | 'noLead'
    | 'contradictoryNumbers'
    | 'contradictoryDeadlines'
    | 'baseMissing'
    | 'tableUnread'
    | 'noSections'
    | 'notChinese';
  readonly section: string | undefined;
  readonly quote: Quote | undefined;
  /** The name or number that it is about. */
  readonly about: string;
}

/** A government plan, read. Every `Quote` stands verbatim in the text. */
export interface Plan {
  readonly title: Quote | undefined;
  readonly documentNumber: Quote | undefined;
  /** What the plan calls itself: 本实施方案. */
  readonly kindWords: Quote | undefined;
  readonly issued: { readonly date: string; readonly quote: Quote } | undefined;
  readonly preambleLine: number | undefined;
  readonly references: readonly Reference[];
  readonly sections: readonly Section[];
  readonly targets: readonly QuantityTarget[];
  readonly qualitativeTargets: readonly QualitativeTarget[];
  /** Numbers inside tasks that are no targets of the plan: how much of something a task does. */
  readonly taskQuantities: readonly QuantityTarget[];
  readonly otherNumbers: readonly OtherNumber[];
  readonly tasks: readonly Task[];
  readonly findings: readonly Finding[];
}
