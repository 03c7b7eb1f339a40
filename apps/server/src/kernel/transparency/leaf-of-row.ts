import { yearOfLog } from '@pinxin/translog/chain';
import { LEAF_KINDS, type Leaf } from '@pinxin/translog/leaf';
import type { LogPlace, PlacedLeaf } from './log-store.ts';

/** The log of a place that is counted through all logs. Throws when there is none: the rows contradict each other. */
export function logAt<L extends LogPlace>(logs: readonly L[], place: number): L {
  const log = logs.findLast(({ base }) => base <= place);
  if (log === undefined) throw new Error(`no log holds leaf ${place}`);
  return log;
}

/** A row as the leaf that it is in its log's tree. */
export function leafOfRow(row: Omit<PlacedLeaf, 'id'>, logs: readonly LogPlace[]): Leaf {
  const kind = LEAF_KINDS.find(known => known === row.kind);
  if (kind === undefined) throw new Error(`the log knows no leaf of the kind ${row.kind}`);
  return {
    kind,
    at: row.at,
    issuer: row.issuer,
    record: row.record,
    revision: row.revision,
    previous: row.previous === null ? undefined : linkTo(row.previous, row.index, logs),
    subject:
      row.tag === null || row.subjectNumber === null
        ? undefined
        : { tag: row.tag, number: row.subjectNumber },
    commitment: row.commitment,
  };
}

/** An index in the same log, or the year of a former one with the index there. */
function linkTo(previous: number, own: number, logs: readonly LogPlace[]): Leaf['previous'] {
  const [there, here] = [logAt(logs, previous), logAt(logs, own)];
  const index = previous - there.base;
  if (there.origin === here.origin) return index;
  const year = yearOfLog(there.origin);
  if (year === undefined) throw new Error(`the log ${there.origin} is not named after a year`);
  return { year, index };
}
