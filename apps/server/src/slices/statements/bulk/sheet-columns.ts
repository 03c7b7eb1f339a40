import { STATEMENT_CONTENT } from '@pinxin/contract/statements/content';
import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { Cell } from '../../../kernel/sheets/cell.ts';

/** What a row says by itself: envelope fields, or a plain field of the content. */
export interface SheetField {
  readonly at: readonly ['subject' | 'number' | 'validFrom' | 'validTo'] | readonly ['content', string];
  readonly title: { readonly 'zh-CN': string; readonly en: string };
  readonly isWhole: boolean;
}

const ENVELOPE: readonly SheetField[] = [
  field('subject', '对象', 'Subject'),
  field('number', '编号', 'Number'),
  field('validFrom', '生效日期', 'Valid from'),
  field('validTo', '有效期至', 'Valid to'),
];

const MORE_TITLES: Readonly<Record<string, readonly string[]>> = {
  subject: [
    '统一社会信用代码',
    '信用代码',
    '商品条码',
    'uscc',
    'gtin',
    '主体',
    '产品',
    '品牌',
    '批次',
    '地点',
  ],
  number: ['证书编号', '证书号', '报告编号', 'certificatenumber'],
  validFrom: ['起始日期', '有效期起', '发证日期'],
  validTo: ['截止日期', '有效期止', '到期日期'],
};

function field(name: SheetField['at'][0] & string, zh: string, en: string): SheetField {
  return { at: [name] as never, title: { 'zh-CN': zh, en }, isWhole: false };
}

/** The columns that a sheet of this kind may have, in the order of its template. */
export function sheetFields(kind: StatementKind): readonly SheetField[] {
  const { properties } = STATEMENT_CONTENT[kind] as unknown as {
    readonly properties: Readonly<Record<string, PlainSchema>>;
  };
  const content = Object.entries(properties).flatMap(([name, schema]): SheetField[] => {
    const isWhole = schema.type === 'integer';
    if (schema.type !== 'string' && !isWhole && schema.enum === undefined) return [];
    const title = { 'zh-CN': schema.title ?? name, en: schema['x-en'] ?? name };
    return [{ at: ['content', name], title, isWhole }];
  });
  return [...ENVELOPE, ...content];
}

interface PlainSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly title?: string;
  readonly 'x-en'?: string;
}

/** Compares titles without blanks, signs, notes in brackets, and case. */
function plainTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([（【].*$/u, '')
    .replace(/[\s*:：_\-./]+/gu, '');
}

/** The header of a sheet: what each column holds, and the titles that nothing is known of. */
export interface ReadHeader {
  readonly columns: readonly (SheetField | undefined)[];
  readonly unknown: readonly string[];
}

/** Reads a row as the header; undefined when no column says what a row is about. A second column of a field is unknown. */
export function readHeader(kind: StatementKind, cells: readonly Cell[]): ReadHeader | undefined {
  const byTitle = new Map<string, SheetField>();
  for (const each of sheetFields(kind)) {
    const name = each.at.at(-1)!;
    const titles = [each.title['zh-CN'], each.title.en, name, ...(MORE_TITLES[name] ?? [])];
    for (const title of titles) if (!byTitle.has(plainTitle(title))) byTitle.set(plainTitle(title), each);
  }
  const seen = new Set<SheetField>();
  const unknown: string[] = [];
  const columns = cells.map(cell => {
    const title = textOf(cell);
    const known = title === undefined ? undefined : byTitle.get(plainTitle(title));
    if (title !== undefined && (known === undefined || seen.has(known))) unknown.push(title.slice(0, 100));
    if (known === undefined || seen.has(known)) return undefined;
    seen.add(known);
    return known;
  });
  return [...seen].some(({ at }) => at[0] === 'subject') ? { columns, unknown } : undefined;
}

/** What stands in a cell, without blanks around it; undefined for an empty one. */
export function textOf(cell: Cell | undefined): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  const text = (typeof cell === 'string' ? cell : cell.number).trim();
  return text === '' ? undefined : text;
}
