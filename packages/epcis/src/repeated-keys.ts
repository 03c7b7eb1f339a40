import { countMembers } from './count-members.ts';
import { reportHere, type Validation } from './validate-field.ts';

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
