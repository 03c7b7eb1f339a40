import { LEAF_KINDS, type Leaf } from '@pinxin/translog/leaf';
import type { PlacedLeaf } from './log-store.ts';

/** A row as the leaf that it is in the tree. */
export function leafOfRow(row: Omit<PlacedLeaf, 'id' | 'index'>): Leaf {
  const kind = LEAF_KINDS.find(known => known === row.kind);
  if (kind === undefined) throw new Error(`the log knows no leaf of the kind ${row.kind}`);
  return {
    kind,
    at: row.at,
    issuer: row.issuer,
    record: row.record,
    revision: row.revision,
    previous: row.previous ?? undefined,
    subject:
      row.tag === null || row.subjectNumber === null
        ? undefined
        : { tag: row.tag, number: row.subjectNumber },
    commitment: row.commitment,
  };
}
