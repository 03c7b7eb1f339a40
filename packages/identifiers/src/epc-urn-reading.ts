import { allDigits, isCset39, isCset82, isDigit } from './characters.ts';
import { digitFor } from './check-digit.ts';
import {
  ALPHANUMERIC_KEY_MAX,
  CLASS_SCHEMES,
  type EpcScheme,
  ID_SCHEMES,
  PATTERN_SCHEMES,
} from './epc-scheme.ts';
import { isEscape } from './percent-encoding.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** What an EPC URN says: the key, and a qualifier where the scheme has one; still percent-encoded as received. */
export interface EpcReading {
  readonly scheme: EpcScheme;
  readonly pattern: boolean;
  readonly companyPrefixLength: number;
  readonly ai: string;
  readonly rawKey: string;
  readonly qualifier?: { readonly ai: string; readonly raw: string };
}

function refused(at: number): Result<never, IdentifierProblem> {
  return refuse(problem('malformedEpcUrn', at));
}

/**
 * Number of characters that an escaped text stands for, or -1 when one is not allowed: raw characters are those
 * of set 82 (39 for component identifiers) that a URN may hold, the others must be escaped.
 */
function escapedLength(text: string, from: number, to: number, holds: (code: number) => boolean): number {
  let length = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 37) {
      if (index + 2 >= to || !isEscape(text, index)) return -1;
      if (!holds(Number.parseInt(text.slice(index + 1, index + 3), 16))) return -1;
      index += 2;
    } else if (!holds(code) || mustBeEscaped(code)) return -1;
    length += 1;
  }
  return length;
}

/** Characters of the GS1 sets that a URN cannot hold as they are: " # % & / < > ? */
export function mustBeEscaped(code: number): boolean {
  switch (code) {
    case 34:
    case 35:
    case 37:
    case 38:
    case 47:
    case 60:
    case 62:
    case 63:
      return true;
    default:
      return false;
  }
}

function schemesOf(family: string): ReadonlyMap<string, EpcScheme> | undefined {
  switch (family) {
    case 'id':
      return ID_SCHEMES;
    case 'class':
      return CLASS_SCHEMES;
    case 'idpat':
      return PATTERN_SCHEMES;
    default:
      return undefined;
  }
}

/**
 * Reads `urn:epc:id:`, `urn:epc:class:lgtin:` and the `urn:epc:idpat:` forms that stand for a class.
 * Refuses `notEpcUrn`, `unknownEpcScheme` (no GS1 key form, such as `bic`, or another pattern) and
 * `malformedEpcUrn` with the place.
 */
export function readEpcUrn(urn: string): Result<EpcReading, IdentifierProblem> {
  if (!urn.startsWith('urn:epc:')) return refuse(problem('notEpcUrn', 0));
  const familyEnd = urn.indexOf(':', 8);
  const schemeEnd = familyEnd < 0 ? -1 : urn.indexOf(':', familyEnd + 1);
  if (schemeEnd < 0) return refuse(problem('unknownEpcScheme', 8));
  const family = urn.slice(8, familyEnd);
  const scheme = schemesOf(family)?.get(urn.slice(familyEnd + 1, schemeEnd));
  if (scheme === undefined) return refuse(problem('unknownEpcScheme', 8));
  const start = schemeEnd + 1;
  const dot = urn.indexOf('.', start);
  const prefixLength = dot - start;
  if (dot < 0 || prefixLength < 6 || prefixLength > 12) return refused(start);
  if (!allDigits(urn, start, dot)) return refused(start);
  const pattern = family === 'idpat';
  // a wider pattern (`9520123.*.*`) names no class: it is good for matching only
  if (pattern && urn.indexOf('*') < urn.length - 1) return refuse(problem('unknownEpcScheme', dot));
  return scheme.digits === 0
    ? readAlphanumeric(urn, start, dot, scheme, pattern)
    : readNumeric(urn, start, dot, scheme, pattern);
}

function readNumeric(
  urn: string,
  start: number,
  dot: number,
  scheme: EpcScheme,
  pattern: boolean,
): Result<EpcReading, IdentifierProblem> {
  const companyPrefixLength = dot - start;
  const referenceEnd = dot + 1 + scheme.digits - companyPrefixLength;
  if (referenceEnd > urn.length) return refused(dot + 1);
  if (referenceEnd > dot + 1 && !allDigits(urn, dot + 1, referenceEnd)) return refused(dot + 1);
  const prefix = urn.slice(start, dot);
  const reference = urn.slice(dot + 1, referenceEnd);
  const digits = scheme.leading
    ? `${reference.slice(0, 1)}${prefix}${reference.slice(1)}`
    : prefix + reference;
  const key = scheme.prefix + digits + digitFor(digits);
  const head = { scheme, pattern, companyPrefixLength, ai: scheme.ai };
  if (scheme.name === 'itip') return readItip(urn, referenceEnd, key, head);
  if (scheme.serial.kind === 'none') {
    return referenceEnd === urn.length ? ok({ ...head, rawKey: key }) : refused(referenceEnd);
  }
  return readSerial(urn, referenceEnd, key, head);
}

type Head = Pick<EpcReading, 'scheme' | 'pattern' | 'companyPrefixLength' | 'ai'>;

/** An individual trade item piece: two digits of the piece and two of the total come before the serial. */
function readItip(urn: string, at: number, gtin: string, head: Head): Result<EpcReading, IdentifierProblem> {
  const pieces =
    urn.charCodeAt(at) === 46 &&
    urn.charCodeAt(at + 3) === 46 &&
    allDigits(urn, at + 1, at + 3) &&
    allDigits(urn, at + 4, at + 6);
  if (!pieces) return refused(at);
  return readSerial(urn, at + 6, gtin + urn.slice(at + 1, at + 3) + urn.slice(at + 4, at + 6), head);
}

function readSerial(urn: string, at: number, key: string, head: Head): Result<EpcReading, IdentifierProblem> {
  const { serial } = head.scheme;
  if (serial.kind === 'none' || urn.charCodeAt(at) !== 46) return refused(at);
  const raw = urn.slice(at + 1);
  if (head.pattern)
    return raw === '*' ? ok({ ...head, rawKey: key }) : refuse(problem('unknownEpcScheme', at));
  const length = escapedLength(urn, at + 1, urn.length, serial.digitsOnly ? isDigit : isCset82);
  if (length < 1 || length > serial.max) return refused(at + 1);
  if (serial.kind === 'inKey') return ok({ ...head, rawKey: key + raw });
  // EPC Tag Data Standard 6.3.3: an SGLN extension of 0 means that there is none
  if (head.scheme.name === 'sgln' && raw === '0') return ok({ ...head, rawKey: key });
  return ok({ ...head, rawKey: key, qualifier: { ai: serial.ai, raw } });
}

function readAlphanumeric(
  urn: string,
  start: number,
  dot: number,
  scheme: EpcScheme,
  pattern: boolean,
): Result<EpcReading, IdentifierProblem> {
  const companyPrefixLength = dot - start;
  const head = { scheme, pattern, companyPrefixLength, ai: scheme.ai };
  const component = scheme.name === 'cpi';
  // the serial of a component is digits, so the last dot divides (the reference's set has no dot)
  const end = component ? urn.lastIndexOf('.') : urn.length;
  if (end <= dot) return refused(dot + 1);
  const length = escapedLength(urn, dot + 1, end, component ? isCset39 : isCset82);
  if (length < 1 || companyPrefixLength + length > ALPHANUMERIC_KEY_MAX) return refused(dot + 1);
  const rawKey = urn.slice(start, dot) + urn.slice(dot + 1, end);
  return component ? readSerial(urn, end, rawKey, head) : ok({ ...head, rawKey });
}
