import { type EventContext, STANDARD_CONTEXT } from '../context.ts';
import { isNcName, isXmlText, JSON_IN_XML, MACHINERY, XSD, XSI } from './xml-names.ts';
import { namespaceForJson, namespaceForXml } from './xml-prefixes.ts';
import { escapeAttribute } from './xml-text.ts';

/** Prefixes that we use ourselves, so that a document's own of that name cannot be declared. */
const OURS: ReadonlySet<string> = new Set(['epcis', 'epcisq', 'xsi', 'xsd', 'json', 'sbdh']);

/** Can XML have this namespace, and does it come back as it was? */
function isUsable(namespace: string): boolean {
  if (namespace === '' || namespace === XSD || MACHINERY.has(namespaceForXml(namespace))) return false;
  return isXmlText(namespace) && namespaceForJson(namespaceForXml(namespace)) === namespace;
}

/** The namespace and local name of a full URI: cut behind its last `/` or `#`, else behind its last colon. */
function cut(uri: string): readonly [string, string] {
  const slash = Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('#'));
  const at = (slash >= 0 ? slash : uri.lastIndexOf(':')) + 1;
  return [uri.slice(0, at), uri.slice(at)];
}

/**
 * The names of one event in XML: which prefix stands for which namespace. A class, because what was given out must be
 * remembered until the event is written.
 */
export class XmlNames {
  private readonly context: EventContext;
  private readonly declared = new Map<string, string>();
  private readonly writtenOut = new Map<string, string>();
  private readonly used = new Set<string>();
  private readonly standard = new Map<string, string>();

  constructor(context: EventContext) {
    this.context = context;
    const taken = new Set<string>();
    for (const [prefix, namespace] of context.namespaces) {
      if (STANDARD_CONTEXT.namespaces.get(prefix) === namespace) {
        if (!OURS.has(prefix)) this.standard.set(prefix, namespace);
      } else if (isDeclarable(prefix) && isUsable(namespace) && !taken.has(namespace)) {
        this.declared.set(prefix, namespace);
        taken.add(namespace);
      }
    }
  }

  /** The XML name of a JSON key; undefined when XML has none from which the same key would come back. */
  of(key: string): string | undefined {
    const colon = key.indexOf(':');
    if (colon <= 0) return this.ofBare(key);
    const prefix = key.slice(0, colon);
    const local = key.slice(colon + 1);
    const namespace = this.context.namespaces.get(prefix);
    if (namespace === undefined || local.startsWith('//')) return this.ofUri(...cut(key));
    if (!isNcName(local)) return undefined;
    if (this.declared.get(prefix) === namespace) return key;
    if (this.standard.get(prefix) !== namespace) return undefined;
    this.used.add(prefix);
    return key;
  }

  /** The XML name of an attribute. */
  ofAttribute(key: string): string | undefined {
    if (key.startsWith('xml:')) return isNcName(key.slice(4)) ? key : undefined;
    if (key.includes(':')) return this.of(key);
    return isNcName(key) && key !== 'xmlns' ? key : undefined;
  }

  /** `json:…`, `xsi:…` or `xsd:…`; declared because it is used. */
  own(prefix: 'json' | 'xsi' | 'xsd', local: string): string {
    this.used.add(prefix);
    return `${prefix}:${local}`;
  }

  /** What of the context no prefix can say, as further context entries. */
  undeclared(): readonly unknown[] {
    const { namespaces, terms, vocab, unknownUrls } = this.context;
    const rest: (readonly [string, string])[] = [];
    for (const [prefix, namespace] of [...namespaces, ...terms]) {
      const isStandard = STANDARD_CONTEXT.namespaces.get(prefix) === namespace;
      if (!isStandard && this.declared.get(prefix) !== namespace) rest.push([prefix, namespace]);
    }
    if (vocab !== undefined) rest.push(['@vocab', vocab]);
    return rest.length === 0 ? unknownUrls : [...unknownUrls, Object.fromEntries(rest)];
  }

  /** The declarations that the event's element needs. */
  declarations(): string {
    const all = new Map(this.declared);
    for (const [namespace, prefix] of this.writtenOut) all.set(prefix, namespace);
    for (const [prefix, namespace] of this.standard) if (this.used.has(prefix)) all.set(prefix, namespace);
    const own = [['json', JSON_IN_XML] as const, ['xsi', XSI] as const, ['xsd', XSD] as const];
    for (const [prefix, namespace] of own) if (this.used.has(prefix)) all.set(prefix, namespace);
    let text = '';
    for (const [prefix, namespace] of all)
      text += ` xmlns:${prefix}="${escapeAttribute(namespaceForXml(namespace))}"`;
    return text;
  }

  /** A bare name; not one that the context makes a URI of, as XML would not. */
  private ofBare(key: string): string | undefined {
    if (this.context.terms.has(key) || this.context.vocab !== undefined) return undefined;
    return isNcName(key) ? key : undefined;
  }

  private ofUri(namespace: string, local: string): string | undefined {
    if (!isNcName(local) || !isUsable(namespace)) return undefined;
    const known = this.writtenOut.get(namespace);
    const prefix = known ?? `_${this.writtenOut.size + 1}`;
    if (known === undefined) this.writtenOut.set(namespace, prefix);
    return `${prefix}:${local}`;
  }
}

function isDeclarable(prefix: string): boolean {
  return isNcName(prefix) && !OURS.has(prefix) && !/^xml/i.test(prefix) && !prefix.startsWith('_');
}
