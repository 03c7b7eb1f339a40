import { type EpcisProblem, report } from './problem.ts';

/** How many members all objects inside a parsed value have together. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item);
    return count;
  }
  for (const key of Object.keys(value)) count += 1 + countMembers((value as Record<string, unknown>)[key]);
  return count;
}

/** How many members a JSON text writes: its colons outside strings. */
function countColons(bytes: Uint8Array): number {
  let count = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 34) inString = !inString;
    else if (inString) at += byte === 92 ? 1 : 0;
    else if (byte === 58) count += 1;
  }
  return count;
}

/**
 * Reports that an object somewhere in the event has a key twice: what one reader takes from such a text another
 * drops, so that the stored bytes would not mean one thing (RFC 8259, section 4).
 */
export function reportRepeatedKeys(value: unknown, bytes: Uint8Array, at: string, problems: EpcisProblem[]): void {
  const repeated = countColons(bytes) - countMembers(value);
  if (repeated > 0) report(problems, 'duplicateKey', at, { count: repeated });
}
