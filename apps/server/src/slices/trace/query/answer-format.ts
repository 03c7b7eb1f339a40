import type { XmlForm } from '@pinxin/epcis/xml/write-xml-document';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Problem } from '../../../http/problem.ts';
import { notAcceptable } from './query-problems.ts';

/** How events are answered: EPCIS 2.0 JSON, or XML of either edition. */
export type AnswerFormat = { readonly kind: 'json' } | { readonly kind: 'xml'; readonly form: XmlForm };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A media range of an `Accept` header and its weight (RFC 9110, 12.5.1). */
interface MediaRange {
  readonly type: string;
  readonly weight: number;
}

function readRanges(accept: string): readonly MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const part of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.split(';').map(each => each.trim());
    if (!/^[^/\s]+\/[^/\s]+$/.test(type)) continue;
    const given = parameters.find(each => each.startsWith('q='));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    ranges.push({ type, weight: weight >= 0 && weight <= 1 ? weight : 0 });
  }
  return ranges;
}

/** The weight of the best of `types`; what is named exactly counts before what a wildcard covers. */
function weightOf(types: readonly string[], ranges: readonly MediaRange[]): number {
  const exact = ranges.filter(({ type }) => types.includes(type));
  const families = new Set(types.map(type => `${type.split('/')[0]}/*`));
  const family = ranges.filter(({ type }) => families.has(type));
  const any = ranges.filter(({ type }) => type === '*/*');
  const chosen = [exact, family, any].find(each => each.length > 0) ?? [];
  return Math.max(0, ...chosen.map(({ weight }) => weight));
}

const JSON_TYPES = ['application/json', 'application/ld+json'];
const XML_TYPES = ['application/xml', 'text/xml'];

function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** `GS1-EPCIS-Version`: which edition is asked for; without it 2.0. */
function versionOf(headers: Headers): XmlForm['version'] | undefined {
  const given = header(headers, 'gs1-epcis-version')?.trim();
  if (given === undefined || given === '' || /^2(?:\.0(?:\.\d+)?)?$/.test(given)) return '2.0';
  return /^1\.2(?:\.\d+)?$/.test(given) ? '1.2' : undefined;
}

/** `GS1-CBV-XML-Format`: how standard words are written in XML. */
function wordsOf(headers: Headers): XmlForm['cbv'] | undefined {
  const given = header(headers, 'gs1-cbv-xml-format')?.trim() ?? 'No_Preference';
  if (given === 'Always_Web_URI') return 'webUri';
  return given === 'No_Preference' || given === 'Always_URN' || given === '' ? 'urn' : undefined;
}

/**
 * The format that a request for events asks for by `Accept`, `GS1-EPCIS-Version` and `GS1-CBV-XML-Format`; where both
 * are as welcome, JSON. The refusal is 406 (EPCIS 2.0 OpenAPI).
 */
export function answerFormat(headers: Headers): Result<AnswerFormat, Problem> {
  const version = versionOf(headers);
  if (version === undefined) return refuse(notAcceptable('gs1-epcis-version'));
  const cbv = wordsOf(headers);
  if (cbv === undefined) return refuse(notAcceptable('gs1-cbv-xml-format'));
  const ranges = readRanges(header(headers, 'accept') ?? '');
  const all = ranges.length === 0 ? [{ type: '*/*', weight: 1 }] : ranges;
  const json = version === '2.0' ? weightOf(JSON_TYPES, all) : 0;
  const xml = weightOf(XML_TYPES, all);
  if (json === 0 && xml === 0) return refuse(notAcceptable('accept'));
  return ok(json >= xml ? { kind: 'json' } : { kind: 'xml', form: { version, cbv } });
}

/** The headers that say what an answer is. */
export function formatHeaders(format: AnswerFormat): Readonly<Record<string, string>> {
  const isXml = format.kind === 'xml';
  return {
    'content-type': isXml ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8',
    'GS1-EPCIS-Version': isXml && format.form.version === '1.2' ? '1.2.0' : '2.0.0',
    vary: 'accept, accept-language, gs1-epcis-version, gs1-cbv-xml-format',
  };
}
