import type { Language } from '@pinxin/site/language';
import type { Database } from '../../../kernel/db/database.ts';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import { type JournalFilter, readJournal } from './journal-views.ts';
import { namesOf } from './name-views.ts';

const COLUMNS: readonly (readonly [zh: string, en: string, wide: boolean])[] = [
  ['序号', 'No.', false],
  ['时间', 'Time', true],
  ['操作者', 'Actor', true],
  ['操作者名称', 'Name of the actor', true],
  ['动作', 'Kind', true],
  ['事实', 'Facts', true],
];
const ROWS_AT_ONCE = 1_000;

/** Titles of the exported journal. */
export function journalColumns(language: Language): readonly SheetColumn[] {
  return COLUMNS.map(([zh, en, wide]) => ({ title: language === 'en' ? en : zh, wide }));
}

/** All entries that a filter leaves, the latest first, in blocks. */
export async function* journalRows(
  database: Database,
  filter: JournalFilter,
): AsyncGenerator<readonly RowCells[]> {
  for (let before = filter.before; ; ) {
    const entries = await readJournal(
      database,
      { ...filter, ...(before === undefined ? {} : { before }) },
      ROWS_AT_ONCE,
    );
    const names = await namesOf(database, entries);
    yield entries.map(({ seq, at, actor, kind, facts }) => [
      ...[String(seq), at.toISOString(), actor, names[actor] ?? '', kind],
      JSON.stringify(facts),
    ]);
    if (entries.length < ROWS_AT_ONCE) return;
    before = entries.at(-1)!.seq;
  }
}
