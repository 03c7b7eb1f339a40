import { reportHere, type Validation } from './validate-field.ts';

/** How many members all objects inside a parsed value have together. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item);
    return count;
  }
  for (const key of Object.keys(value)) count += 1 + countMembers((value as Record<string, unknown>)[key]);
  return count;
}

/**
 * Reports that an object somewhere in the event has a key twice: what one reader takes from such a text another
 * drops, so that the stored bytes would not mean one thing (RFC 8259, section 4). `written` is how many members the
 * text has.
 */
export function reportRepeatedKeys(value: unknown, written: number, v: Validation): void {
  // a valid event's members were counted on the way
  if (v.problems.length === 0 && v.members === written) return;
  const repeated = written - countMembers(value);
  if (repeated > 0) reportHere(v, 'duplicateKey', { count: repeated });
}
