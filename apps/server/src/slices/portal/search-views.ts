import type { SearchItem } from '@pinxin/contract/search';
import { uriEscape } from '@pinxin/identifiers/percent-encoding';
import type { Database } from '../../kernel/db/database.ts';
import { localText } from './row-facts.ts';
import { readLotsLabelled } from './scan-views.ts';

const LINK = /^https:\/\/id\.gs1\.org\/01\/\d{14}\/(?:10|21)\/./;

/** Lots by the label on the pack, or by a Digital Link or the beginning of one. */
export async function searchLots(
  database: Database,
  text: string,
  limit: number,
): Promise<readonly SearchItem[]> {
  const asked = text.trim();
  if (/[^\u0021-\u007e]/.test(asked) || asked.length < 3) return [];
  const rows = LINK.test(asked)
    ? await lotsBeginning(database, asked, limit)
    : await readLotsLabelled(database, uriEscape(asked, 'path'));
  return rows.slice(0, limit).map(({ uri, zh, en }) => ({
    kind: 'lot',
    id: uri,
    name: localText(zh, en),
    code: decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)),
    match: uri === asked || !LINK.test(asked) ? 'code' : 'codeBeginning',
  }));
}

async function lotsBeginning(database: Database, link: string, limit: number) {
  const { rows } = await database.pool.query<{ uri: string; zh: string; en: string | null }>(
    `select l.uri, coalesce(p.name_zh, p.gtin) as zh, p.name_en as en
       from lot l join product p on p.gtin = $3
      where l.uri >= $1 collate "C" and l.uri < $2 collate "C" order by l.uri limit $4`,
    [link, `${link}\u{10ffff}`, link.split('/')[4], limit],
  );
  return rows;
}
