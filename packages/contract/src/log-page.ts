/** 透明日志的公众页 · What the page about the transparency log shows. */
export interface LogPage {
  /** Where people reach this server: the log is under it. */
  readonly server: string;
  /** The log that is open. Absent before the first start. */
  readonly log?: {
    readonly origin: string;
    readonly size: number;
    /** Base64. */
    readonly root: string;
    /** The key that verifies the log's checkpoints, as text. */
    readonly key: string;
    readonly checkpoint: string;
    readonly witnesses: readonly { readonly name: string; readonly at?: string }[];
  };
  /** Logs of earlier years, from the first on: closed, nothing is signed in them any more. */
  readonly closed: readonly {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly closedAt: string;
  }[];
  /** Witnesses that must sign before a checkpoint is published. */
  readonly needed: number;
}
