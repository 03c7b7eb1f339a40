import { CBV, GS1_VOC } from './vocabulary.ts';

/** What a JSON-LD context says about the names in an event. Contexts named by URL are never fetched. */
export interface EventContext {
  /** The `@context` as received, undefined when there was none. */
  readonly source: unknown;
  /** Contexts named by URL that this package does not know; the prefixes they define stay unresolved. */
  readonly unknownUrls: readonly string[];
  /** Prefix → namespace. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** Plain term → URI, from terms that the document itself defines. */
  readonly terms: ReadonlyMap<string, string>;
  /** Namespace of plain terms that are not defined. */
  readonly vocab?: string;
}

/** The published EPCIS context that our own documents name: the unversioned one, which is 2.0.1. */
export const EPCIS_CONTEXT_URL = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';

const KNOWN_URLS: ReadonlySet<string> = new Set([
  'ref.gs1.org/standards/epcis/epcis-context.jsonld',
  'ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  'ref.gs1.org/standards/epcis/2.0.1/epcis-context.jsonld',
  'gs1.github.io/EPCIS/epcis-context.jsonld',
  'gs1.github.io/EPCIS/epcis-context-simple.jsonld',
]);

/** Is this the address of a published EPCIS 2.0 context, whose names this package knows? */
export function isEpcisContextUrl(url: string): boolean {
  const scheme = url.indexOf('://');
  return scheme > 0 && KNOWN_URLS.has(url.slice(scheme + 3));
}

/** Prefixes of the published EPCIS contexts. */
const STANDARD_NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', CBV],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', GS1_VOC],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

/** What holds where nothing else is said: the prefixes of the published EPCIS context. */
export const STANDARD_CONTEXT: EventContext = {
  source: undefined,
  unknownUrls: [],
  namespaces: STANDARD_NAMESPACES,
  terms: new Map(),
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Reading {
  readonly unknownUrls: Set<string>;
  readonly namespaces: Map<string, string>;
  readonly terms: Map<string, string>;
  vocab: string | undefined;
}

function readTerm(reading: Reading, term: string, definition: unknown): void {
  const id = isObject(definition) ? definition['@id'] : definition;
  if (typeof id !== 'string' || id === '') return;
  if (term === '@vocab') {
    reading.vocab = id;
  } else if (!term.startsWith('@')) {
    // the GS1 vocabularies keep one namespace, whichever edition's spelling a document declares: context 2.0.0
    // and 2.0.1 differ in the `gs1:` namespace alone, and one event must not have two hashes
    if (term === 'gs1' || term === 'cbv') return;
    reading.namespaces.set(term, id);
    if (!term.includes(':')) reading.terms.set(term, id);
  }
}

function readEntry(reading: Reading, entry: unknown): void {
  if (typeof entry === 'string') {
    if (!isEpcisContextUrl(entry)) reading.unknownUrls.add(entry);
  } else if (isObject(entry)) {
    for (const term of Object.keys(entry)) readTerm(reading, term, entry[term]);
  }
}

/** A term's URI may itself be written with a prefix (`"note": "ext:note"`). */
function resolveCompact(reading: Reading): void {
  for (const map of [reading.namespaces, reading.terms]) {
    for (const [term, uri] of map) {
      const colon = uri.indexOf(':');
      const namespace = colon > 0 ? reading.namespaces.get(uri.slice(0, colon)) : undefined;
      const local = uri.slice(colon + 1);
      if (namespace !== undefined && namespace !== uri && !local.startsWith('//'))
        map.set(term, namespace + local);
    }
  }
}

/** Contexts read lately, by their JSON: a sender's documents and events all bring the same. */
const lately = new Map<string, EventContext>();
const MAX_KEPT = 64;
const MAX_KEPT_LENGTH = 2000;

/**
 * Reads a `@context` (URL, object, or list of both) on top of an outer one; entries that cannot be understood are
 * passed over, as their names then stay as written. Never throws and never fetches.
 */
export function readContext(source: unknown, outer: EventContext = STANDARD_CONTEXT): EventContext {
  if (source === undefined) return outer;
  if (outer !== STANDARD_CONTEXT) return readOnTop(source, outer);
  const text = JSON.stringify(source);
  const known = lately.get(text);
  if (known !== undefined) return known;
  const read = readOnTop(source, outer);
  if (text.length <= MAX_KEPT_LENGTH) {
    if (lately.size === MAX_KEPT) lately.clear();
    lately.set(text, read);
  }
  return read;
}

function readOnTop(source: unknown, outer: EventContext): EventContext {
  const reading: Reading = {
    unknownUrls: new Set(outer.unknownUrls),
    namespaces: new Map(outer.namespaces),
    terms: new Map(outer.terms),
    vocab: outer.vocab,
  };
  if (Array.isArray(source)) for (const entry of source) readEntry(reading, entry);
  else readEntry(reading, source);
  resolveCompact(reading);
  const { vocab, namespaces, terms } = reading;
  const read = { source, unknownUrls: [...reading.unknownUrls], namespaces, terms };
  return vocab === undefined ? read : { ...read, vocab };
}

/**
 * The full URI of a compact one (`ext:field` with a declared prefix); any other text unchanged. What follows the
 * prefix must not start with `//`: then it is a URI with a scheme (JSON-LD 1.1, 5.2.2).
 */
export function expandCompact(text: string, context: EventContext): string {
  const colon = text.indexOf(':');
  if (colon <= 0) return text;
  const namespace = context.namespaces.get(text.slice(0, colon));
  if (namespace === undefined || (text.charCodeAt(colon + 1) === 47 && text.charCodeAt(colon + 2) === 47))
    return text;
  return namespace + text.slice(colon + 1);
}
