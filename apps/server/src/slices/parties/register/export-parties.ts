import { PARTY_KIND_WORDS, type PartyKind } from '@pinxin/contract/parties';
import type { Language } from '@pinxin/site/language';
import type { Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import { type ListedParty, listParties, type PartyFilter, type PartySort } from './party-views.ts';

const COLUMNS: readonly (readonly [
  zh: string,
  en: string,
  cell: (party: ListedParty, language: Language) => string | null,
])[] = [
  ['名称', 'Name', party => party.nameZh],
  ['英文名称', 'English name', party => party.nameEn],
  ['统一社会信用代码', 'USCC', party => party.uscc],
  ['信用代码说明', 'Credit code note', party => party.usccException],
  ['主体类别', 'Kind', (party, language) => PARTY_KIND_WORDS[party.kind as PartyKind][language]],
  ['行政区划', 'Division', party => party.division],
  ['地址', 'Address', party => party.address],
  ['电话', 'Phone', party => party.phone],
  ['厂商识别代码', 'GS1 company prefix', party => party.gs1Prefixes.join(',')],
  ['主体编号', 'Party', party => party.publicId],
];
const WIDE = new Set(['Name', 'English name', 'Address', 'Party']);

/** Titles of the export: those that the import knows again. */
export function exportColumns(language: Language): readonly SheetColumn[] {
  return COLUMNS.map(([zh, en]) => ({ title: language === 'en' ? en : zh, wide: WIDE.has(en) }));
}

/** All parties that a filter leaves, page by page, as cells. */
export async function* exportRows(
  database: Database,
  ways: readonly Way[],
  filter: PartyFilter,
  sort: PartySort,
  language: Language,
): AsyncGenerator<readonly RowCells[]> {
  for (let after: PageEnd | undefined; ; ) {
    const page = await listParties(database, ways, filter, { sort, after, limit: 2_000 });
    yield page.rows.map(party => COLUMNS.map(([, , cell]) => cell(party, language) ?? undefined));
    if (page.end === undefined) return;
    after = page.end;
  }
}
