import { isObject, type Json } from '../encoding/json.ts';

/** A kind of value: a plain name, a shape by name (`@Party`), or one of the written-out kinds. */
export type Kind =
  | 'any'
  | 'text'
  | 'uri'
  | 'date'
  | 'instant'
  | 'base64'
  | 'number'
  | 'integer'
  | 'boolean'
  | `@${string}`
  | ListKind
  | ObjectKind
  | { readonly oneOf: readonly Kind[] }
  | { readonly oneOfTexts: readonly string[] }
  | { readonly number: 'number' | 'integer'; readonly from?: number; readonly to?: number };

interface ListKind {
  readonly list: Kind;
  /** What it must hold somewhere. */
  readonly holds?: readonly string[];
  /** What it must begin with. */
  readonly starts?: readonly string[];
  readonly unique?: boolean;
}

/** An object; names that end in `!` must be there. */
export interface ObjectKind {
  readonly fields: Readonly<Record<string, Kind>>;
  /** Nothing else may be there. */
  readonly closed?: boolean;
  /** Who has the first must have the others too. */
  readonly together?: Readonly<Record<string, readonly string[]>>;
}

/** Shapes by name. */
export type Shapes = Readonly<Record<string, Kind>>;

/** One thing that does not fit its shape. */
export interface Misfit {
  readonly at: string;
  readonly code: 'fieldMissing' | 'fieldUnknown' | 'fieldWrong';
}

/** Everything in which a value differs from a kind. */
export function misfits(value: Json, kind: Kind, shapes: Shapes, at = ''): readonly Misfit[] {
  if (typeof kind === 'string') {
    if (kind.startsWith('@')) return misfits(value, shapes[kind.slice(1)]!, shapes, at);
    return isPlain(value, kind) ? [] : [{ at, code: 'fieldWrong' }];
  }
  if ('fields' in kind) return objectMisfits(value, kind, shapes, at);
  if ('list' in kind) return listMisfits(value, kind, shapes, at);
  if ('oneOf' in kind) {
    const all = kind.oneOf.map(each => misfits(value, each, shapes, at));
    const fitting = all.filter(each => each.length === 0).length;
    return fitting === 1 ? [] : (all.toSorted((one, other) => one.length - other.length)[0] ?? []);
  }
  const isRight =
    'oneOfTexts' in kind
      ? kind.oneOfTexts.includes(value as string)
      : isPlain(value, kind.number) &&
        (value as number) >= (kind.from ?? -Infinity) &&
        (value as number) <= (kind.to ?? Infinity);
  return isRight ? [] : [{ at, code: 'fieldWrong' }];
}

function objectMisfits(value: Json, kind: ObjectKind, shapes: Shapes, at: string): readonly Misfit[] {
  if (!isObject(value)) return [{ at, code: 'fieldWrong' }];
  const found: Misfit[] = [];
  const known = new Set<string>();
  for (const [name, field] of Object.entries(kind.fields)) {
    const isNeeded = name.endsWith('!');
    const plain = isNeeded ? name.slice(0, -1) : name;
    known.add(plain);
    const member = Object.hasOwn(value, plain) ? value[plain] : undefined;
    if (member !== undefined) found.push(...misfits(member, field, shapes, `${at}/${plain}`));
    else if (isNeeded) found.push({ at: `${at}/${plain}`, code: 'fieldMissing' });
  }
  for (const [name, others] of Object.entries(kind.together ?? {})) {
    if (!Object.hasOwn(value, name)) continue;
    for (const other of others) {
      if (!Object.hasOwn(value, other)) found.push({ at: `${at}/${other}`, code: 'fieldMissing' });
    }
  }
  if (kind.closed) {
    const unknown = Object.keys(value).filter(name => !known.has(name));
    found.push(...unknown.map((name): Misfit => ({ at: `${at}/${name}`, code: 'fieldUnknown' })));
  }
  return found;
}

function listMisfits(value: Json, kind: ListKind, shapes: Shapes, at: string): readonly Misfit[] {
  if (!Array.isArray(value)) return [{ at, code: 'fieldWrong' }];
  const items = value as readonly Json[];
  const { holds = [], starts = [] } = kind;
  const isWrong =
    holds.some(each => !items.includes(each)) ||
    starts.some((each, index) => items[index] !== each) ||
    (kind.unique === true && new Set(items.map(item => JSON.stringify(item))).size < items.length);
  return [
    ...(isWrong ? [{ at, code: 'fieldWrong' } as const] : []),
    ...items.flatMap((item, index) => misfits(item, kind.list, shapes, `${at}/${index}`)),
  ];
}

const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isPlain(value: Json, kind: string): boolean {
  if (kind === 'any') return true;
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'number') return typeof value === 'number';
  if (kind === 'integer') return Number.isInteger(value);
  if (typeof value !== 'string') return false;
  if (kind === 'text') return true;
  if (kind === 'uri') return URI.test(value) && !/%(?![0-9A-Fa-f]{2})/.test(value);
  if (kind === 'date') return isDay(value);
  if (kind === 'base64') return BASE64.test(value);
  return INSTANT.test(value) && isDay(value.slice(0, 10));
}

function isDay(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  return (
    month! >= 1 && month! <= 12 && day! >= 1 && day! <= new Date(Date.UTC(year!, month!, 0)).getUTCDate()
  );
}
