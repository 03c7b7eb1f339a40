import type { XmlForm } from '@pinxin/epcis/xml/write-xml-document';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Problem } from '../../../http/problem.ts';
import { type Headers, headerText, weightOf } from './accepted-types.ts';
import { EPC_FORMAT_NAMES, EPC_FORMATS, type EpcFormat } from './epc-format.ts';
import { notAcceptable } from './query-problems.ts';
import { acceptedVersions, CBV_HEADERS, EPCIS_HEADERS } from './versions.ts';

/** How events are answered: EPCIS 2.0 JSON, or XML of either edition; and the form of their identifiers. */
export type AnswerFormat = { readonly epcs?: EpcFormat } & (
  | { readonly kind: 'json' }
  | { readonly kind: 'xml'; readonly form: XmlForm }
);

const JSON_TYPES = ['application/json', 'application/ld+json'];
const XML_TYPES = ['application/xml', 'text/xml'];

/** `GS1-CBV-XML-Format`: how standard words are written in XML. */
function wordsOf(headers: Headers): XmlForm['cbv'] | undefined {
  const given = headerText(headers, 'gs1-cbv-xml-format')?.trim() ?? 'No_Preference';
  if (given === 'Always_Web_URI') return 'webUri';
  return ['No_Preference', 'Always_URN', 'Never_Translates', ''].includes(given) ? 'urn' : undefined;
}

function epcFormatOf(headers: Headers): EpcFormat | undefined {
  const given = headerText(headers, 'gs1-epc-format')?.trim();
  if (given === undefined || given === '') return 'asTold';
  return Object.hasOwn(EPC_FORMATS, given) ? EPC_FORMATS[given] : undefined;
}

/**
 * The format that a request for events asks for by `Accept`, `GS1-EPCIS-Version` (or `-Min`, `-Max`), `GS1-CBV-…`,
 * `GS1-CBV-XML-Format` and `GS1-EPC-Format`; where both are as welcome, JSON. The refusal is 406 (EPCIS 2.0 OpenAPI).
 */
export function answerFormat(headers: Headers): Result<AnswerFormat, Problem> {
  const versions = acceptedVersions(headers, EPCIS_HEADERS);
  if (!versions.ok) return refuse(notAcceptable(versions.error));
  const vocabulary = acceptedVersions(headers, CBV_HEADERS);
  if (!vocabulary.ok) return refuse(notAcceptable(vocabulary.error));
  const cbv = wordsOf(headers);
  if (cbv === undefined) return refuse(notAcceptable('gs1-cbv-xml-format'));
  const epcs = epcFormatOf(headers);
  if (epcs === undefined) return refuse(notAcceptable('gs1-epc-format'));
  const both = versions.value.filter(version => vocabulary.value.includes(version));
  const [version] = both;
  if (version === undefined) return refuse(notAcceptable('gs1-cbv-version'));
  const accept = headerText(headers, 'accept') ?? '';
  const json = version === '2.0' ? weightOf(JSON_TYPES, accept) : 0;
  const xml = weightOf(XML_TYPES, accept);
  if (json === 0 && xml === 0) return refuse(notAcceptable('accept'));
  return ok(json >= xml ? { kind: 'json', epcs } : { kind: 'xml', form: { version, cbv }, epcs });
}

/**
 * The format in which a subscriber wants to be told, by the headers of the request that subscribes (EPCIS 2.0 OpenAPI:
 * `GS1-EPCIS-Version`, `GS1-EPC-Format`, `GS1-CBV-XML-Format`); `Accept` is about the answer to that request. XML where
 * its edition or its words are spoken of, else JSON.
 */
export function toldFormat(headers: Headers): Result<AnswerFormat, Problem> {
  const wantsXml = headerText(headers, 'gs1-cbv-xml-format') !== undefined;
  return answerFormat({ ...headers, accept: wantsXml ? 'application/xml' : '*/*' });
}

/** The headers that say what an answer is. */
export function formatHeaders(format: AnswerFormat): Readonly<Record<string, string>> {
  const isXml = format.kind === 'xml';
  const version = isXml && format.form.version === '1.2' ? '1.2.0' : '2.0.0';
  return {
    'content-type': isXml ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8',
    'GS1-EPCIS-Version': version,
    'GS1-CBV-Version': version,
    'GS1-EPC-Format': EPC_FORMAT_NAMES[format.epcs ?? 'asTold'],
    ...(isXml
      ? { 'GS1-CBV-XML-Format': format.form.cbv === 'webUri' ? 'Always_Web_URI' : 'Always_URN' }
      : {}),
    vary: VARY,
  };
}

const VARY = [
  ...['accept', 'accept-language', 'gs1-epcis-version', 'gs1-epcis-min', 'gs1-epcis-max'],
  ...['gs1-cbv-version', 'gs1-cbv-min', 'gs1-cbv-max', 'gs1-cbv-xml-format', 'gs1-epc-format'],
  'gs1-extensions',
].join(', ');
