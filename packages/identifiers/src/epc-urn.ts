import { canonicalEpc } from './canonical.ts';
import { allDigits } from './characters.ts';
import { CLASS_SCHEMES, type EpcScheme, ID_SCHEMES } from './epc-scheme.ts';
import { mustBeEscaped } from './epc-urn-reading.ts';
import { type LinkPath, readLinkPath } from './link-path.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * The canonical Digital Link of an EPC URN: pure identity, `urn:epc:class:lgtin:`, or the pattern of a class.
 * Refuses `notEpcUrn`, `unknownEpcScheme` (no GS1 key form, such as `bic`) and `malformedEpcUrn`.
 */
export function epcUrnToDigitalLink(urn: string): Result<string, IdentifierProblem> {
  if (!urn.startsWith('urn:epc:')) return refuse(problem('notEpcUrn', 0));
  const epc = canonicalEpc(urn);
  if (!epc.ok) return epc;
  return epc.value.uri === urn ? refuse(problem('unknownEpcScheme', 8)) : ok(epc.value.uri);
}

/** Escapes what a URN cannot hold plain (EPC Tag Data Standard, table A-1). */
function urnEscape(text: string): string {
  let escaped = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    escaped += mustBeEscaped(code) ? `%${code.toString(16).toUpperCase().padStart(2, '0')}` : character;
  }
  return escaped;
}

/** Which URN family and scheme a key with its finest qualifier belongs to. */
interface Target {
  readonly family: 'id' | 'class' | 'idpat';
  readonly scheme: EpcScheme;
  /** The serial, extension or lot; `*` in a pattern; undefined when the scheme has none. */
  readonly serial?: string;
}

const SCHEME_OF_KEY: Readonly<Record<string, string>> = {
  '00': 'sscc',
  '253': 'gdti',
  '255': 'sgcn',
  '401': 'ginc',
  '402': 'gsin',
  '414': 'sgln',
  '417': 'pgln',
  '8003': 'grai',
  '8004': 'giai',
  '8006': 'itip',
  '8010': 'cpi',
  '8017': 'gsrnp',
  '8018': 'gsrn',
};

/** Digits of a key in its link form, before any serial that it carries inside. */
function keyDigits(scheme: EpcScheme): number {
  return scheme.prefix.length + scheme.digits + 1;
}

function tradeItemTarget(qualifier: { ai: string; value: string } | undefined): Target {
  const named = (name: string): EpcScheme => ID_SCHEMES.get(name) as EpcScheme;
  if (qualifier === undefined) return { family: 'idpat', scheme: named('sgtin'), serial: '*' };
  if (qualifier.ai === '10') {
    return { family: 'class', scheme: CLASS_SCHEMES.get('lgtin') as EpcScheme, serial: qualifier.value };
  }
  return { family: 'id', scheme: named(qualifier.ai === '235' ? 'upui' : 'sgtin'), serial: qualifier.value };
}

function targetOf(path: LinkPath): Target | undefined {
  const qualifier = path.qualifiers[0];
  if (path.key.ai === '01') return tradeItemTarget(qualifier);
  const scheme = ID_SCHEMES.get(SCHEME_OF_KEY[path.key.ai] ?? '');
  if (scheme === undefined) return undefined;
  const { serial } = scheme;
  if (serial.kind === 'none') return qualifier === undefined ? { family: 'id', scheme } : undefined;
  if (serial.kind === 'inKey') {
    const inside = path.value.slice(keyDigits(scheme));
    return inside === ''
      ? { family: 'idpat', scheme, serial: '*' }
      : { family: 'id', scheme, serial: inside };
  }
  if (qualifier !== undefined && qualifier.ai !== serial.ai) return undefined;
  if (qualifier !== undefined) return { family: 'id', scheme, serial: qualifier.value };
  return scheme.name === 'sgln'
    ? { family: 'id', scheme, serial: '0' }
    : { family: 'idpat', scheme, serial: '*' };
}

/** Company prefix and reference as the scheme writes them, or undefined when the prefix is not digits. */
function prefixAndReference(scheme: EpcScheme, value: string, length: number): string | undefined {
  if (scheme.digits === 0) {
    const reference = value.slice(length);
    return allDigits(value, 0, length) && reference !== ''
      ? `${value.slice(0, length)}.${urnEscape(reference)}`
      : undefined;
  }
  const digits = value.slice(scheme.prefix.length, scheme.prefix.length + scheme.digits);
  if (!scheme.leading) return `${digits.slice(0, length)}.${digits.slice(length)}`;
  return `${digits.slice(1, 1 + length)}.${digits.charAt(0)}${digits.slice(1 + length)}`;
}

/**
 * The EPC URN of a Digital Link: its finest level, so a lot gives `urn:epc:class:lgtin:` and a bare class the pattern
 * `urn:epc:idpat:…*`. The length of the GS1 company prefix, 6 to 12 digits, is not in the link and must be known.
 *
 * Refuses `companyPrefixLength`, `noEpcForm` (keys without a URN scheme, and URIs that are no GS1 key), and
 * what `canonicalEpc` refuses.
 */
export function digitalLinkToEpcUrn(
  uri: string,
  companyPrefixLength: number,
): Result<string, IdentifierProblem> {
  if (!Number.isInteger(companyPrefixLength) || companyPrefixLength < 6 || companyPrefixLength > 12) {
    return refuse(problem('companyPrefixLength', undefined, { min: 6, max: 12 }));
  }
  const epc = canonicalEpc(uri);
  if (!epc.ok) return epc;
  const path = readLinkPath(epc.value.uri);
  const target = path === undefined || epc.value.key === undefined ? undefined : targetOf(path);
  if (path === undefined || target === undefined) return refuse(problem('noEpcForm'));
  const head = prefixAndReference(target.scheme, path.value, companyPrefixLength);
  if (head === undefined) return refuse(problem('noEpcForm'));
  const pieces = target.scheme.name === 'itip' ? `.${path.value.slice(14, 16)}.${path.value.slice(16)}` : '';
  const serial = target.serial === undefined ? '' : `.${urnEscape(target.serial)}`;
  return ok(`urn:epc:${target.family}:${target.scheme.name}:${head}${pieces}${serial}`);
}
