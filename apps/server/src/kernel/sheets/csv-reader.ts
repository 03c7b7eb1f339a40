import type { SheetRow } from './cell.ts';

/**
 * Rows of CSV text (RFC 4180): quotes, doubled quotes, line ends within quotes, any of the three line ends. The
 * separator is the comma, semicolon or tab that the first line has most of. A quote that is never closed ends with
 * the text: nothing is lost.
 */
export function* csvRows(text: string): Generator<SheetRow> {
  const separator = separatorOf(text);
  let line = 1;
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator);
    cells.push(cell);
    at = end;
    if (text[at] === separator) {
      at++;
      // A separator at the very end leaves one more empty cell.
      if (at === text.length) cells.push('');
      else continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    yield { line: line++, cells: cells.map(each => (each === '' ? null : each)) };
    cells = [];
  }
}

function plain(text: string, from: number, separator: string): readonly [cell: string, end: number] {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return [text.slice(from, at), at];
}

function quoted(text: string, from: number, separator: string): readonly [cell: string, end: number] {
  let cell = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return [cell + text.slice(at), text.length];
    cell += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      at = quote + 2;
      continue;
    }
    // What follows a closing quote up to the separator belongs to the cell: some programs write so.
    const [rest, end] = plain(text, quote + 1, separator);
    return [cell + rest, end];
  }
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  const count = (sign: string) => first.split(sign).length;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
