import { allDigits } from './characters.ts';
import { hasCheckDigit } from './check-digit.ts';
import { type DigitalLinkOptions, elementsOfLink, parseDigitalLink } from './digital-link.ts';
import type { Element } from './element.ts';
import { FNC1, parseUnbracketed } from './element-string.ts';
import { padGtin } from './link-key.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** The carriers that the symbology identifiers of GS1 tell apart (ISO/IEC 15424). */
export type Symbology =
  | 'gs1-128'
  | 'databar-expanded'
  | 'ean-13'
  | 'ean-8'
  | 'qr'
  | 'gs1-qr'
  | 'data-matrix'
  | 'gs1-data-matrix'
  | 'dotcode'
  | 'gs1-dotcode';

/** What a barcode reader said, understood. */
export interface ScanData {
  readonly symbology: Symbology;
  /**
   * The data in one text: element strings begin with FNC1 written `^`; plain data that would look so is escaped by
   * a backslash; a composite component follows behind `|`.
   */
  readonly data: string;
  /** The elements that it carries; empty for plain data that is no Digital Link. */
  readonly elements: readonly Element[];
}

type Content = 'elements' | 'plain' | 'ean13' | 'ean8';

const SYMBOLOGIES: ReadonlyMap<string, readonly [Symbology, Content]> = new Map([
  [']C1', ['gs1-128', 'elements']],
  [']e0', ['databar-expanded', 'elements']],
  [']E0', ['ean-13', 'ean13']],
  [']E4', ['ean-8', 'ean8']],
  [']Q1', ['qr', 'plain']],
  [']Q3', ['gs1-qr', 'elements']],
  [']d1', ['data-matrix', 'plain']],
  [']d2', ['gs1-data-matrix', 'elements']],
  [']J0', ['dotcode', 'plain']],
  [']J1', ['gs1-dotcode', 'elements']],
]);

/** The separator as readers send it: ASCII group separator. */
const GROUP_SEPARATOR = '\u001d';

interface Read {
  readonly data: string;
  readonly elements: readonly Element[];
}

function readElements(
  text: string,
  at: number,
  options: DigitalLinkOptions,
): Result<Read, IdentifierProblem> {
  const literal = text.indexOf(FNC1);
  if (literal >= 0) return refuse(problem('characterNotAllowed', at + literal));
  const data = FNC1 + text.replaceAll(GROUP_SEPARATOR, FNC1);
  const elements = parseUnbracketed(data, options);
  if (elements.ok) return ok({ data, elements: elements.value });
  const { code, at: place = 1, params } = elements.error;
  return refuse(problem(code, at + place - 1, params));
}

function readPlain(text: string, at: number, options: DigitalLinkOptions): Result<Read, IdentifierProblem> {
  if (/^(?:https?|HTTPS?):\/\//.test(text)) {
    const link = parseDigitalLink(text, options);
    if (link.ok) return ok({ data: text, elements: elementsOfLink(link.value) });
    return refuse(problem(link.error.code, at + (link.error.at ?? 0), link.error.params));
  }
  return ok({ data: /^\\*\^/.test(text) ? `\\${text}` : text, elements: [] });
}

/** Linear codes of the point of sale: digits with a check digit, and perhaps a composite component. */
function readLinear(
  text: string,
  at: number,
  length: number,
  options: DigitalLinkOptions,
): Result<Read, IdentifierProblem> {
  const bar = text.indexOf('|');
  const digits = bar < 0 ? text : text.slice(0, bar);
  if (digits.length !== length) return refuse(problem('wrongLength', at));
  if (!allDigits(digits)) return refuse(problem('nonDigitCharacter', at));
  if (!hasCheckDigit(digits)) return refuse(problem('incorrectCheckDigit', at));
  const gtin = { ai: '01', value: padGtin(digits) };
  if (bar < 0) return ok({ data: digits, elements: [gtin] });
  if (!text.startsWith(']e0', bar + 1)) return refuse(problem('malformedComposite', at + bar));
  const composite = readElements(text.slice(bar + 4), at + bar + 4, options);
  if (!composite.ok) return composite;
  const { data, elements } = composite.value;
  return ok({ data: `${digits}|${data}`, elements: [gtin, ...elements] });
}

function readContent(content: Content, text: string, at: number, options: DigitalLinkOptions) {
  switch (content) {
    case 'elements':
      return readElements(text, at, options);
    case 'plain':
      return readPlain(text, at, options);
    case 'ean13':
      return readLinear(text, at, 13, options);
    case 'ean8':
      return readLinear(text, at, 8, options);
  }
}

/**
 * Understands the text of a barcode reader that sends symbology identifiers: `]C1…`, `]E0…`, `]Q3…` and so on, the
 * group separator for FNC1. A web address in a plain two-dimensional code must be a Digital Link.
 *
 * Refuses `missingSymbologyIdentifier`, `unknownSymbology`, `characterNotAllowed`, `wrongLength`,
 * `incorrectCheckDigit`, `malformedComposite`, and what element strings and links are refused for.
 */
export function parseScanData(
  text: string,
  options: DigitalLinkOptions = {},
): Result<ScanData, IdentifierProblem> {
  if (!text.startsWith(']') || text.length < 3) return refuse(problem('missingSymbologyIdentifier', 0));
  const known = SYMBOLOGIES.get(text.slice(0, 3));
  if (known === undefined) return refuse(problem('unknownSymbology', 0));
  const [symbology, content] = known;
  const read = readContent(content, text.slice(3), 3, options);
  return read.ok ? ok({ symbology, ...read.value }) : read;
}
