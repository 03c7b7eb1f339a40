import { Type } from 'typebox';

/** What a form shows beside a field, and what the public may see of it. */
export interface FieldLabel {
  readonly zh: string;
  readonly en: string;
  /** Personal data (个人信息保护法 第四条): never shown to the public. */
  readonly personal?: boolean;
  /** UN/CEFACT unit or word that belongs to the number. */
  readonly unit?: string;
}

/** The schema options that carry a field's labels: `title` in Chinese, `x-en`, `x-personal`, `x-unit`. */
export function labelled({ zh, en, personal, unit }: FieldLabel): Record<string, unknown> {
  return {
    title: zh,
    'x-en': en,
    ...(personal === true ? { 'x-personal': true } : {}),
    ...(unit === undefined ? {} : { 'x-unit': unit }),
  };
}

/** One line of text. */
export const line = (label: FieldLabel, maxLength = 200) =>
  Type.String({ minLength: 1, maxLength, pattern: NO_CONTROLS, ...labelled(label) });

/** Text of several lines. */
export const prose = (label: FieldLabel, maxLength = 4_000) =>
  Type.String({ minLength: 1, maxLength, pattern: NO_NUL, 'x-lines': 4, ...labelled(label) });

/** A local date, `2026-11-26`, in Asia/Shanghai. That the day exists is checked with everything else. */
export const localDate = (label: FieldLabel) =>
  Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', format: 'date', ...labelled(label) });

/** A decimal number written out, never a binary fraction: `0.05`. At most 15 digits and 6 places. */
export const decimal = (label: FieldLabel) =>
  Type.String({ pattern: '^(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?$', 'x-decimal': true, ...labelled(label) });

/** Money in 分. */
export const fen = (label: FieldLabel) =>
  Type.Integer({ minimum: 0, maximum: 9_000_000_000_000_000, 'x-money': 'fen', ...labelled(label) });

/** One of a closed set; `words` are its labels. */
export function choice<const T extends string>(
  label: FieldLabel,
  words: Readonly<Record<T, readonly [zh: string, en: string]>>,
) {
  return Type.Enum(Object.keys(words) as T[], { ...labelled(label), 'x-words': words });
}

const NO_CONTROLS = '^[^\\u0000-\\u001f\\u007f]*$';
const NO_NUL = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$';
