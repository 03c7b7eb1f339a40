import { INDUSTRY_ROWS } from './ai/industry-rows.ts';
import { ORDER_ROWS } from './ai/order-rows.ts';
import type { AiRow } from './ai/row.ts';
import { TRADE_ROWS } from './ai/trade-rows.ts';
import { allDigits } from './characters.ts';
import type { LinterName } from './linters.ts';

/** Character set of a component: digits, set 82, set 39, file-safe base64. */
export type ComponentType = 'N' | 'X' | 'Y' | 'Z';

/** One part of a data field: its type, lengths, and the checks on its content. */
export interface AiComponent {
  readonly type: ComponentType;
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly linters: readonly LinterName[];
}

/** One GS1 application identifier 应用标识符 (GB/T 16986; GS1 General Specifications). */
export interface ApplicationIdentifier {
  readonly code: string;
  /** The printed data title, as the General Specifications give it. */
  readonly title: string;
  readonly components: readonly AiComponent[];
  /** Least and greatest length of the whole data field. */
  readonly min: number;
  readonly max: number;
  /** Of the predefined-length table: no separator follows its data field. */
  readonly predefinedLength: boolean;
  /** May it stand in the query of a Digital Link? */
  readonly linkAttribute: boolean;
  /** Sets of codes or patterns of which one must be present; empty when nothing is needed. */
  readonly needs: readonly (readonly string[])[];
  /** Codes or patterns that must be absent. */
  readonly excludes: readonly string[];
  /** For a Digital Link primary key: the sequences of qualifiers that may follow it. */
  readonly linkQualifiers?: readonly (readonly string[])[];
  /** False for one that is not in the table and was let through as unknown. */
  readonly known: boolean;
}

function componentOf(text: string): AiComponent {
  const optional = text.startsWith('[');
  // the bracket closes before the checks: `[X..17]:check`
  const [shape = '', ...linters] = text.replace(/[[\]]/g, '').split(':');
  const upTo = shape.slice(1, 3) === '..';
  const max = Number(shape.slice(upTo ? 3 : 1));
  return {
    type: shape.charAt(0) as ComponentType,
    min: upTo ? 1 : max,
    max,
    optional,
    linters: linters as LinterName[],
  };
}

function words(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split(' ');
}

function expand(codes: string): readonly string[] {
  const [first = '', last = first] = codes.split('-');
  const all: string[] = [];
  for (let code = Number(first); code <= Number(last); code += 1)
    all.push(String(code).padStart(first.length, '0'));
  return all;
}

function identifiersOf([codes, flags, format, title, rules = {}]: AiRow): ApplicationIdentifier[] {
  const components = format.split(' ').map(componentOf);
  const shared = {
    title,
    components,
    min: components.reduce((sum, each) => sum + (each.optional ? 0 : each.min), 0),
    max: components.reduce((sum, each) => sum + each.max, 0),
    predefinedLength: flags.includes('f'),
    linkAttribute: flags.includes('a'),
    needs: words(rules.needs).map(each => each.split('+')),
    excludes: words(rules.excludes),
    ...(rules.key === undefined ? {} : { linkQualifiers: rules.key.split('|').map(words) }),
    known: true,
  };
  return expand(codes).map(code => ({ code, ...shared }));
}

const byCode: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  [...TRADE_ROWS, ...ORDER_ROWS, ...INDUSTRY_ROWS]
    .flatMap(identifiersOf)
    .map(identifier => [identifier.code, identifier] as const),
);

/** Every application identifier of the table, in ascending order of its text. */
export function applicationIdentifiers(): readonly ApplicationIdentifier[] {
  return [...byCode.values()];
}

/** The application identifier with exactly this code. */
export function applicationIdentifier(code: string): ApplicationIdentifier | undefined {
  return byCode.get(code);
}

/** The application identifier whose code stands at this offset: no code begins another, so there is one at most. */
export function applicationIdentifierAt(text: string, at: number): ApplicationIdentifier | undefined {
  for (let length = 2; length <= 4; length += 1) {
    const found = byCode.get(text.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Length of every code by its first two digits, from the table: `31` begins codes of four digits only. */
const lengthByStart: ReadonlyMap<string, number> = new Map(
  [...byCode.keys()].map(code => [code.slice(0, 2), code.length] as const),
);

/**
 * Stands in for a code that the table does not have: up to 90 characters of set 82, no rules.
 * Undefined unless the code is 2 to 4 digits and as long as the known codes that start alike.
 */
export function unknownIdentifier(code: string): ApplicationIdentifier | undefined {
  if (code.length < 2 || code.length > 4 || !allDigits(code) || byCode.has(code)) return undefined;
  const usual = lengthByStart.get(code.slice(0, 2));
  if (usual !== undefined && usual !== code.length) return undefined;
  return {
    code,
    title: '',
    components: [{ type: 'X', min: 1, max: 90, optional: false, linters: [] }],
    min: 1,
    max: 90,
    predefinedLength: false,
    linkAttribute: true,
    needs: [],
    excludes: [],
    known: false,
  };
}
