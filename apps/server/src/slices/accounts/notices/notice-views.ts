import type { LocalText } from '@pinxin/contract/scan';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import { NOTICE_KINDS, NOTICES } from './notice.ts';

/** Something that somebody should know of. */
export interface Notice {
  readonly at: Date;
  readonly kind: string;
  /** For a sign-in: on what. */
  readonly device: string | null;
  readonly name: Required<LocalText>;
  /** Where something is to be done; null where nothing is. */
  readonly path: string | null;
}

interface NoticeRow extends Omit<Notice, 'name'> {
  readonly zh: string | null;
  readonly en: string | null;
}

/** The latest notices of an account: changes of it, which the journal tells, and what its holder was reminded of. */
export async function noticesOf(
  database: Database,
  publicId: string,
  limit = 20,
): Promise<readonly Notice[]> {
  const { rows } = await sql<NoticeRow>`
    select * from (
      (select j.at, j.kind, s.device, null as zh, null as en, null as path, j.seq as place from journal j
        left join session s on j.kind = 'new-device' and s.public_id = j.facts ->> 'session'
        where j.actor = ${publicId} and j.kind = any(${[...NOTICE_KINDS]}) order by j.seq desc limit ${limit})
      union all
      (select n.at, n.kind, null, n.words_zh, n.words_en, n.path, n.id from account_notice n
        where n.account = (select id from account where public_id = ${publicId}) order by n.id desc limit ${limit})
    ) as both_kinds order by at desc, place desc limit ${limit}`.execute(database.query);
  return rows.flatMap(({ zh, en, at, kind, device, path }) => {
    const name = zh === null || en === null ? NOTICES[kind] : { 'zh-CN': zh, en };
    return name === undefined ? [] : [{ at, kind, device, path, name }];
  });
}
