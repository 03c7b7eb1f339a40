import type { LocalText } from '@pinxin/contract/scan';
import type { Database } from '../../../kernel/db/database.ts';
import type { CauseByNumber } from '../lineage/lineage.ts';

/** URI and name of causes, by `kind id`. */
export async function causeNames(
  database: Database,
  causes: readonly CauseByNumber[],
): Promise<ReadonlyMap<string, { readonly uri: string; readonly name: LocalText | undefined }>> {
  const idsOf = (kind: CauseByNumber['kind']) =>
    causes.filter(cause => cause.kind === kind).map(cause => cause.id);
  const { rows } = await database.pool.query<{
    key: string;
    uri: string;
    zh: string | null;
    en: string | null;
  }>({
    name: 'cause-names',
    text: `select 'lot ' || l.id as key, l.uri, p.name_zh as zh, p.name_en as en
             from lot l left join product p on l.uri like 'https://id.gs1.org/01/%' and p.gtin = substr(l.uri, 23, 14)
            where l.id = any($1::bigint[])
           union all
           select 'place ' || t.id, t.uri, w.name_zh, w.name_en
             from term t left join place w on w.id = t.id where t.id = any($2::int[])`,
    values: [idsOf('lot'), idsOf('place')],
  });
  return new Map(
    rows.map(({ key, uri, zh, en }) => [
      key,
      { uri, name: zh === null ? undefined : { 'zh-CN': zh, ...(en === null ? {} : { en }) } },
    ]),
  );
}
