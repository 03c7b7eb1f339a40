import type { Tx } from '../transaction.ts';
import { appendLeaf, type LeafKind } from './append-leaf.ts';

/** A record whose publication is over. */
export interface EndedRecord {
  readonly record: string;
  readonly kind: Extract<LeafKind, `${string}.expire`>;
  /** Last local day on which it was public. */
  readonly lastDay: string;
}

/**
 * 公示期满 · Ends the publication of a record in the log: a leaf says that it ended, and the salts of all that was
 * said before are destroyed, so that nobody can show or guess any more what the commitments stood for. That something
 * was published, corrected, withdrawn stays provable by kind, time and links. False when it was never logged, or has
 * ended before. The caller destroys the content itself in the same transaction.
 *
 * 市场监督管理行政处罚信息公示规定 第十三条：公示期届满停止公示。
 */
export async function endPublication(tx: Tx, { record, kind, lastDay }: EndedRecord): Promise<boolean> {
  const { rows } = await tx.client.query<{ issuer: string; revision: number; kind: string }>(
    'select issuer, revision, kind from log_leaf where record = $1 order by revision desc limit 1',
    [record],
  );
  const [last] = rows;
  if (last === undefined || last.kind.endsWith('.expire')) return false;
  const secured = Buffer.from(JSON.stringify({ lastDay, record }));
  await appendLeaf(tx, { kind, issuer: last.issuer, record, revision: last.revision + 1, secured });
  await tx.client.query(
    `delete from log_salt s using log_leaf l where s.leaf = l.id and l.record = $1 and l.revision <= $2`,
    [record, last.revision],
  );
  return true;
}

/**
 * Destroys the keys of subject tags of classes that are closed: their year is over and no leaf of theirs that names
 * a subject can be opened any more. Who the leaves were about is then nowhere.
 */
export async function destroyTagKeys(tx: Tx, year: string): Promise<number> {
  const { rowCount } = await tx.client.query(
    `delete from log_tag_key k where split_part(k.class, '/', 2) < $1 and not exists (
       select from log_leaf l join log_salt s on s.leaf = l.id
       where l.subject_tag is not null and split_part(l.kind, '.', 1) = split_part(k.class, '/', 1)
         and to_char(l.at at time zone 'UTC', 'YYYY') = split_part(k.class, '/', 2))`,
    [year],
  );
  return rowCount ?? 0;
}
