import {
  exclusionProblem,
  repeatProblem,
  requirementProblem,
  signatureProblem,
} from '@pinxin/identifiers/associations';
import { canonicalUriOf } from '@pinxin/identifiers/canonical';
import { type DigitalLinkOptions, elementsOfLink, parseDigitalLink } from '@pinxin/identifiers/digital-link';
import { formatDigitalLink } from '@pinxin/identifiers/digital-link-format';
import { formatUnbracketed, parseBracketed, parseUnbracketed } from '@pinxin/identifiers/element-string';
import { uriEscape, uriUnescape } from '@pinxin/identifiers/percent-encoding';
import { parseScanData, type Symbology } from '@pinxin/identifiers/scan-data';
import { type Outcome, PASSED, sameText } from './tally.ts';
import type { Vector, VectorRunner } from './vector.ts';

/** Text for a refusal, so that it can be compared with a vector's expectation. */
const REFUSED = '(refused)';

const NO_OPTIONS: DigitalLinkOptions = {};

const ALL_OPTIONS: DigitalLinkOptions = {
  permitZeroSuppressedGtin: true,
  permitUnknownAis: true,
  permitConvenienceAlphas: true,
};

/**
 * The published tests switch options on and off between vectors, and the file does not say where. So what is to be
 * read must be read with every option on, and what is to be refused must be refused with every option off.
 */
function optionsFor({ valid }: Vector): DigitalLinkOptions {
  return valid === true ? ALL_OPTIONS : NO_OPTIONS;
}

function expectedOf({ valid, expected }: Vector): string {
  return valid === true ? String(expected) : REFUSED;
}

function linkAsElementString(uri: string, options: DigitalLinkOptions): string {
  const link = parseDigitalLink(uri, options);
  return link.ok ? formatUnbracketed(elementsOfLink(link.value)) : REFUSED;
}

function runParseLink(vector: Vector): Outcome {
  return sameText(expectedOf(vector), linkAsElementString(String(vector.input), optionsFor(vector)));
}

function runFormatLink(vector: Vector): Outcome {
  const elements = parseBracketed(String(vector.input), optionsFor(vector));
  if (!elements.ok) return sameText(expectedOf(vector), REFUSED);
  const stem = typeof vector.stem === 'string' ? vector.stem : undefined;
  const link = formatDigitalLink(elements.value, stem);
  return sameText(expectedOf(vector), link.ok ? link.value : REFUSED);
}

function runParseBracketed(vector: Vector): Outcome {
  const elements = parseBracketed(String(vector.input), optionsFor(vector));
  return sameText(expectedOf(vector), elements.ok ? formatUnbracketed(elements.value) : REFUSED);
}

function runParseUnbracketed({ input, valid }: Vector): Outcome {
  return sameText(
    valid === true ? 'accepted' : REFUSED,
    parseUnbracketed(String(input)).ok ? 'accepted' : REFUSED,
  );
}

const ASSOCIATION_RULES: Readonly<Record<string, typeof repeatProblem>> = {
  validateAIrepeats: repeatProblem,
  validateAImutex: exclusionProblem,
  validateAIrequisites: requirementProblem,
  validateDigSigRequiresSerialisedKey: signatureProblem,
};

function runAssociations({ input, rule, valid }: Vector): Outcome {
  const check = ASSOCIATION_RULES[String(rule)];
  if (check === undefined) return { kind: 'failed', because: `there is no rule ${String(rule)}` };
  const elements = parseBracketed(String(input), { permitUnknownAis: true });
  if (!elements.ok) return { kind: 'failed', because: `not read: ${elements.error.code}` };
  const found = check(elements.value);
  return sameText(valid === true ? 'accepted' : REFUSED, found === undefined ? 'accepted' : REFUSED);
}

const SYMBOLOGY_NAMES: Readonly<Record<Symbology, string>> = {
  'gs1-128': 'GS1_128_CCA',
  'databar-expanded': 'DataBarExpanded',
  'ean-13': 'EAN13',
  'ean-8': 'EAN8',
  qr: 'QR',
  'gs1-qr': 'QR',
  'data-matrix': 'DM',
  'gs1-data-matrix': 'DM',
  dotcode: 'DotCode',
  'gs1-dotcode': 'DotCode',
};

function runScanData(vector: Vector): Outcome {
  const { scan, symbology, expected, valid } = vector;
  const read = parseScanData(String(scan), optionsFor(vector));
  if (valid !== true) return sameText(REFUSED, read.ok ? read.value.data : REFUSED);
  if (!read.ok) return sameText(String(expected), REFUSED);
  const name = sameText(String(symbology), SYMBOLOGY_NAMES[read.value.symbology]);
  return name === PASSED ? sameText(String(expected), read.value.data) : name;
}

function runPercentEncoding(code: typeof uriEscape): VectorRunner {
  return ({ args }) => {
    const [text = '', path, query] = args as readonly string[];
    const inPath = sameText(path, code(text, 'path'));
    return inPath === PASSED ? sameText(query, code(text, 'query')) : inPath;
  };
}

/** Null means that the text has no canonical form: it stays as it is. */
function runCanonical({ input, expected }: Vector): Outcome {
  return sameText(String(expected ?? input), canonicalUriOf(String(input)));
}

/** Runners of the files about element strings, links, scan data and canonical URIs. */
export const SYNTAX_VECTOR_RUNNERS: Readonly<Record<string, VectorRunner>> = {
  'dl-parse': runParseLink,
  'dl-generate': runFormatLink,
  'uri-escape': runPercentEncoding(uriEscape),
  'uri-unescape': runPercentEncoding(uriUnescape),
  'ai-parse-bracketed': runParseBracketed,
  'ai-process-unbracketed': runParseUnbracketed,
  'ai-validate-associations': runAssociations,
  'scandata-process': runScanData,
  'epc-urn-and-dl-to-constrained-canonical-dl': runCanonical,
};
