import type { MasterDataElement } from '@pinxin/epcis/event';
import type { Context } from '../../../kernel/context.ts';
import { GroupCommit } from './group-commit.ts';
import { Interner } from './interner.ts';
import { ReadAhead } from './read-ahead.ts';
import type { ReadingLimits } from './read-capture.ts';

/** Settings of capture. */
export interface CaptureLimits extends ReadingLimits {
  /** Largest body in bytes. */
  readonly maxBytes: number;
  /** Documents with more events are answered before they are stored, and worked off in the background. */
  readonly inlineEvents: number;
}

/** Who reports events: its number and the name that the journal gives it. */
export interface Teller {
  readonly party: number;
  readonly actor: string;
}

/** Takes over what a document's header tells about places; given by whoever owns places. */
export type RecordPlaces = (teller: Teller, elements: readonly MasterDataElement[]) => Promise<void>;

/** The part of the server through which events come in. One for each process. */
export interface Capture {
  readonly ctx: Context;
  readonly limits: CaptureLimits;
  readonly interner: Interner;
  readonly groups: GroupCommit;
  readonly ahead: ReadAhead;
  readonly recordPlaces: RecordPlaces;
}

/** 10,000 events or 32 MiB in one capture; up to 500 events are stored before the answer. */
export const DEFAULT_LIMITS: CaptureLimits = {
  strictness: 'strict',
  maxEvents: 10_000,
  maxBytes: 32 * 1024 * 1024,
  inlineEvents: 500,
};

/** Opens capture over a database. `limits` replaces single defaults. */
export function openCapture(
  ctx: Context,
  recordPlaces: RecordPlaces,
  limits: Partial<CaptureLimits> = {},
): Capture {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return {
    ctx,
    limits: all,
    interner: new Interner(ctx),
    groups: new GroupCommit(ctx),
    ahead: new ReadAhead(ctx, all),
    recordPlaces,
  };
}
