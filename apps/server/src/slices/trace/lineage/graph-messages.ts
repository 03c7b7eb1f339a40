import type { CauseByNumber, CustodyColumns, LineageAnswer, LineageQuestion } from './lineage.ts';
import type { SharedState } from './shared-state.ts';

/** What the worker is started with. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly snapshotFile: string;
  /** How often the journal is looked at when nobody asks, ms. */
  readonly pollInterval: number;
  /** How often a changed graph is saved, ms. */
  readonly saveInterval: number;
}

/** What the worker can be asked, and what it answers. */
export interface WorkerCalls {
  readonly closure: (question: LineageQuestion) => LineageAnswer;
  readonly custody: (lots: Uint32Array) => CustodyColumns;
  readonly commonCause: (lots: readonly number[]) => readonly CauseByNumber[];
  /** Saves what changed and answers how it was loaded and how far it is. */
  readonly save: (nothing: null) => GraphStatus;
}

/** How a graph came to be and how far it is. */
export interface GraphStatus {
  readonly from: 'snapshot' | 'tables';
  readonly watermark: number;
}

/** The graph as it lies in shared memory since a change, and whose turn it is there. */
export interface SharedEdition {
  readonly turns: SharedArrayBuffer;
  readonly edition: number;
  readonly state: SharedState;
}

/** To the worker. */
export type ToWorker =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: keyof WorkerCalls;
      readonly argument: unknown;
      /** Journal entry that must be in the answer; undefined = the last one. */
      readonly reached: number | undefined;
    }
  /** Save and end; answered by the thread's end. */
  | { readonly kind: 'close' };

/** From the worker. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly status: GraphStatus }
  | ({ readonly kind: 'edition' } & SharedEdition)
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'warning'; readonly sentence: string; readonly message: string };
