import type { GoalStatus } from '@pinxin/rules/goal-status';
import type { IndicatorKind } from '@pinxin/rules/indicator';
import type { TaskStatus } from '@pinxin/rules/task-status';
import type { LocalText } from './scan.ts';

/** 方案 in one line. */
export interface ProgrammeLine {
  readonly code: string;
  readonly name: LocalText;
  readonly documentNumber?: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** 目标 as it stands on a day: counted where it can be, and said so where it cannot. */
export interface GoalLine {
  readonly number: string;
  readonly name: LocalText;
  readonly unit: string;
  readonly comparator: string;
  readonly target: number | null;
  readonly deadline: string;
  readonly indicator: IndicatorKind;
  readonly schemes: readonly string[];
  readonly value: number | null;
  /** How many of them were on record on that day; null where that says nothing. */
  readonly known: number | null;
  readonly status: GoalStatus;
  /** Where the straight line to the target stands on that day. */
  readonly expected: number | null;
  /** Newest report, for what is reported. */
  readonly reported?: {
    readonly day: string;
    readonly text: string;
    readonly evidence?: string;
    readonly by?: string;
  };
}

/** 任务 in one line. */
export interface TaskLine {
  readonly number: string;
  readonly parent: string | null;
  readonly title: LocalText;
  readonly dueOn: string;
  readonly status: TaskStatus;
  readonly since: string;
  readonly reason: string;
  readonly lead: readonly AuthorityFact[];
  readonly supporting: readonly AuthorityFact[];
  readonly sources: readonly SourceFact[];
  readonly evidence: number;
  /** Who owes a report, and since when it is late. */
  readonly owed: readonly { readonly name: LocalText; readonly dueOn: string }[];
}

/** 责任部门: as the plan names it, and who that is on the day. */
export interface AuthorityFact {
  readonly named: string;
  readonly party?: { readonly id: string; readonly name: LocalText };
  readonly since?: string;
  readonly succession?: string;
}

/** What of the record shows work on a task: a live count that opens the records. */
export interface SourceFact {
  readonly words: LocalText;
  readonly count: number;
  readonly path?: string;
}

/** 进度 of a programme on a day. */
export interface ProgressPage extends ProgrammeLine {
  readonly on: string;
  readonly today: string;
  readonly issuer?: LocalText;
  readonly basis?: string;
  readonly follows?: { readonly code: string; readonly name: LocalText };
  readonly followedBy?: { readonly code: string; readonly name: LocalText };
  readonly evaluation?: { readonly day: string; readonly text: string };
  readonly goals: readonly GoalLine[];
  readonly tasks: readonly TaskLine[];
  /** Number of the journal up to which was counted. */
  readonly countedUpTo: number;
}

/** What one division adds; counties below their city. */
export interface DivisionShare {
  readonly division: string;
  readonly value: number;
  readonly counties: readonly { readonly division: string; readonly value: number }[];
}

/** 目标页: value, curve and breakdown. */
export interface GoalPage extends GoalLine {
  readonly programme: ProgrammeLine;
  readonly on: string;
  readonly today: string;
  readonly words?: string;
  readonly boundAt: string;
  readonly bindingReason?: string;
  readonly curve: readonly { readonly day: string; readonly value: number }[];
  readonly divisions: readonly DivisionShare[];
  readonly reports: readonly {
    readonly day: string;
    readonly value: number | null;
    readonly text: string;
    readonly evidence?: string;
    readonly by?: string;
  }[];
  readonly countedUpTo: number;
  readonly snapshots: readonly {
    readonly id: string;
    readonly day: string;
    readonly value: number | null;
    readonly count: number;
  }[];
}

/** A statement that a goal counted. */
export interface CountedLine {
  readonly id: string;
  readonly scheme: string | null;
  readonly kind: string;
  readonly number?: string;
  readonly holder?: { readonly id: string; readonly name: LocalText };
  readonly subject?: { readonly name: LocalText; readonly path?: string };
  readonly issuer: LocalText;
  readonly division?: string;
  readonly from: string;
  readonly until: string | null;
  readonly recordedOn: string;
  /** Its certificate, or its own page where it has none. */
  readonly path: string;
  /** Where its signature and place in the log are checked; absent where it has no credential. */
  readonly proof?: string;
}

/** 下钻: the very statements that a goal counted. */
export interface CountedPage {
  readonly programme: ProgrammeLine;
  readonly goal: { readonly number: string; readonly name: LocalText; readonly unit: string };
  readonly on: string;
  readonly division?: string;
  readonly value: number | null;
  readonly rows: readonly CountedLine[];
  readonly next: string | null;
}

/** One programme on the front page: how its goals stand. */
export interface ProgrammeHeadline extends ProgrammeLine {
  readonly on: string;
  readonly goals: readonly Pick<
    GoalLine,
    'number' | 'name' | 'unit' | 'target' | 'value' | 'status' | 'comparator'
  >[];
}
