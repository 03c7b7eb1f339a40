import { STANDARD_CONTEXT } from '../context.ts';
import { GS1_VOC } from '../vocabulary.ts';
import { CBV_MDA_JSON, CBV_MDA_XML, MACHINERY, XML, XSD } from './xml-names.ts';

/** Prefixes of keys that were full URIs in JSON: they are written back as such. */
const WRITTEN_OUT = /^_\d+$/;
/** Their namespaces are fixed for JSON, whatever a document declares (see `context.ts`). */
const FIXED: ReadonlySet<string> = new Set(['gs1', 'cbv', 'xml', 'xmlns']);

const STANDARD_BY_NAMESPACE: ReadonlyMap<string, string> = new Map(
  [...STANDARD_CONTEXT.namespaces].map(([prefix, namespace]) => [namespace, prefix]),
);

/** A namespace of XML as JSON's context has it. */
export function namespaceForJson(namespace: string): string {
  if (namespace === CBV_MDA_XML) return CBV_MDA_JSON;
  return /^https?:\/\/(?:www\.)?gs1\.org\/voc\/$/.test(namespace) ? GS1_VOC : namespace;
}

/** A namespace of JSON's context as XML has it. */
export function namespaceForXml(namespace: string): string {
  return namespace === CBV_MDA_JSON ? CBV_MDA_XML : namespace;
}

/**
 * Finds for each namespace of an event's XML one prefix for its JSON: the one it was declared with, if that is free.
 * XML may declare one prefix several times at several depths; a JSON event has one context. A class, because what is
 * given out must be remembered as long as the event is read.
 */
export class JsonPrefixes {
  private readonly byNamespace = new Map<string, string>();
  private readonly byPrefix = new Map<string, string>();

  /** `declared`: what is in scope where the event stands; its prefixes may occur in values. */
  constructor(declared: ReadonlyMap<string, string>) {
    for (const [prefix, namespace] of declared) {
      if (!isOfNoUse(prefix, namespace)) this.prefixFor(namespace, prefix);
    }
  }

  /** The JSON key of an element or attribute in a namespace. */
  key(namespace: string, local: string, prefix: string): string {
    const forJson = namespaceForJson(namespace);
    if (WRITTEN_OUT.test(prefix)) return forJson + local;
    if (namespace === XML) return `xml:${local}`;
    return `${this.prefixFor(forJson, prefix)}:${local}`;
  }

  /** Prefixes that the standard context does not have, with their namespaces: an event's `@context`. */
  context(): Readonly<Record<string, string>> {
    const context: Record<string, string> = {};
    for (const [prefix, namespace] of this.byPrefix) {
      if (STANDARD_CONTEXT.namespaces.get(prefix) !== namespace) context[prefix] = namespace;
    }
    return context;
  }

  private prefixFor(namespaceOfXml: string, wanted: string): string {
    const namespace = namespaceForJson(namespaceOfXml);
    const known = this.byNamespace.get(namespace);
    if (known !== undefined) return known;
    const start = STANDARD_BY_NAMESPACE.get(namespace) ?? (wanted === '' ? 'ns' : wanted);
    let prefix = start;
    for (let count = 2; !this.isFree(prefix, namespace); count += 1) prefix = `${start}${count}`;
    this.byNamespace.set(namespace, prefix);
    this.byPrefix.set(prefix, namespace);
    return prefix;
  }

  private isFree(prefix: string, namespace: string): boolean {
    if (this.byPrefix.has(prefix)) return false;
    if (STANDARD_BY_NAMESPACE.get(namespace) === prefix) return true;
    return !FIXED.has(prefix);
  }
}

/** Prefixes of the document's own machinery, written-out URIs, and the default namespace say nothing in JSON. */
function isOfNoUse(prefix: string, namespace: string): boolean {
  return prefix === '' || MACHINERY.has(namespace) || namespace === XSD || WRITTEN_OUT.test(prefix);
}
