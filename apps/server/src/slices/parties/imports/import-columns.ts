import type { Cell } from '../../../kernel/sheets/cell.ts';
import { columnName } from '../../../kernel/sheets/cell.ts';

/** Fields that a file of parties may have. */
export const IMPORT_FIELDS = [
  'nameZh',
  'uscc',
  'kind',
  'division',
  'address',
  'phone',
  'nameEn',
  'gs1Prefixes',
  'usccException',
] as const;

/** One of `IMPORT_FIELDS`. */
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** How each field's column is called; the first of each language is what a template says. */
export const COLUMN_TITLES: Readonly<
  Record<ImportField, { readonly zh: readonly string[]; readonly en: readonly string[] }>
> = {
  nameZh: {
    zh: [
      '名称',
      '主体名称',
      '企业名称',
      '单位名称',
      '经营主体名称',
      '合作社名称',
      '机构名称',
      '全称',
      '姓名',
    ],
    en: ['Name', 'Party name', 'Enterprise name', 'nameZh'],
  },
  uscc: {
    zh: ['统一社会信用代码', '社会信用代码', '信用代码', '统一信用代码'],
    en: ['Unified social credit code', 'USCC', 'Credit code'],
  },
  kind: { zh: ['主体类别', '类别', '类型', '主体类型', '企业类型'], en: ['Kind', 'Type'] },
  division: {
    zh: ['行政区划', '行政区划代码', '区划代码', '所在县区', '县区', '所属地区', '所在地区', '所属区县'],
    en: ['Division', 'Division code', 'County'],
  },
  address: { zh: ['地址', '住所', '注册地址', '经营地址', '详细地址', '通讯地址'], en: ['Address'] },
  phone: { zh: ['电话', '联系电话', '手机', '手机号', '联系方式'], en: ['Phone', 'Telephone', 'Mobile'] },
  nameEn: { zh: ['英文名称', '英文名'], en: ['English name', 'nameEn'] },
  gs1Prefixes: { zh: ['厂商识别代码'], en: ['GS1 company prefix', 'GS1 prefix', 'gs1Prefixes'] },
  usccException: { zh: ['信用代码说明', '代码说明'], en: ['Credit code note', 'usccException'] },
};

/** What a column of the file was taken for; unknown ones are named and not used. */
export interface ReadColumn {
  /** As spreadsheets have it: A, B, …, AA. */
  readonly column: string;
  readonly title: string;
  readonly field: ImportField | null;
  /** A second column of the same field: not used either. */
  readonly repeated?: true;
}

/** Compares titles without blanks, signs, asterisks, notes in brackets, and case. */
function plainTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([（【].*$/u, '')
    .replace(/[\s*:：_\-.·/]+/gu, '');
}

const BY_TITLE = new Map(
  IMPORT_FIELDS.flatMap(field =>
    [...COLUMN_TITLES[field].zh, ...COLUMN_TITLES[field].en, field].map(
      title => [plainTitle(title), field] as const,
    ),
  ),
);

/** Reads a row as the header: undefined when no column names the party or its code. */
export function readHeader(cells: readonly Cell[]): readonly ReadColumn[] | undefined {
  const seen = new Set<ImportField>();
  const columns = cells.flatMap((cell, index): ReadColumn[] => {
    if (cell === null) return [];
    const title = (typeof cell === 'string' ? cell : cell.number).trim();
    const column = columnName(index);
    const field = BY_TITLE.get(plainTitle(title)) ?? null;
    if (field === null) return [{ column, title, field }];
    if (seen.has(field)) return [{ column, title, field: null, repeated: true }];
    seen.add(field);
    return [{ column, title, field }];
  });
  return seen.has('nameZh') && seen.size > 1 ? columns : undefined;
}

/** Number of a column by its name: A → 0. */
export function columnIndex(column: string): number {
  return [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
