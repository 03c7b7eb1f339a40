import { PLACE_KIND_WORDS, type PlaceKind } from '@pinxin/contract/parties';
import type { Language } from '@pinxin/site/language';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import type { ListedPlace } from './place-views.ts';

const COLUMNS: readonly (readonly [
  zh: string,
  en: string,
  cell: (place: ListedPlace, language: Language) => string | null,
])[] = [
  ['名称', 'Name', place => place.nameZh],
  ['英文名称', 'English name', place => place.nameEn],
  ['类别', 'Kind', (place, language) => PLACE_KIND_WORDS[place.kind as PlaceKind]?.[language] ?? place.kind],
  ['主体', 'Party', place => place.partyZh],
  ['行政区划', 'Division', place => place.division],
  ['面积（亩）', 'Area (mu)', place => place.areaMu],
  ['标识', 'Identifier', place => place.uri],
  ['上级', 'Parent', place => place.parent],
];
const WIDE = new Set(['Name', 'Party', 'Identifier', 'Parent']);

/** Titles of the exported list. */
export function placeColumns(language: Language): readonly SheetColumn[] {
  return COLUMNS.map(([zh, en]) => ({ title: language === 'en' ? en : zh, wide: WIDE.has(en) }));
}

/** One place as cells. */
export function placeCells(place: ListedPlace, language: Language): RowCells {
  return COLUMNS.map(([, , cell]) => cell(place, language) ?? undefined);
}
