import { fromBase64, hashFromBase64, toBase64, wholeNumber } from './base64.ts';
import { type LogKeys, openCheckpoint, type SignedCheckpoint, type Witnessed } from './checkpoint.ts';
import { type Hash, leafHash } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import { provesInclusion } from './proof.ts';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** 回执 · That an entry is in the log (C2SP tlog-proof): index, path, and the signed checkpoint. */
export interface Receipt {
  readonly index: number;
  readonly path: readonly Hash[];
  /** Bytes that mean something to the application only. */
  readonly extra: Uint8Array | undefined;
  /** The checkpoint, a signed note. */
  readonly checkpoint: string;
}

/** A receipt as text. */
export function formatReceipt({ index, path, extra, checkpoint }: Receipt): string {
  const lines = [
    FIRST_LINE,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...path.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a receipt's form; undefined when it has another. */
export function parseReceipt(text: string): Receipt | undefined {
  const split = text.indexOf('\n\n');
  if (split < 0) return undefined;
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== FIRST_LINE) return undefined;
  let extra: Uint8Array | undefined;
  if (lines[0]?.startsWith('extra ')) {
    extra = fromBase64(lines.shift()!.slice('extra '.length));
    if (extra === undefined) return undefined;
  }
  const line = lines.shift() ?? '';
  const index = line.startsWith('index ') ? wholeNumber(line.slice('index '.length)) : undefined;
  const path = lines.map(hashFromBase64);
  if (index === undefined || path.length > 63 || !path.every(hash => hash !== undefined)) return undefined;
  return { index, path, extra, checkpoint: text.slice(split + 2) };
}

/** What a receipt proves. */
export interface ProvenEntry {
  readonly index: number;
  readonly checkpoint: SignedCheckpoint;
  readonly witnessed: readonly Witnessed[];
}

/** Whether the log has this entry at the receipt's index, and who bears witness; undefined when it is not proved. */
export function checkReceipt(
  text: string,
  entry: Uint8Array,
  log: LogKeys,
  witnesses: readonly VerifierKey[] = [],
): ProvenEntry | undefined {
  const receipt = parseReceipt(text);
  const opened = receipt === undefined ? undefined : openCheckpoint(receipt.checkpoint, log, witnesses);
  if (receipt === undefined || opened === undefined) return undefined;
  const { size, root } = opened.checkpoint;
  const { index, path } = receipt;
  if (!provesInclusion({ index, size, leaf: leafHash(entry), proof: path, root })) return undefined;
  return { index, ...opened };
}
