import type { ReactNode } from 'react';
import type { Words } from '../language.tsx';

/** One column of a list. */
export interface Column<Row> {
  /** Name of the field: gives the heading, and the value where nothing else is said. */
  readonly key: string;
  readonly heading?: string;
  readonly show?: (row: Row, words: Words) => ReactNode;
  /** The server's word for this order, if it has one. */
  readonly sort?: string;
  /** Not shown until somebody chooses it. */
  readonly hidden?: boolean;
  readonly align?: 'right';
}

/** Which columns somebody chose for a list; undefined when they never did. */
export function keptColumns(list: string): readonly string[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(list)) ?? 'null');
    return Array.isArray(kept) && kept.every(key => typeof key === 'string') ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the choice on this device, or forgets it. */
export function keepColumns(list: string, keys: readonly string[] | undefined): void {
  if (keys === undefined) localStorage.removeItem(nameOf(list));
  else localStorage.setItem(nameOf(list), JSON.stringify(keys));
}

/** The columns to show: those chosen that still exist, in the order of the list; never none. */
export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly string[] | undefined,
): readonly Column<Row>[] {
  const usual = columns.filter(({ hidden }) => !hidden);
  const wanted = chosen === undefined ? usual : columns.filter(({ key }) => chosen.includes(key));
  return wanted.length > 0 ? wanted : usual;
}

function nameOf(list: string): string {
  return `pinxin.columns.${list}`;
}

/** Rows as CSV text that Excel opens as UTF-8; texts that would be formulas stay texts. */
export function csvText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${[headings, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
