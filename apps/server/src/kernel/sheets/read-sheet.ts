import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SheetRow } from './cell.ts';

/** Bounds of what is read. */
export interface SheetLimits {
  /** Rows below the header. */
  readonly rows: number;
  /** Bytes that a workbook may unpack to. */
  readonly unpackedBytes: number;
  /** Rows handed over at once. */
  readonly batch: number;
}

/** Why a file is not read. */
export type SheetRefusal =
  | 'oldExcel'
  | 'notASheet'
  | 'encodingUnknown'
  | 'damaged'
  | 'unpackedTooLarge'
  | 'tooManyRows';

/** What the reading thread says. */
export type SheetMessage =
  | { readonly kind: 'rows' | 'end'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'refused'; readonly code: SheetRefusal };

/** Thrown by `readSheetRows` when a file cannot be read as rows. */
export class SheetRefused extends Error {
  readonly code: SheetRefusal;
  constructor(code: SheetRefusal) {
    super(code);
    this.code = code;
  }
}

const MEGABYTES = 1_536;
/** Rows that are parsed live long, what they are parsed from does not: a small nursery lets the thread clear up in time. */
const NURSERY_MEGABYTES = 16;

/**
 * Rows of the first sheet of a workbook (XLSX) or of a CSV file, in batches as they are asked for. Read in a thread
 * of its own. Throws `SheetRefused`.
 */
export async function* readSheetRows(
  bytes: Uint8Array,
  limits: SheetLimits,
): AsyncGenerator<readonly SheetRow[]> {
  const worker = new Worker(new URL('./sheet-reader-worker.ts', import.meta.url), {
    workerData: { bytes, limits },
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: NURSERY_MEGABYTES },
  });
  // A thread that runs out of memory or breaks ends with an error: a file too large for us, not a fault of ours.
  const broken = once(worker, 'error').then(
    (): SheetMessage => ({ kind: 'refused', code: 'unpackedTooLarge' }),
  );
  broken.catch(() => {});
  try {
    for (;;) {
      const said = once(worker, 'message').then(([message]) => message as SheetMessage);
      said.catch(() => {});
      worker.postMessage('next');
      const message = await Promise.race([said, broken]);
      if (message.kind === 'refused') throw new SheetRefused(message.code);
      if (message.rows.length > 0) yield message.rows;
      if (message.kind === 'end') return;
    }
  } finally {
    await worker.terminate();
  }
}
