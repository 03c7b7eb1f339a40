import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { HandedIn } from '../../statements/api.ts';

/** What files are attached to. */
export interface Attachment {
  readonly task: number;
  /** The report that they came with; null for the task itself. */
  readonly report: number | null;
  readonly words: string | null;
}

/** Attaches files; the digests of those that were not attached before. */
export async function insertFiles(
  ctx: Pick<Context, 'newId'>,
  tx: Tx,
  { task, report, words }: Attachment,
  files: readonly HandedIn[],
  actor: string,
): Promise<readonly string[]> {
  const rows = files.map(({ digest, name, party }) => ({
    public_id: ctx.newId('pfl'),
    ...{ digest, name, party },
  }));
  const { rows: added } = await sql<{ digest: string }>`
    insert into programme_file (public_id, task, report, digest, name, words, party, actor, at)
    select f.public_id, ${task}, ${report}::bigint, decode(f.digest, 'hex'), f.name, ${words}, f.party, ${actor}, ${tx.at}
      from json_to_recordset(${JSON.stringify(rows)}::json) as f(public_id text, digest text, name text, party int)
    on conflict do nothing returning encode(digest, 'hex') as digest`.execute(tx.query);
  return added.map(({ digest }) => digest);
}
