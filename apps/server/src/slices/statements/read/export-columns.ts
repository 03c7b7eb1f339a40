import type { LocalText } from '@pinxin/contract/scan';
import { STATEMENT_KIND_WORDS } from '@pinxin/contract/statements/kind';
import type { ListedStatement } from '@pinxin/contract/statements/statement-view';
import { STATEMENT_STATUS_WORDS } from '@pinxin/contract/statements/status';
import type { Language } from '@pinxin/site/language';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';

interface ExportColumn {
  readonly title: Required<LocalText>;
  readonly wide?: boolean;
  readonly cell: (row: ListedStatement, language: Language) => string | null;
}

const COLUMNS: readonly ExportColumn[] = [
  {
    title: { 'zh-CN': '类别', en: 'Kind' },
    cell: ({ kind }, language) => STATEMENT_KIND_WORDS[kind][language],
  },
  { title: { 'zh-CN': '制度', en: 'Scheme' }, cell: ({ scheme }) => scheme },
  { title: { 'zh-CN': '编号', en: 'Number' }, wide: true, cell: ({ number }) => number },
  { title: { 'zh-CN': '对象', en: 'About' }, wide: true, cell: ({ subject }) => subject.name },
  { title: { 'zh-CN': '对象代码', en: 'Code' }, wide: true, cell: ({ subject }) => subject.id },
  { title: { 'zh-CN': '签发方', en: 'Issuer' }, wide: true, cell: ({ issuer }) => issuer.name },
  { title: { 'zh-CN': '自', en: 'From' }, cell: ({ validFrom }) => validFrom },
  { title: { 'zh-CN': '至', en: 'To' }, cell: ({ validTo }) => validTo },
  {
    title: { 'zh-CN': '状态', en: 'Status' },
    cell: ({ status }, language) => STATEMENT_STATUS_WORDS[status][language],
  },
  { title: { 'zh-CN': '签发时间', en: 'Issued' }, wide: true, cell: ({ issuedAt }) => issuedAt },
  { title: { 'zh-CN': '标识', en: 'Id' }, wide: true, cell: ({ id }) => id },
];

/** The columns of an export in one language. */
export function exportColumns(language: Language): readonly SheetColumn[] {
  return COLUMNS.map(({ title, wide }) => ({ title: title[language], ...(wide === true ? { wide } : {}) }));
}

/** One row of an export. */
export function exportCells(row: ListedStatement, language: Language): RowCells {
  return COLUMNS.map(({ cell }) => cell(row, language) ?? undefined);
}
