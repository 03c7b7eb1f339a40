import {
  type ApplicationIdentifier,
  applicationIdentifier,
  unknownIdentifier,
} from './application-identifiers.ts';
import { allDigits } from './characters.ts';
import { type Element, valueProblem } from './element.ts';
import { linkKeyNamed, padGtin, qualifierNamed } from './link-key.ts';
import type { LintContext } from './lint/linter.ts';
import { uriUnescape } from './percent-encoding.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** Options of reading a Digital Link. All off is the present standard; each lets pass what older links may have. */
export interface DigitalLinkOptions extends LintContext {
  /** A GTIN of 8, 12 or 13 digits as the primary key (never as an attribute). */
  readonly permitZeroSuppressedGtin?: boolean;
  /** Numeric attributes that the table of application identifiers does not have. */
  readonly permitUnknownAis?: boolean;
  /** Names instead of codes in the path: `/gtin/…/lot/…`. */
  readonly permitConvenienceAlphas?: boolean;
}

/** A parameter of the query that is no application identifier, as received, for example `linkType`. */
export interface LinkParameter {
  readonly name: string;
  readonly value?: string;
}

/** A GS1 Digital Link 数字链接, taken apart. */
export interface DigitalLink {
  /** Scheme, domain and any path before the key, without a slash at the end. */
  readonly stem: string;
  readonly key: Element;
  readonly qualifiers: readonly Element[];
  readonly attributes: readonly Element[];
  readonly otherParameters: readonly LinkParameter[];
}

/** All elements of a link in the order in which they stand in it. */
export function elementsOfLink(link: DigitalLink): readonly Element[] {
  return [link.key, ...link.qualifiers, ...link.attributes];
}

type Refusal = Result<never, IdentifierProblem>;

/** Unreserved, reserved and `%`: what a URI may hold (RFC 3986 §2). */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

const SCHEME = /^(?:https?|HTTPS?):\/\//;

/** Registered name or IPv4 address, or an IPv6 address in brackets (no zone), and perhaps a port. */
const DOMAIN = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?$/;

interface Parts {
  readonly stemEnd: number;
  readonly path: string;
  readonly query: string;
  readonly queryAt: number;
}

function split(uri: string): Result<Parts, IdentifierProblem> {
  const scheme = SCHEME.exec(uri);
  if (scheme === null) return refuse(problem('notHttpUri', 0));
  if (!URI_CHARACTERS.test(uri)) return refuse(problem('illegalUriCharacter', illegalAt(uri)));
  const start = scheme[0].length;
  const hash = uri.indexOf('#');
  const end = hash < 0 ? uri.length : hash;
  const mark = uri.indexOf('?');
  const pathEnd = mark < 0 || mark > end ? end : mark;
  const slash = uri.indexOf('/', start);
  if (slash < 0 || slash >= pathEnd) return refuse(problem('noPrimaryKey', pathEnd));
  if (!DOMAIN.test(uri.slice(start, slash))) return refuse(problem('missingDomain', start));
  const query = pathEnd < end ? uri.slice(pathEnd + 1, end) : '';
  return ok({ stemEnd: slash, path: uri.slice(slash + 1, pathEnd), query, queryAt: pathEnd + 1 });
}

function illegalAt(uri: string): number {
  for (let index = 0; index < uri.length; index += 1)
    if (!URI_CHARACTERS.test(uri.charAt(index))) return index;
  return 0;
}

interface KeyPlace {
  readonly identifier: ApplicationIdentifier;
  /** Index of its segment in the path. */
  readonly index: number;
}

function primaryKeyNamed(segment: string, options: DigitalLinkOptions): ApplicationIdentifier | undefined {
  const code = allDigits(segment) || !options.permitConvenienceAlphas ? segment : linkKeyNamed(segment)?.ai;
  const identifier = code === undefined ? undefined : applicationIdentifier(code);
  return identifier?.linkQualifiers === undefined ? undefined : identifier;
}

/** The rightmost key with a value behind it: stems may have anything in front, even what looks like a key. */
function findKey(segments: readonly string[], options: DigitalLinkOptions): KeyPlace | undefined {
  for (let index = segments.length - 2; index >= 0; index -= 2) {
    const identifier = primaryKeyNamed(segments[index] as string, options);
    if (identifier !== undefined) return { identifier, index };
  }
  return undefined;
}

function valueIn(
  raw: string,
  identifier: ApplicationIdentifier,
  isKey: boolean,
  options: DigitalLinkOptions,
): string {
  const value = uriUnescape(raw, 'path');
  const suppressed = isKey && identifier.code === '01' && options.permitZeroSuppressedGtin;
  return suppressed ? padGtin(value) : value;
}

function checked(
  identifier: ApplicationIdentifier,
  value: string,
  at: number,
  options: DigitalLinkOptions,
): Result<Element, IdentifierProblem> {
  const found = valueProblem(identifier, value, options);
  // the place is the component's start: inside it percent-encoding may have moved the characters
  return found === undefined
    ? ok({ ai: identifier.code, value })
    : refuse(problem(found.code, at, { ...found.params }));
}

/** Do the qualifiers stand in the order of one of the key's sequences? */
function inOrder(codes: readonly string[], sequences: readonly (readonly string[])[]): boolean {
  return sequences.some(sequence => {
    let next = 0;
    return codes.every(code => {
      const place = sequence.indexOf(code, next);
      next = place + 1;
      return place >= 0;
    });
  });
}

interface ReadPath {
  readonly stem: string;
  readonly key: Element;
  readonly qualifiers: readonly Element[];
}

function readPath(
  uri: string,
  parts: Parts,
  options: DigitalLinkOptions,
): Result<ReadPath, IdentifierProblem> {
  const segments = parts.path.split('/');
  const place = findKey(segments, options);
  const base = parts.stemEnd + 1;
  if (place === undefined) return refuse(problem('noPrimaryKey', base));
  const offsets: number[] = [];
  segments.reduce((at, segment) => {
    offsets.push(at);
    return at + segment.length + 1;
  }, base);
  const keyAt = offsets[place.index + 1] as number;
  const raw = segments[place.index + 1] as string;
  const key = checked(place.identifier, valueIn(raw, place.identifier, true, options), keyAt, options);
  if (!key.ok) return key;
  const qualifiers: Element[] = [];
  for (let index = place.index + 2; index < segments.length; index += 2) {
    const segment = segments[index] as string;
    const code = allDigits(segment) || !options.permitConvenienceAlphas ? segment : qualifierNamed(segment);
    const identifier = code === undefined ? undefined : applicationIdentifier(code);
    const at = offsets[index] as number;
    if (identifier === undefined) return refuse(problem('qualifierNotAllowed', at, { ai: segment }));
    const value = valueIn(segments[index + 1] as string, identifier, false, options);
    const qualifier = checked(identifier, value, at + segment.length + 1, options);
    if (!qualifier.ok) return qualifier;
    qualifiers.push(qualifier.value);
  }
  const codes = qualifiers.map(each => each.ai);
  const sequences = place.identifier.linkQualifiers ?? [];
  const stranger = codes.find(code => !sequences.some(sequence => sequence.includes(code)));
  if (stranger !== undefined) return refuse(problem('qualifierNotAllowed', keyAt, { ai: stranger }));
  if (!inOrder(codes, sequences)) return refuse(problem('qualifierOutOfOrder', keyAt));
  return ok({ stem: uri.slice(0, (offsets[place.index] as number) - 1), key: key.value, qualifiers });
}

function attributeOf(
  name: string,
  raw: string,
  at: number,
  options: DigitalLinkOptions,
): Result<Element, IdentifierProblem> {
  const known = applicationIdentifier(name);
  const identifier = known ?? (options.permitUnknownAis ? unknownIdentifier(name) : undefined);
  if (identifier === undefined) return refuse(problem('unknownApplicationIdentifier', at, { ai: name }));
  if (!identifier.linkAttribute) return refuse(problem('attributeNotAllowed', at, { ai: name }));
  return checked(identifier, uriUnescape(raw, 'query'), at + name.length + 1, options);
}

/**
 * Takes a GS1 Digital Link apart (GS1 Digital Link URI Syntax 1.6.0): any domain, any stem, the rightmost primary
 * key with its qualifiers in order, attributes in the query. The fragment is not looked at; parameters whose name is
 * not all digits are handed on. Combinations are not judged: see `associationProblems`.
 *
 * Refuses `notHttpUri`, `illegalUriCharacter`, `missingDomain`, `noPrimaryKey`, `qualifierNotAllowed`,
 * `qualifierOutOfOrder`, `unknownApplicationIdentifier`, `attributeNotAllowed`, `repeatedInLink`, and everything that
 * a data field can be refused for.
 */
export function parseDigitalLink(
  uri: string,
  options: DigitalLinkOptions = {},
): Result<DigitalLink, IdentifierProblem> {
  const parts = split(uri);
  if (!parts.ok) return parts;
  const path = readPath(uri, parts.value, options);
  if (!path.ok) return path;
  const seen = new Set([path.value.key.ai, ...path.value.qualifiers.map(each => each.ai)]);
  const attributes: Element[] = [];
  const otherParameters: LinkParameter[] = [];
  let at = parts.value.queryAt;
  for (const parameter of parts.value.query.split('&')) {
    const here = at;
    at += parameter.length + 1;
    if (parameter === '') continue;
    const equals = parameter.indexOf('=');
    const name = equals < 0 ? parameter : parameter.slice(0, equals);
    if (equals < 0 || !allDigits(name)) {
      otherParameters.push(equals < 0 ? { name } : { name, value: parameter.slice(equals + 1) });
      continue;
    }
    const attribute = attributeOf(name, parameter.slice(equals + 1), here, options);
    if (!attribute.ok) return attribute as Refusal;
    if (seen.has(name)) return refuse(problem('repeatedInLink', here, { ai: name }));
    seen.add(name);
    attributes.push(attribute.value);
  }
  return ok({ ...path.value, attributes, otherParameters });
}
