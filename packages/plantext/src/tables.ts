import type { Flow, Range } from './flow.ts';
import { markerAt } from './markers.ts';
import { isAgency, partyPieces } from './parties.ts';

/** A row of a table of tasks; what a column holds is told by its heading. */
export interface TableRow {
  readonly title: Range | undefined;
  readonly lead: Range | undefined;
  readonly supporting: Range | undefined;
  readonly responsible: Range | undefined;
  readonly guiding: Range | undefined;
  /** All cells of the row. */
  readonly whole: Range;
}

const COLUMNS: readonly (readonly [keyof TableRow, RegExp])[] = [
  ['lead', /(?:牵头|主办)(?:单位|部门|处室)/],
  ['supporting', /(?:配合|协办|参与|参加|协同)(?:单位|部门|处室)/],
  ['guiding', /指导(?:单位|部门)/],
  ['responsible', /(?:责任|承办|落实|实施)(?:单位|部门|处室)/],
  ['title', /任务|举措|事项|项目|工作|措施|内容|名称/],
];

/** Where the heading of a table of tasks stands, as far as running text shows it. */
export function hasTableHeading(norm: string): Range | undefined {
  const found = /序号[^，。；：]{2,30}(?:部门|单位)/.exec(norm);
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}

interface Header {
  readonly columns: readonly (keyof TableRow | undefined)[];
  /** Index of the first line behind the heading. */
  readonly next: number;
  readonly upright: boolean;
}

/** Rows of all tables that name who does what: cells between tabs or bars, or one cell a line (as copied from a web page). */
export function tableRowsOf(flow: Flow, width: number | undefined): readonly TableRow[] {
  const rows: TableRow[] = [];
  for (let index = 0; index < flow.lines.length; ) {
    const header = headerAt(flow, index);
    if (header === undefined) {
      index++;
      continue;
    }
    index = header.upright ? readUpright(flow, header, width, rows) : readAcross(flow, header, rows);
  }
  return rows;
}

function headerAt(flow: Flow, index: number): Header | undefined {
  const line = flow.lines[index]!;
  const cells = cellsOf(flow, line);
  if (cells.length >= 2) {
    const columns = columnsOf(flow, cells);
    return columns === undefined ? undefined : { columns, next: index + 1, upright: false };
  }
  if (flow.norm.slice(line.start, line.end) !== '序号') return undefined;
  const heads: Range[] = [line];
  let next = index + 1;
  for (; next < flow.lines.length && heads.length < 12; next++) {
    const cell = flow.lines[next]!;
    const text = flow.norm.slice(cell.start, cell.end);
    if (text.length > 12 || /[，。；：\d]/.test(text) || markerAt(flow, cell.start) !== undefined) break;
    heads.push(cell);
  }
  const columns = columnsOf(flow, heads);
  return columns === undefined ? undefined : { columns, next, upright: true };
}

/** Undefined when no column names authorities. */
function columnsOf(flow: Flow, heads: readonly Range[]): Header['columns'] | undefined {
  const used = new Set<keyof TableRow>();
  const columns = heads.map(head => {
    const text = flow.norm.slice(head.start, head.end);
    if (text.length > 16) return undefined;
    const found = COLUMNS.find(([key, words]) => words.test(text) && !used.has(key))?.[0];
    if (found !== undefined) used.add(found);
    return found;
  });
  const named = used.has('lead') || used.has('responsible') || used.has('guiding');
  return named && columns.length >= 2 ? columns : undefined;
}

function readUpright(
  flow: Flow,
  { columns, next }: Header,
  width: number | undefined,
  rows: TableRow[],
): number {
  let index = next;
  while (index < flow.lines.length) {
    const first = flow.lines[index]!;
    const text = flow.norm.slice(first.start, first.end);
    if (!/^\d{1,3}$/.test(text)) {
      // Headings stand between the rows; anything longer ends the table.
      if (text.length > 40) return index;
      index++;
      continue;
    }
    const cells: Range[] = [];
    while (cells.length < columns.length && index < flow.lines.length) {
      const cell = cellLines(flow, index, width);
      cells.push(cell.range);
      index = cell.next;
    }
    if (cells.length === columns.length && namesAuthorities(flow, columns, cells))
      rows.push(rowOf(columns, cells));
  }
  return index;
}

/** A cell's lines: a line as long as lines get goes on in the next. */
function cellLines(flow: Flow, index: number, width: number | undefined): { range: Range; next: number } {
  const { start } = flow.lines[index]!;
  let at = index;
  while (width !== undefined && at + 1 < flow.lines.length && lengthOf(flow, at) >= width - 1) at++;
  return { range: { start, end: flow.lines[at]!.end }, next: at + 1 };
}

function lengthOf(flow: Flow, index: number): number {
  const { start, end } = flow.lines[index]!;
  return end - start;
}

/** Cells that should name authorities do: else the columns were guessed wrongly, and the row is left out. */
function namesAuthorities(flow: Flow, columns: Header['columns'], cells: readonly Range[]): boolean {
  return columns.every((column, index) => {
    const cell = cells[index];
    if (cell === undefined || column === undefined || column === 'title' || cell.end <= cell.start)
      return true;
    return partyPieces(flow.norm, cell).every(piece => isAgency(flow.norm.slice(piece.start, piece.end)));
  });
}

function readAcross(flow: Flow, { columns, next }: Header, rows: TableRow[]): number {
  let index = next;
  for (; index < flow.lines.length; index++) {
    const cells = cellsOf(flow, flow.lines[index]!);
    if (cells.length < 2) return index;
    if (cells.every(cell => /^[—:：]*$/.test(flow.norm.slice(cell.start, cell.end)))) continue;
    if (namesAuthorities(flow, columns, cells)) rows.push(rowOf(columns, cells));
  }
  return index;
}

function rowOf(columns: Header['columns'], cells: readonly Range[]): TableRow {
  const row: { -readonly [Key in keyof TableRow]: TableRow[Key] } = {
    ...{
      title: undefined,
      lead: undefined,
      supporting: undefined,
      responsible: undefined,
      guiding: undefined,
    },
    whole: { start: cells[0]!.start, end: cells.at(-1)!.end },
  };
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (column !== undefined && cell !== undefined && cell.end > cell.start) row[column] = cell;
  }
  return row;
}

/** Cells between tabs or bars; the bars of a Markdown row at its ends hold nothing. */
function cellsOf(flow: Flow, line: Range): readonly Range[] {
  const { start, end } = flow.quote(line);
  const text = flow.source.slice(start, end);
  const separator = text.includes('\t') ? '\t' : text.includes('|') ? '|' : undefined;
  if (separator === undefined) return [line];
  const cells: Range[] = [];
  let from = 0;
  for (const piece of text.split(separator)) {
    cells.push({ start: flow.positionOf(start + from), end: flow.positionOf(start + from + piece.length) });
    from += piece.length + 1;
  }
  // A bar itself stays in the flow: it is no part of the cell behind it.
  const inner =
    separator === '|'
      ? cells.filter((cell, at) => (at > 0 && at < cells.length - 1) || cell.end > cell.start)
      : cells;
  return inner;
}
