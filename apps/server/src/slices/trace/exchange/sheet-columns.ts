import type { Sentence } from '../../../http/problem.ts';
import type { Cell } from '../../../kernel/sheets/cell.ts';

/** Columns of the sheet of events: 事件表. */
export const SHEET_FIELDS = [
  ...(['event', 'step', 'time', 'place', 'product', 'lot', 'quantity', 'unit'] as const),
  ...(['fromProduct', 'fromLot', 'fromQuantity', 'fromUnit', 'container', 'partner'] as const),
] as const;

/** One of `SHEET_FIELDS`. */
export type SheetField = (typeof SHEET_FIELDS)[number];

/** What each column is called; the template says so, in the language of who takes it. */
export const FIELD_TITLES: Readonly<Record<SheetField, Sentence>> = {
  event: { 'zh-CN': '事件号', en: 'Event' },
  step: { 'zh-CN': '环节', en: 'Step' },
  time: { 'zh-CN': '时间', en: 'Time' },
  place: { 'zh-CN': '场所编码', en: 'Place (GLN)' },
  product: { 'zh-CN': '产品编码', en: 'Product (GTIN)' },
  lot: { 'zh-CN': '批次', en: 'Lot' },
  quantity: { 'zh-CN': '数量', en: 'Quantity' },
  unit: { 'zh-CN': '单位', en: 'Unit' },
  fromProduct: { 'zh-CN': '原料编码', en: 'From product (GTIN)' },
  fromLot: { 'zh-CN': '原料批次', en: 'From lot' },
  fromQuantity: { 'zh-CN': '原料数量', en: 'From quantity' },
  fromUnit: { 'zh-CN': '原料单位', en: 'From unit' },
  container: { 'zh-CN': '箱码或托盘码', en: 'Container (SSCC)' },
  partner: { 'zh-CN': '对方编码', en: 'Partner (GLN)' },
};

/** Steps of a sheet: what each is in EPCIS stands in `sheet-events.ts`. */
export const STEPS = ['harvest', 'transform', 'pack', 'ship', 'receive', 'sell'] as const;
export type Step = (typeof STEPS)[number];

/** What each step is called. */
export const STEP_WORDS: Readonly<Record<Step, Sentence>> = {
  harvest: { 'zh-CN': '采收', en: 'harvest' },
  transform: { 'zh-CN': '加工', en: 'transform' },
  pack: { 'zh-CN': '包装', en: 'pack' },
  ship: { 'zh-CN': '发货', en: 'ship' },
  receive: { 'zh-CN': '收货', en: 'receive' },
  sell: { 'zh-CN': '销售', en: 'sell' },
};

/** Units as people write them, beside the codes of UN/ECE Recommendation 20. */
export const UNITS: Readonly<Record<string, string>> = {
  ...{ 公斤: 'KGM', 千克: 'KGM', kg: 'KGM', 克: 'GRM', g: 'GRM', 吨: 'TNE', t: 'TNE' },
  ...{
    升: 'LTR',
    l: 'LTR',
    毫升: 'MLT',
    ml: 'MLT',
    个: 'C62',
    件: 'C62',
    瓶: 'C62',
    袋: 'C62',
    头: 'C62',
    只: 'C62',
  },
};

/** The title row of a template and one row to be written over. */
export const EXAMPLE: Readonly<Partial<Record<SheetField, string>>> = {
  ...{ time: '2026-06-20 09:00', place: '9520999000023', product: '09520999000016', lot: 'H-0620' },
  quantity: '120',
};

/** Text of a cell, as it was written. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return (typeof cell === 'string' ? cell : cell.number).normalize('NFC').trim();
}

/** Which field stands in which column; undefined when these are no titles. */
export function readTitles(cells: readonly Cell[]): ReadonlyMap<SheetField, number> | undefined {
  const found = new Map<SheetField, number>();
  for (const [index, cell] of cells.entries()) {
    const title = plain(cellText(cell));
    const field = SHEET_FIELDS.find(name =>
      [name, FIELD_TITLES[name]['zh-CN'], FIELD_TITLES[name].en].some(word => plain(word) === title),
    );
    if (field !== undefined && !found.has(field)) found.set(field, index);
  }
  return found.has('step') && found.has('time') ? found : undefined;
}

function plain(title: string): string {
  return title
    .toLowerCase()
    .replace(/[([（【].*$/u, '')
    .replace(/[\s*:：_-]+/gu, '');
}
